/** Copies the link with its keys, and says what that means. */
import type { ReactNode } from 'react';
import { reveal } from '../../actions.ts';
import { writeClipboard } from '../../clipboard.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { showToast, useStore } from '../../store.ts';

export function CopyLink({ id }: { readonly id: string }): ReactNode {
  const { t } = useText();
  // The practice server has no link that would be of use anywhere else.
  const practice = useStore(({ mirror }) => mirror?.profiles.some((card) => card.id === id && card.source === 'practice'));
  const copy = async (): Promise<void> => {
    const revealed = await reveal(id);
    if (revealed === undefined) return;
    showToast((await writeClipboard(revealed.link)) ? 'drawer.copied' : 'copy.failed');
  };
  if (practice === true) return null;
  return (
    <Button icon="copy" onPress={() => void copy()}>
      {t('drawer.copy-link')}
    </Button>
  );
}
