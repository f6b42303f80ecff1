/** What the last refresh of a list changed, by name. */
import type { ReactNode } from 'react';
import type { SubscriptionDiff } from '../../../shared/subscription.ts';
import { useText } from '../../language/language.tsx';
import { Button } from '../../parts/button.tsx';
import { Card, Row } from '../../parts/card.tsx';
import { Sheet } from '../../parts/sheet.tsx';

export function DiffSheet({ diff, onClose }: { readonly diff: SubscriptionDiff; readonly onClose: () => void }): ReactNode {
  const { t } = useText();
  const { counts } = diff;
  const parts = [
    { key: 'list.fresh', names: diff.fresh, count: counts.fresh },
    { key: 'list.changed', names: diff.changed, count: counts.changed },
    { key: 'list.gone', names: diff.gone, count: counts.gone },
  ] as const;
  const rest = [
    { key: 'list.removed-now', count: counts.removed },
    { key: 'list.left-out', count: counts.leftOut ?? 0 },
    { key: 'list.rejected', count: counts.rejected },
  ] as const;
  return (
    <Sheet
      title={t('list.changes')}
      line={t('list.kept', { kept: counts.kept })}
      closeWord={t('action.close')}
      isOpen
      onClose={onClose}
      footer={
        <Button kind="primary" onPress={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      {parts.filter(({ count }) => count > 0).map(({ key, names, count }) => (
        <Card key={key} title={t(key, { number: count })}>
          {names.map((name, index) => (
            // Names may be alike; the list never changes.
            // oxlint-disable-next-line react/no-array-index-key
            <Row key={index} title={<span dir="auto">{name}</span>} />
          ))}
        </Card>
      ))}
      {rest.filter(({ count }) => count > 0).map(({ key, count }) => (
        <p key={key}>{t(key, { number: count })}</p>
      ))}
    </Sheet>
  );
}
