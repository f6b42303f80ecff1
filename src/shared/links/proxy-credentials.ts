/** User and password of SOCKS and HTTP proxies: `user:pass`, or base64 of it. */
import { decodeBase64Password } from './base64.ts';
import { decodeSecret, encodePercent } from './percent.ts';

export interface Credentials {
  username?: string;
  password?: string;
}

/** Empty parts are absent. Base64 is tried only where there is no colon, and believed only when it yields one. */
export function readCredentials(user: string | undefined): Credentials {
  if (user === undefined || user === '') return {};
  const colon = user.indexOf(':');
  if (colon >= 0) return credentials(decodeSecret(user.slice(0, colon)), decodeSecret(user.slice(colon + 1)));
  const plain = decodeSecret(user);
  const inner = decodeBase64Password(plain);
  const text = inner?.includes(':') === true && !/\p{Cc}/u.test(inner) ? inner : plain;
  const cut = text.indexOf(':');
  return cut < 0 ? credentials(text, '') : credentials(text.slice(0, cut), text.slice(cut + 1));
}

function credentials(username: string, password: string): Credentials {
  return { ...(username === '' ? {} : { username }), ...(password === '' ? {} : { password }) };
}

/** `user:pass@`, always with the colon, so that a name that looks like base64 is not taken for it; empty without both. */
export function formatCredentials({ username, password }: { readonly username?: string; readonly password?: string }): string {
  if (username === undefined && password === undefined) return '';
  return `${encodePercent(username ?? '')}:${encodePercent(password ?? '')}@`;
}
