/** New servers → what a person should know of them before they are kept. Pure. */
import type { ImportPreview, PreviewRow, PreviewWarning } from '../../shared/import-preview.ts';
import { networkKey } from '../../shared/network-key.ts';
import type { ProfileCard } from '../../shared/snapshot.ts';

/** Roads that the picture of networks has. */
const mostRoads = 6;
/** Names told with a warning. */
const mostNames = 3;

/** Counts while cards come by, so that many of them can be gone through in slices. */
export interface Summary {
  add(card: ProfileCard): void;
  networks(): ImportPreview['networks'];
  /** The weightiest kind first. */
  warnings(): readonly PreviewWarning[];
}

/** By weight; what cannot run is told last. */
const order: readonly PreviewWarning['kind'][] = [
  'look-alike-host', 'strange-name', 'private-address', 'unencrypted', 'insecure', 'old-cipher', 'name-unchecked', 'expired-certificate', 'punycode-host', 'not-uuid', 'cannot-run',
];

/** An empty count. */
export function createSummary(): Summary {
  const networks = new Map<string, number>();
  const warnings = new Map<string, PreviewWarning>();

  function warn(card: ProfileCard, warning: Pick<PreviewWarning, 'kind' | 'code'>): void {
    const key = `${warning.kind} ${warning.code ?? ''}`;
    const { count, names } = warnings.get(key) ?? { count: 0, names: [] };
    warnings.set(key, { ...warning, count: count + 1, names: names.length < mostNames ? [...names, card.name] : names });
  }

  return {
    add(card) {
      const network = networkKey(card);
      networks.set(network, (networks.get(network) ?? 0) + 1);
      for (const kind of card.warnings) warn(card, { kind });
      if (card.cannotRun !== undefined) warn(card, { kind: 'cannot-run', code: card.cannotRun.code });
    },
    networks: () => ({ count: networks.size, largest: [...networks.values()].toSorted((left, right) => right - left).slice(0, mostRoads) }),
    warnings: () => [...warnings.values()].toSorted((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind)),
  };
}

/** The card without what only a kept server has. */
export function previewRow(card: ProfileCard, index: number): PreviewRow {
  const { id: _id, source: _source, subscription: _list, addedAt: _at, ...row } = card;
  return { ...row, index };
}

/** The one to connect through: without a warning if there is one, and never one that cannot run. */
export function bestOf(cards: readonly ProfileCard[]): string | undefined {
  const usable = cards.filter((card) => card.cannotRun === undefined);
  return (usable.find((card) => card.warnings.length === 0) ?? usable[0])?.id;
}
