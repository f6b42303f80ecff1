/** What the sheet about a text says. Pure. */
import type { ImportPreview, KnownServer, PreviewWarning } from '../../../shared/import-preview.ts';
import type { TextKey } from '../../../shared/text.ts';

/** Rows shown before "show the other 10". */
export const rowsAtFirst = 4;

/** One new server and nothing to say about it or beside it: there is no question to ask. */
export function isGoodAlone({ fresh, known, rejected, lists, warnings, hasSettings }: ImportPreview): boolean {
  return fresh === 1 && known + rejected + lists.length + warnings.length === 0 && !hasSettings;
}

/** The one server that a text holds, when it stands in the list already and nothing else is there to see. */
export function onlyKnown({ fresh, known, rejected, lists, knownServers, hasSettings }: ImportPreview): KnownServer | undefined {
  return known === 1 && fresh + rejected + lists.length === 0 && !hasSettings ? knownServers[0] : undefined;
}

/** What the text mainly brings. */
export type PreviewKind = 'servers' | 'lists' | 'settings' | 'known' | 'nothing';

export function kindOf({ fresh, known, lists, hasSettings }: ImportPreview): PreviewKind {
  if (fresh > 0) return 'servers';
  if (hasSettings) return 'settings';
  if (lists.length > 0 && known === 0) return 'lists';
  return known > 0 ? 'known' : lists.length > 0 ? 'lists' : 'nothing';
}

/** The heading's text and its number. */
export function titleOf(preview: ImportPreview): { readonly key: TextKey; readonly count: number } {
  switch (kindOf(preview)) {
    case 'servers':
      return { key: 'import.found', count: preview.found };
    case 'settings':
      return { key: 'import.found.settings', count: preview.known };
    case 'lists':
      return preview.lists.length === 1 ? { key: 'offer.title', count: 1 } : { key: 'offer.titles', count: preview.lists.length };
    case 'known':
      return { key: 'import.found.known', count: preview.known };
    case 'nothing':
      return { key: 'import.found.nothing', count: preview.rejected };
  }
}

/** True when *Add and connect* would have something to connect to. */
export function canUseOne({ fresh, warnings }: ImportPreview): boolean {
  return warnings.reduce((sum, { kind, count }) => (kind === 'cannot-run' ? sum + count : sum), 0) < fresh;
}

/** The sentence of a warning, without its consequence. */
export function warningKey({ kind }: PreviewWarning): TextKey {
  return `import.warn.${kind}`;
}
