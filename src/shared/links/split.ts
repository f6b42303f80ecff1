/**
 * Cuts a link into its raw parts. Never through WHATWG URL: that one rejects port lists, splits passwords at a slash
 * and re-encodes base64. Order: scheme, fragment at the first `#`, query at the first `?`, user at the last `@`, path.
 */
import { decodeBase64Password } from './base64.ts';
import { decodePercent } from './percent.ts';

/** All members raw (still encoded), except the scheme, which is lower-case. */
export interface LinkParts {
  readonly scheme: string;
  /** Before the last `@`; undefined without one. */
  readonly user: string | undefined;
  /** `host:port` as written. */
  readonly authority: string;
  /** With its leading slash; empty without one. */
  readonly path: string;
  readonly query: string;
  readonly fragment: string | undefined;
}

/** Cuts `scheme://body`. A text without `://` gives an empty scheme. */
export function splitLink(link: string): LinkParts {
  const start = link.indexOf('://');
  const scheme = start < 0 ? '' : link.slice(0, start).toLowerCase();
  return splitBody(scheme, start < 0 ? link : link.slice(start + 3));
}

function splitBody(scheme: string, body: string): LinkParts {
  const hash = body.indexOf('#');
  const beforeHash = hash < 0 ? body : body.slice(0, hash);
  const mark = beforeHash.indexOf('?');
  const head = mark < 0 ? beforeHash : beforeHash.slice(0, mark);
  const at = head.lastIndexOf('@');
  const target = at < 0 ? head : head.slice(at + 1);
  const slash = target.indexOf('/');
  return {
    scheme,
    user: at < 0 ? undefined : head.slice(0, at),
    authority: slash < 0 ? target : target.slice(0, slash),
    path: slash < 0 ? '' : target.slice(slash),
    query: mark < 0 ? '' : beforeHash.slice(mark + 1),
    fragment: hash < 0 ? undefined : body.slice(hash + 1),
  };
}

/**
 * For protocols whose links always carry a user part: also reads links whose whole body is base64, and passwords with
 * a raw `?` or `#` in them (the true `@` is then the first one that a host and port follow).
 */
export function splitUserLink(link: string): LinkParts {
  const parts = splitLink(link);
  if (parts.user === undefined) return unwrapBase64(parts) ?? splitAtHostPort(link, link.length) ?? parts;
  if (parts.query === '' || isHostPort(parts.authority)) return parts;
  const hash = link.indexOf('#');
  return splitAtHostPort(link, hash < 0 ? link.length : hash) ?? parts;
}

/** `scheme://base64(user@host:port…)?query#name`, undefined when the body is something else. */
export function unwrapBase64(parts: LinkParts): LinkParts | undefined {
  if (parts.user !== undefined || parts.authority === '') return undefined;
  // No text of ours ends in bits that make a slash: it is the path's, or a form's.
  const text = decodeBase64Password(decodePercent(parts.authority + parts.path).replace(/\/$/, ''));
  if (text === undefined || !text.includes('@')) return undefined;
  const inner = splitInner(parts.scheme, text);
  if (inner.user === undefined) return undefined;
  const query = inner.query === '' || parts.query === '' ? inner.query + parts.query : `${inner.query}&${parts.query}`;
  return { ...inner, query, fragment: parts.fragment ?? inner.fragment };
}

const hostPort = /(?:\[[0-9a-fA-F:.]+\]|[^\s/?#@:[\]]{1,253}):\d{1,5}(?=[/?#]|$)/y;

/** Decoded text has no escapes, so the last `@` that a host and port follow is the one, whatever stands before it. */
function splitInner(scheme: string, text: string): LinkParts {
  const last = text.lastIndexOf('@');
  let at = last;
  for (let tries = 0; at >= 0 && tries < 16 && !isHostPort(text, at + 1); tries += 1) at = text.lastIndexOf('@', at - 1);
  const cut = at >= 0 && isHostPort(text, at + 1) ? at : last;
  return { ...splitBody(scheme, text.slice(cut + 1)), user: text.slice(0, cut) };
}

function isHostPort(text: string, start = 0): boolean {
  hostPort.lastIndex = start;
  return hostPort.test(text);
}

function splitAtHostPort(link: string, limit: number): LinkParts | undefined {
  const start = link.indexOf('://') + 3;
  for (let at = link.indexOf('@', start); at > 0 && at < limit; at = link.indexOf('@', at + 1)) {
    if (!isHostPort(link, at + 1)) continue;
    const rest = splitBody(link.slice(0, start - 3).toLowerCase(), link.slice(at + 1));
    if (rest.user === undefined) return { ...rest, user: link.slice(start, at) };
  }
  return undefined;
}
