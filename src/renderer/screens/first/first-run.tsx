/** First run: one question, one field. */
import type { ReactNode } from 'react';
import { languages, type Language } from '../../../shared/text.ts';
import { changeSettings, practise } from '../../actions.ts';
import { LinkField } from '../../frame/link-field.tsx';
import { languageNames } from '../../language/language-names.ts';
import { useText } from '../../language/language.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Mark } from '../../picture/mark.tsx';
import { changeUi } from '../../store.ts';
import styles from './first-run.module.css';

export function FirstRun(): ReactNode {
  const { t } = useText();
  return (
    <div className={styles['first']}>
      <div className={styles['top']}>
        <IconButton icon="settings" label={t('nav.settings')} onPress={() => changeUi({ screen: 'settings' })} />
        <LanguageRow />
      </div>
      <div className={styles['middle']}>
        <Mark size={72} />
        <h1 className={styles['title']}>{t('first.title')}</h1>
        <p className={styles['line']}>{t('first.line')}</p>
        <div className={styles['field']}>
          <LinkField large autoFocus />
        </div>
        <div className={styles['try']}>
          <Button kind="link" onPress={() => void practise()}>
            {t('first.try')}
          </Button>
          <p className={styles['small']}>{t('first.try.line')}</p>
        </div>
      </div>
      <ul className={styles['promises']}>
        <li>
          <Icon name="undo" size={18} />
          {t('first.promise.back')}
        </li>
        <li>
          <Icon name="lock" size={18} />
          {t('first.promise.account')}
        </li>
      </ul>
    </div>
  );
}

/** Each language in its own words: for somebody who cannot read the present one. */
function LanguageRow(): ReactNode {
  const { t, language } = useText();
  return (
    <div className={styles['languages']} role="group" aria-label={t('first.languages')}>
      <Icon name="language" size={18} />
      {languages.map((offered: Language) => (
        <button
          key={offered}
          type="button"
          lang={offered}
          className={styles['language']}
          aria-pressed={offered === language}
          onClick={() => void changeSettings({ language: offered })}
        >
          {languageNames[offered]}
        </button>
      ))}
    </div>
  );
}
