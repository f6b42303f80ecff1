/** A new link, on Home while nothing runs. */
import type { ReactNode } from 'react';
import { useText } from '../../language/language.tsx';
import { CardBlock } from '../../parts/card.tsx';
import { LinkField } from '../../frame/link-field.tsx';

export function LinkBlock(): ReactNode {
  const { t } = useText();
  return (
    <CardBlock title={t('home.paste.label')}>
      <LinkField />
    </CardBlock>
  );
}
