/** Language and appearance. */
import type { ReactNode } from 'react';
import type { Settings } from '../../../shared/settings.ts';
import { languages } from '../../../shared/text.ts';
import { changeSettings } from '../../actions.ts';
import { languageNames } from '../../language/language-names.ts';
import { useText } from '../../language/language.tsx';
import { Card, Row } from '../../parts/card.tsx';
import { Picker, Segments } from '../../parts/choice.tsx';
import { Section } from './section.tsx';

const themes = ['system', 'light', 'dark', 'contrast'] as const;

export function LookSettings({ settings }: { readonly settings: Settings }): ReactNode {
  const { t } = useText();
  return (
    <Section title={t('settings.section.look')}>
      <Card>
        <Row
          wraps
          title={t('settings.language')}
          end={
            <Picker
              label={t('settings.language')}
              value={settings.language}
              options={[
                { value: 'system', label: t('settings.language.system') },
                ...languages.map((language) => ({ value: language, label: languageNames[language], lang: language })),
              ]}
              onChange={(language) => void changeSettings({ language })}
            />
          }
        />
        <Row
          wraps
          title={t('settings.theme')}
          end={
            <Segments
              label={t('settings.theme')}
              value={settings.theme}
              options={themes.map((theme) => ({ value: theme, label: t(`settings.theme.${theme}`) }))}
              onChange={(theme) => void changeSettings({ theme })}
            />
          }
        />
      </Card>
    </Section>
  );
}
