/**
 * Which keys each settings store has and how an address is read from them. Pure; `engine/internal/restore/shape.go` is
 * its counterpart, and `engine/golden/restore.json` keeps the two equal.
 */
import { trimEndOf } from '../../../shared/links/trim.ts';

/** The stores Byway knows. The last two exist once per connection or network service: see `ProxyStore.scope`. */
export type StoreName = 'gsettings' | 'kioslaverc' | 'wininet' | 'networksetup';

/** Exact raw text per key; null means unset. The text is the store's own notation and is never interpreted on restore. */
export type Values = Readonly<Record<string, string | null>>;

/** One proxy address: host and port in keys of their own, or both in one. */
export interface Endpoint {
  /** `script`: where the address of an automatic configuration stands. */
  readonly kind: EndpointKind;
  readonly host: string;
  /** The same key as `host` where one key holds both. */
  readonly port: string;
  /** Where each address has a switch of its own. */
  readonly enabled?: string;
}

export type EndpointKind = 'address' | 'script';

export interface Shape {
  /** The keys that choose between ways to find a proxy: written last, taken back first. */
  readonly modes: readonly string[];
  /** Whether this raw mode means "use the addresses of this kind". */
  readonly uses: (raw: string | null, kind: EndpointKind) => boolean;
  /** A mode or switch without that. */
  readonly switchedOff: (raw: string | null, kind: EndpointKind) => string | null;
  /** Byway never writes those for FTP: they are only watched, in case somebody copies our address there. */
  readonly endpoints: readonly Endpoint[];
  /** Keys without an address: the exception list and what belongs to it. */
  readonly plain: readonly string[];
  /** Whether the settings ask the network for a script. */
  readonly detects: (values: Values) => boolean;
  /** What the endpoint names; several where one key lists an address for each scheme. */
  readonly addressesOf: (values: Values, endpoint: Endpoint) => readonly Address[];
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

const gsettingsShape: Shape = {
  modes: ['mode'],
  uses: (raw, kind) => raw === (kind === 'address' ? "'manual'" : "'auto'"),
  switchedOff: () => null,
  endpoints: [
    ...['http', 'https', 'socks', 'ftp'].map((name) => ({ kind: 'address' as const, host: `${name}/host`, port: `${name}/port` })),
    script('autoconfig-url'),
  ],
  plain: ['ignore-hosts'],
  detects: (values) => values['mode'] === "'auto'" && unquote(values['autoconfig-url'] ?? '') === '',
  addressesOf: (values, { kind, host, port }) => {
    const text = unquote(values[host] ?? '');
    return kind === 'script' ? scriptAddress(text) : makeAddress(text, values[port] ?? '');
  },
};

const kioslavercShape: Shape = {
  modes: ['ProxyType'],
  uses: (raw, kind) => raw !== null && lineValue(raw) === (kind === 'address' ? '1' : '2'),
  switchedOff: () => null,
  endpoints: [
    ...['httpProxy', 'httpsProxy', 'socksProxy', 'ftpProxy'].map((name) => ({ kind: 'address' as const, host: name, port: name })),
    script('Proxy Config Script'),
  ],
  plain: ['NoProxyFor', 'ReversedException'],
  detects: (values) => lineValue(values['ProxyType'] ?? '') === '3',
  addressesOf: (values, { kind, host }) => {
    const text = lineValue(values[host] ?? '');
    return kind === 'script' ? scriptAddress(text) : splitAddress(text);
  },
};

/** WININET's flags: 1 direct, 2 manual, 4 automatic configuration, 8 automatic detection. */
const flagOf: Readonly<Record<EndpointKind, number>> = { address: 2, script: 4 };

const wininetShape: Shape = {
  modes: ['flags'],
  uses: (raw, kind) => (Number(raw) & flagOf[kind]) !== 0,
  switchedOff: (raw, kind) => String(Number(raw) & ~flagOf[kind]),
  endpoints: [{ kind: 'address', host: 'server', port: 'server' }, script('autoconfig')],
  plain: ['bypass'],
  detects: (values) => (Number(values['flags']) & 8) !== 0,
  addressesOf: (values, { kind, host }) => {
    const text = values[host] ?? '';
    return kind === 'script' ? scriptAddress(text) : listedAddresses(text);
  },
};

const networksetupShape: Shape = {
  modes: ['discovery'],
  uses: () => false, // every address has a switch of its own
  switchedOff: () => 'No',
  endpoints: [
    ...['web', 'secure', 'socks'].map((name) => ({ kind: 'address' as const, host: `${name}/server`, port: `${name}/port`, enabled: `${name}/enabled` })),
    { ...script('pac/url'), enabled: 'pac/enabled' },
  ],
  plain: ['bypass'],
  detects: (values) => values['discovery'] === 'Yes',
  addressesOf: (values, { kind, host, port }) => (kind === 'script' ? scriptAddress(values[host] ?? '') : makeAddress(values[host] ?? '', values[port] ?? '')),
};

function script(key: string): Endpoint {
  return { kind: 'script', host: key, port: key };
}

const shapes: Readonly<Record<StoreName, Shape>> = {
  gsettings: gsettingsShape,
  kioslaverc: kioslavercShape,
  wininet: wininetShape,
  networksetup: networksetupShape,
};

/** The shape of a store. */
export function shapeOf(store: StoreName): Shape {
  return shapes[store];
}

/** Every key of a store that Byway reads. */
export function keysOf(shape: Shape): readonly string[] {
  return [...shape.endpoints.flatMap(endpointKeys), ...shape.plain, ...shape.modes];
}

/** The keys of one address. */
export function endpointKeys({ host, port, enabled }: Endpoint): readonly string[] {
  return [...new Set([host, port, ...(enabled === undefined ? [] : [enabled])])];
}

/** What kind of key each is, for stores that list several. */
export function isMode(shape: Shape, key: string): boolean {
  return shape.modes.includes(key);
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
function splitAddress(text: string): readonly Address[] {
  const bare = trimEndOf(text.replace(/^[A-Za-z0-9+.-]+:\/\//, ''), '/');
  const afterUser = bare.slice(bare.lastIndexOf('@') + 1);
  const port = /[ :]([0-9]+)$/.exec(afterUser);
  return makeAddress(port === null ? '' : afterUser.slice(0, port.index).trim(), port?.[1] ?? '');
}

/** `host:port`, or `http=host:port;https=…`, parts separated by semicolons or spaces (INTERNET_PROXY_INFO). */
function listedAddresses(text: string): readonly Address[] {
  return text.split(/[;\s]+/).flatMap((part) => splitAddress(part.slice(part.indexOf('=') + 1)));
}

/**
 * Where an automatic configuration is fetched from. What is no web address (a file, a mistake) is somebody's all the
 * same, and on no port of ours.
 */
function scriptAddress(text: string): readonly Address[] {
  if (text === '') return [];
  const web = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::([0-9]{1,5}))?(?:[/?#]|$)/i.exec(text);
  return [{ host: web?.[1] ?? text, port: Number(web?.[2] ?? 0) }];
}

/** A string's GVariant text without its quotes. Hosts with escapes are nobody's loopback address: left as they are. */
function unquote(text: string): string {
  return text.length >= 2 && (text.startsWith("'") || text.startsWith('"')) ? text.slice(1, -1) : text;
}

/** One address or none. */
function makeAddress(host: string, port: string): readonly Address[] {
  if (host === '' || !/^[0-9]{1,5}$/.test(port)) return [];
  const number = Number(port);
  return number >= 1 && number <= 65_535 ? [{ host, port: number }] : [];
}
