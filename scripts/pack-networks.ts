/**
 * Packs the public tables of networks and countries (@ip-location-db, in package.json) into the one file that the app
 * reads: `src/main/platform/networks.ts` describes it. Nothing is asked of any server, then or later.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const packages = join(import.meta.dirname, '../node_modules');
const asnLine = /^(\d+),(\d+),(\d+),(?:"((?:[^"]|"")*)"|(.*))$/;

/** Addresses are numbers in IPv4; of an IPv6 address only the upper half is kept: no network is smaller. */
type Address = number | bigint;
interface Change {
  readonly at: Address;
  /** What holds from here on; 0 is nothing. */
  readonly value: number | string;
}

/** The packed table's path; made when it is not there yet for this version of the packages. */
export function packedNetworks(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packages, '@ip-location-db/asn/package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
  const packed = join(packages, '.cache/byway', `networks-1-${version}.bin`);
  if (!existsSync(packed)) {
    mkdirSync(dirname(packed), { recursive: true });
    writeFileSync(packed, pack(/\d{8}/.exec(version)?.[0] ?? '00000000'));
  }
  return packed;
}

/** Versions are dated: `date` is the day of the tables, YYYYMMDD. */
function pack(date: string): Buffer {
  const networks = new Numbering('0 ');
  const places = new Numbering('0 0');
  const four = together(readNetworks('ipv4', networks, Number), readCountries('ipv4', Number), places);
  const six = together(readNetworks('ipv6', networks, upperHalf), readCountries('ipv6', upperHalf), places);
  const names = networks.keys.map((key) => Buffer.from(key.slice(key.indexOf(' ') + 1)));
  let end = 0;
  return Buffer.concat([
    Buffer.from(`BYWN${date}`),
    words([four.length, six.length, places.keys.length, names.length]),
    words(four.map(({ at }) => Number(at))),
    words(four.map(({ place }) => place)),
    words(six.map(({ at }) => Number(BigInt(at) >> 32n))),
    words(six.map(({ at }) => Number(BigInt(at) & 0xff_ff_ff_ffn))),
    words(six.map(({ place }) => place)),
    words(places.keys.map((key) => Number(key.split(' ')[0]))),
    words(places.keys.map((key) => countryNumber(key.split(' ')[1] ?? ''))),
    words(networks.keys.map((key) => Number.parseInt(key, 10))),
    words(names.map((name) => (end += name.length))),
    ...names,
  ]);
}

/** Keys → numbers in the order of their first use. */
class Numbering {
  readonly keys: string[] = [];
  readonly #numbers = new Map<string, number>();
  constructor(first: string) {
    this.of(first);
  }
  of(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.keys.length);
    return this.keys.push(key) - 1;
  }
}

function upperHalf(text: string): bigint {
  return BigInt(text) >> 64n;
}

type Family = 'ipv4' | 'ipv6';
type Read = (text: string) => Address;

function readNetworks(family: Family, networks: Numbering, read: Read): readonly Change[] {
  return changes(`asn/asn-${family}-num.csv`, read, (line) => {
    const [, from = '', to = '', number = '', quoted, plain = ''] = asnLine.exec(line) ?? [];
    return [from, to, number === '' ? 0 : networks.of(`${number} ${(quoted?.replaceAll('""', '"') ?? plain).trim()}`)];
  });
}

function readCountries(family: Family, read: Read): readonly Change[] {
  return changes(`geo-whois-asn-country/geo-whois-asn-country-${family}-num.csv`, read, (line) => {
    const [from = '', to = '', country = ''] = line.split(',');
    return [from, to, country];
  });
}

/** A file of ranges → the points at which the value changes. Where two overlap, the later start wins. */
function changes(file: string, read: Read, split: (line: string) => readonly [from: string, to: string, value: number | string]): readonly Change[] {
  const lines = readFileSync(join(packages, '@ip-location-db', file), 'utf8').split('\n').map(split);
  const ranges = lines.filter(([from, to]) => from !== '' && to !== '').map(([from, to, value]) => ({ from: read(from), to: read(to), value }));
  ranges.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return ranges.flatMap(({ from, to, value }, index) => {
    const next = ranges[index + 1]?.from;
    const behind = typeof to === 'bigint' ? to + 1n : to + 1;
    const start = { at: from, value };
    return next !== undefined && next <= behind ? [start] : [start, { at: behind, value: 0 }];
  });
}

/** Walks both tables at once: a place is a network and a country. */
function together(networks: readonly Change[], countries: readonly Change[], places: Numbering): readonly { readonly at: Address; readonly place: number }[] {
  const found: { readonly at: Address; readonly place: number }[] = [];
  const points = [...networks.map((change) => ({ ...change, of: 'network' })), ...countries.map((change) => ({ ...change, of: 'country' }))];
  points.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const now: Record<string, number | string> = { network: 0, country: 0 };
  for (const [index, { at, value, of }] of points.entries()) {
    now[of] = value;
    const place = places.of(`${now['network']} ${now['country']}`);
    const isBeyond = typeof at === 'bigint' ? at > 0xff_ff_ff_ff_ff_ff_ff_ffn : at > 0xff_ff_ff_ff;
    if (points[index + 1]?.at !== at && found.at(-1)?.place !== place && !isBeyond) found.push({ at, place });
  }
  return found;
}

/** Two letters as one number; 0 is none. */
function countryNumber(country: string): number {
  return /^[A-Z]{2}$/.test(country) ? country.charCodeAt(0) * 256 + country.charCodeAt(1) : 0;
}

function words(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32LE(number, index * 4);
  return bytes;
}
