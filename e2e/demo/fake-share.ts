/** What sharing answers in pictures: made-up links of the made-up servers. */
import type { ShareAnswers, ShareFormat } from '../../src/shared/contract-share.ts';
import { fail, succeed } from '../../src/shared/fault.ts';
import type { Handlers } from '../../src/shared/serve.ts';
import type { SealedContents } from '../../src/shared/share.ts';
import type { ProfileCard } from '../../src/shared/snapshot.ts';

/** A locked text and the words that open it. */
export const fakeLocked = { text: 'byway1:AREIAeJ3dGhlc2UgYXJlIG5vdCByZWFsIGJ5dGVz', passphrase: 'amber river stone tulip' };

/** What would leave with these servers. */
function fakeDescription(cards: readonly ProfileCard[]): ShareAnswers['share.describe'] {
  return {
    count: cards.length,
    addresses: cards.map(({ server, port }) => `${server}:${port}`),
    keys: cards.length,
    names: cards.length === 1 ? ['marina-phone-2'] : cards.map(({ name }) => name),
    fromList: cards.filter(({ source }) => source === 'subscription').length,
    withoutLink: 0,
  };
}

/** One link a line, or the locked text. */
function fakeExport(cards: readonly ProfileCard[], format: ShareFormat): ShareAnswers['share.export'] {
  if (format === 'sealed') return { ...fakeLocked, leftOut: [] };
  return { text: cards.map(({ server, port }) => `trojan://not-a-real-key@${server}:${port}?security=tls&sni=cdn.example`).join('\n'), leftOut: [] };
}

const contents: SealedContents = {
  token: 't1', servers: 12, known: 3, names: ['Leto — Amsterdam', 'Leto — Vienna 2', 'Папин сервер', 'Marina’s home'], unreadable: 1, isBackup: true,
  lists: [
    { title: 'Friends of the river', host: 'lists.example', unsafe: [], isKnown: false },
    { title: '192.168.1.4', host: '192.168.1.4', unsafe: ['plain', 'private'], isKnown: false },
  ],
};

type ShareCall = 'share.describe' | 'share.export' | 'share.backup' | 'sealed.look' | 'sealed.take' | 'sealed.undo' | 'profiles.unseal';

/** The calls of sharing, over the servers there are. A locked text is a backup. */
export function fakeShareHandlers(cards: () => readonly ProfileCard[]): Pick<Handlers, ShareCall> {
  const named = (ids: readonly string[]): readonly ProfileCard[] => cards().filter((card) => ids.includes(card.id));
  const report = () => ({ added: [], known: cards().slice(0, 3), rejected: [], settings: 'none' as const, lists: 0, listsLeft: 0, undo: 'u1' });
  return {
    'share.describe': ({ ids }) => Promise.resolve(succeed(fakeDescription(named(ids)))),
    'share.export': ({ ids, format }) => Promise.resolve(succeed(fakeExport(named(ids), format))),
    'share.backup': ({ passphrase }) => Promise.resolve(succeed({ text: fakeLocked.text, ...(passphrase === undefined ? { passphrase: fakeLocked.passphrase } : {}), servers: cards().length, lists: 2 })),
    'sealed.look': ({ passphrase }) => {
      if (passphrase !== fakeLocked.passphrase) return Promise.resolve(fail('sealed-wrong'));
      return Promise.resolve(succeed(contents));
    },
    'sealed.take': () => Promise.resolve(succeed(report())),
    'sealed.undo': () => Promise.resolve(succeed({ removed: 12 })),
    'profiles.unseal': ({ passphrase }) => Promise.resolve(passphrase === fakeLocked.passphrase ? succeed(report()) : fail('sealed-wrong')),
  };
}
