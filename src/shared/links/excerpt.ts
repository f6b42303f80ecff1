/** The beginning of a refused text, so that a person finds it again, without anything secret in it. */
import type { Reject } from '../profile.ts';
import type { FaultCode } from '../fault.ts';
import { splitLink } from './split.ts';

const longest = 80;

/** A reject with its redacted excerpt. */
export function reject(line: number, code: FaultCode, reason: string, text: string): Reject {
  return { line, code, reason, excerpt: excerptOf(text) };
}

/**
 * `scheme://…@server:443?…#name`. Where the parts cannot be told apart nothing but the scheme is shown, since any
 * piece could be a password.
 */
export function excerptOf(text: string): string {
  const start = text.indexOf('://');
  if (start < 0) return '…';
  const scheme = /[A-Za-z][A-Za-z0-9+.-]{0,30}$/.exec(text.slice(Math.max(0, start - 32), start))?.[0] ?? '';
  const parts = splitLink(`${scheme}${text.slice(start, start + 4_096)}`);
  const isPlain = /^[A-Za-z0-9.:[\],;_-]{1,60}$/.test(parts.authority) && (parts.user !== undefined || /^https?$/.test(parts.scheme));
  if (!isPlain || isSecretLike(parts.authority)) return `${parts.scheme}://…`;
  const name = printable(parts.fragment ?? '');
  const shown = `${parts.scheme}://${parts.user === undefined ? '' : '…@'}${parts.authority}${parts.path.length > 1 ? '/…' : ''}`;
  return `${shown}${parts.query === '' ? '' : '?…'}${name === '' ? '' : `#${name}`}`.slice(0, longest).toWellFormed();
}

function isSecretLike(authority: string): boolean {
  return authority.split(/[.:[\],;]/).some((part) => part.length > 24 || /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(part));
}

/** Names are shown only when nothing in them could be part of a link. */
function printable(name: string): string {
  return /^[\p{L}\p{N} ._%-]{1,40}$/u.test(name) && !/[0-9a-f]{8}-|[A-Za-z0-9+_-]{20}/i.test(name) ? name : '';
}
