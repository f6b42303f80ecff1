/** What sharing answers in pictures: made-up links of the made-up servers. */
import type { ShareAnswers, ShareFormat } from '../../src/shared/contract-share.ts';
import type { ProfileCard } from '../../src/shared/snapshot.ts';

/** A locked text and the words that open it. */
export const fakeLocked = { text: 'byway1:AREIAeJ3dGhlc2UgYXJlIG5vdCByZWFsIGJ5dGVz', passphrase: 'amber river stone tulip' };

/** What would leave with these servers. */
export function fakeDescription(cards: readonly ProfileCard[]): ShareAnswers['share.describe'] {
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
export function fakeExport(cards: readonly ProfileCard[], format: ShareFormat): ShareAnswers['share.export'] {
  if (format === 'sealed') return { ...fakeLocked, leftOut: [] };
  return { text: cards.map(({ server, port }) => `trojan://not-a-real-key@${server}:${port}?security=tls&sni=cdn.example`).join('\n'), leftOut: [] };
}
