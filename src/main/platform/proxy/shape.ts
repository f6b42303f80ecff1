/**
 * Which keys each settings store has and how an address is read from them. Pure; `engine/internal/restore/shape.go` is
 * its counterpart, and `engine/golden/restore.json` keeps the two equal.
 */

/** The stores Byway knows. Windows and macOS get names here when they get backends. */
export type StoreName = 'gsettings' | 'kioslaverc';

/** Exact raw text per key; null means unset. The text is the store's own notation and is never interpreted on restore. */
export type Values = Readonly<Record<string, string | null>>;

/** One proxy address: host and port in keys of their own, or both in one. */
export interface Endpoint {
  readonly host: string;
  /** The same key as `host` where one key holds both. */
  readonly port: string;
}

export interface Shape {
  /** The key that switches everything on: written last, taken back first. */
  readonly mode: string;
  /** Whether this raw mode means "use the addresses below". */
  readonly isManual: (raw: string | null) => boolean;
  /** Byway writes the first three; the last (FTP) is only watched, in case somebody copies our address there. */
  readonly endpoints: readonly Endpoint[];
  /** Keys without an address: the exception list and what belongs to it. */
  readonly plain: readonly string[];
  readonly addressOf: (values: Values, endpoint: Endpoint) => Address | null;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

const gsettingsShape: Shape = {
  mode: 'mode',
  isManual: (raw) => raw === "'manual'",
  endpoints: ['http', 'https', 'socks', 'ftp'].map((name) => ({ host: `${name}/host`, port: `${name}/port` })),
  plain: ['ignore-hosts'],
  addressOf: (values, endpoint) => makeAddress(unquote(values[endpoint.host] ?? ''), values[endpoint.port] ?? ''),
};

const kioslavercShape: Shape = {
  mode: 'ProxyType',
  isManual: (raw) => raw !== null && lineValue(raw) === '1',
  endpoints: ['httpProxy', 'httpsProxy', 'socksProxy', 'ftpProxy'].map((name) => ({ host: name, port: name })),
  plain: ['NoProxyFor', 'ReversedException'],
  addressOf: (values, endpoint) => splitAddress(lineValue(values[endpoint.host] ?? '')),
};

const shapes: Readonly<Record<StoreName, Shape>> = { gsettings: gsettingsShape, kioslaverc: kioslavercShape };

/** The shape of a store. */
export function shapeOf(store: StoreName): Shape {
  return shapes[store];
}

/** Every key of a store that Byway reads. */
export function keysOf(shape: Shape): readonly string[] {
  const addresses = shape.endpoints.flatMap((endpoint) => [...new Set([endpoint.host, endpoint.port])]);
  return [...addresses, ...shape.plain, shape.mode];
}

/** The value part of an INI line; of several lines the last counts, as KConfig and Chromium read them. */
export function lineValue(raw: string): string {
  const last = raw.slice(raw.lastIndexOf('\n') + 1);
  const equals = last.indexOf('=');
  return equals < 0 ? '' : last.slice(equals + 1).trim();
}

/** True for every way to write "this computer" that a person or program may put in place of 127.0.0.1. */
export function isLoopback(host: string): boolean {
  const plain = host.toLowerCase().replace(/^\[|\]$/g, '');
  return plain === 'localhost' || plain === '::1' || plain === '0.0.0.0' || /^127(\.[0-9]{1,3}){3}$/.test(plain);
}

/** `http://user@127.0.0.1 8080/`, `127.0.0.1:8080`: KDE writes the space, older ones and people the colon. */
function splitAddress(text: string): Address | null {
  const bare = text.replace(/^[A-Za-z0-9+.-]+:\/\//, '').replace(/\/+$/, '');
  const afterUser = bare.slice(bare.lastIndexOf('@') + 1);
  const parts = /^(.*)[ :]([0-9]+)$/s.exec(afterUser);
  return makeAddress(parts?.[1]?.trim() ?? '', parts?.[2] ?? '');
}

/** A string's GVariant text without its quotes. Hosts with escapes are nobody's loopback address: left as they are. */
function unquote(text: string): string {
  return text.length >= 2 && (text.startsWith("'") || text.startsWith('"')) ? text.slice(1, -1) : text;
}

function makeAddress(host: string, port: string): Address | null {
  if (host === '' || !/^[0-9]{1,5}$/.test(port)) return null;
  const number = Number(port);
  return number >= 1 && number <= 65_535 ? { host, port: number } : null;
}
