/** Made-up lists for pictures of the screens: one in good order, one that failed and is nearly used up. */
import type { ProfileCard } from '../../src/shared/snapshot.ts';
import type { SubscriptionCard, SubscriptionDiff } from '../../src/shared/subscription.ts';

export const fakeDiff: SubscriptionDiff = {
  fresh: ['Vienna 3', 'Riga 1'],
  gone: ['Oslo 2'],
  changed: ['Tallinn 1'],
  counts: { fresh: 2, gone: 1, changed: 1, kept: 14, removed: 0, rejected: 1, leftOut: 2 },
};

/** Lists for the cards that name one. */
export function fakeSubscriptions(cards: readonly ProfileCard[]): readonly SubscriptionCard[] {
  const count = (id: string): number => cards.filter((card) => card.subscription === id).length;
  const hour = 3_600_000;
  const now = Date.now();
  const lists: readonly SubscriptionCard[] = [
    {
      id: 'list-1', title: 'Friends of the river', host: 'lists.example', servers: count('list-1'), gone: 1, addedAt: now - 900 * hour, refreshedAt: now - 3 * hour, intervalHours: 24, way: 'auto', sendsHardwareId: false,
      quota: { upload: 2e9, download: 31e9, total: 100e9, expiresAt: now + 480 * hour }, supportUrl: 'https://t.me/example', pageUrl: 'https://lists.example/about', lastDiff: fakeDiff, leftOut: 2,
      ...leaving(cards, now + 150 * hour), unread: [{ host: 'part.example', code: 'timeout' }],
    },
    {
      id: 'list-2', title: 'Second list', host: 'panel.example', servers: count('list-2'), gone: 0, addedAt: now - 900 * hour, refreshedAt: now - 70 * hour, intervalHours: 12, way: 'auto', sendsHardwareId: false,
      quota: { download: 50e9, total: 50e9, expiresAt: now + 60 * hour }, fault: { code: 'list-unreadable' }, announce: 'Works again from Monday.',
    },
  ];
  return lists.filter((list) => list.servers > 0);
}

/** The last server of the first list is on its way out. */
function leaving(cards: readonly ProfileCard[], at: number): Pick<SubscriptionCard, 'leaving'> {
  const last = cards.findLast((card) => card.subscription === 'list-1');
  return last === undefined ? {} : { leaving: { [last.id]: at } };
}
