/** What made-up texts hold, told as the app would before anything is kept. */
import { fail, succeed, type Result } from '../../src/shared/fault.ts';
import type { ImportPreview, PreviewRow, PreviewWarning } from '../../src/shared/import-preview.ts';
import type { Handlers } from '../../src/shared/serve.ts';
import type { ProfileCard, Snapshot, SnapshotChange } from '../../src/shared/snapshot.ts';
import { fakeServers } from './fake-servers.ts';
import { fakeLocked } from './fake-share.ts';

type ImportCalls = Pick<Handlers, 'import.preview' | 'import.page' | 'import.add' | 'import.undo' | 'import.forget'>;

/** The state behind the calls: what a window would see of it. */
export interface FakeWorld {
  readonly snapshot: () => Snapshot;
  readonly change: (change: SnapshotChange) => void;
}

const pageSize = 200;

/** Texts: `many` holds ten thousand, `known` nothing new, `worry` has something to say about everything, an address is a list. */
export function fakeImports(world: FakeWorld): ImportCalls {
  let fresh: readonly ProfileCard[] = [];
  let added: readonly string[] = [];
  const rows = (from: number): readonly PreviewRow[] => fresh.slice(from, from + pageSize).map((card, index) => ({ ...card, index: from + index }));

  function preview(text: string, passphrase: string | undefined): Result<ImportPreview> {
    if (text.startsWith('byway1:') && passphrase !== fakeLocked.passphrase) return fail(passphrase === undefined ? 'sealed-locked' : 'sealed-wrong');
    if (!text.includes('://') && passphrase === undefined) return fail('input-empty');
    if (text.includes('secret=odd')) return succeed({ ...nothingFound, rejects: [damaged] });
    const isList = text.startsWith('http');
    const worries = text.includes('worry');
    const count = isList || text.includes('known') ? 0 : text.includes('many') ? 10_000 : text.includes('only one') ? 1 : 14;
    fresh = fakeServers(count).cards.map((card) => ({ ...card, id: `new-${card.id}`, warnings: worries ? card.warnings : [] }));
    const known = world.snapshot().profiles.slice(0, isList || count === 1 ? 0 : 4);
    return succeed({
      token: 't1', found: count + known.length, fresh: count, known: known.length, repeated: 0, rejected: worries ? 2 : 0,
      networks: { count: Math.min(count, 6), largest: count === 0 ? [] : count === 14 ? [4, 3, 2, 2, 2, 1] : [Math.ceil(count / 2), 40, 9, 4, 2, 1].slice(0, count) },
      rows: rows(0),
      warnings: worries ? worrying : [],
      knownServers: known.map(({ id, name }, index) => ({ id, name: index === 1 ? 'Amsterdam, fast' : name, listName: name })),
      rejects: worries ? refused : [],
      lists: isList ? [{ url: text, line: 1 }] : worries ? [{ url: 'https://lists.example/s/1', line: 20 }] : [],
      hasSettings: text === fakeLocked.text,
    });
  }

  return {
    'import.preview': (input) => Promise.resolve('text' in input ? preview(input.text, input.passphrase) : fail('not-found')),
    'import.page': ({ from }) => Promise.resolve(succeed({ rows: rows(from) })),
    'import.add': () => {
      added = fresh.map(({ id }) => id);
      world.change({ profiles: { upsert: fresh, remove: [] }, ...(world.snapshot().chosen === undefined && added[0] !== undefined ? { chosen: added[0] } : {}) });
      return Promise.resolve(succeed({ added: added.length, known: 0, ...(added[0] === undefined ? {} : { best: added[0], undo: 'u1' }) }));
    },
    'import.undo': () => {
      world.change({ profiles: { upsert: [], remove: added } });
      return Promise.resolve(succeed({ removed: added.length }));
    },
    'import.forget': () => Promise.resolve(succeed(null)),
  };
}

const worrying: readonly PreviewWarning[] = [
  { kind: 'look-alike-host', count: 1, names: ['Leto — Vienna 2'] },
  { kind: 'private-address', count: 1, names: ['Office proxy'] },
  { kind: 'unencrypted', count: 2, names: ['198.51.100.99', 'Office proxy'] },
  { kind: 'insecure', count: 2, names: ['BEST FREE VPN @fastkeys_channel JOIN NOW! unlimited gigabit no logs 2026', 'Marina’s home'] },
  { kind: 'cannot-run', code: 'link-unsupported', count: 1, names: ['Папин сервер (не трогать)'] },
];

const refused = [
  { line: 9, code: 'link-missing-field' as const, reason: '', excerpt: 'vless://…@198.51.100.7:443?…#Amsterdam' },
  { line: 12, code: 'link-unknown' as const, reason: '', excerpt: 'foo://…' },
];

const damaged = { line: 1, code: 'link-malformed' as const, reason: '', excerpt: 'tg://…', repair: { kind: 'last-digit' as const, link: 'vless://a few' } };
const nothingFound: ImportPreview = {
  token: 't0', found: 0, fresh: 0, known: 0, repeated: 0, rejected: 1, networks: { count: 0, largest: [] }, rows: [], warnings: [], knownServers: [], rejects: [], lists: [], hasSettings: false,
};
