/**
 * Addresses → the network and country they belong to, from a table that comes with the app: nothing is asked of anybody.
 * The file (`scripts/pack-networks.ts`): `BYWN`, the table's day as YYYYMMDD, four counts, then little-endian 32-bit
 * columns. IPv4: starts, places. IPv6 (upper 64 bits): starts' two halves, places. Places: network, country as two letters.
 * Networks: AS number, end of the name. At last the names. A range reaches to the next start.
 */
import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { isIP } from 'node:net';
import type { Network } from '../../shared/snapshot.ts';
import type { Networks } from '../services/deps.ts';
import { ipv4Number, ipv6Upper } from './address-number.ts';

const magic = 'BYWN';
const headBytes = 28;

/** Knows no network: for hosts whose table cannot be read. */
export const noNetworks: Networks = { of: () => undefined };

/** Reads the table; one that is missing or damaged knows no network, and `note` says so for the log. */
export async function openNetworks(path: string, note: (text: string) => void): Promise<Networks> {
  const bytes = await readFile(path).catch(() => undefined);
  const table = bytes === undefined ? undefined : readTable(bytes);
  if (table === undefined) note('the table of networks cannot be read');
  return table ?? noNetworks;
}

/** Undefined for anything that is not such a table. */
export function readTable(bytes: Buffer): Networks | undefined {
  if (bytes.length < headBytes || bytes.toString('latin1', 0, magic.length) !== magic) return undefined;
  const [four = 0, six = 0, places = 0, networks = 0] = Array.from({ length: 4 }, (_, index) => bytes.readUInt32LE(12 + index * 4));
  let at = headBytes;
  if (bytes.length < at + 4 * (2 * four + 3 * six + 2 * places + 2 * networks)) return undefined;
  const column = (length: number): Uint32Array => words(bytes.subarray(at, (at += length * 4)));
  const [fourStarts, fourPlaces] = [column(four), column(four)];
  const [sixHigh, sixLow, sixPlaces] = [column(six), column(six), column(six)];
  const [placeNetwork, placeCountry] = [column(places), column(places)];
  const [numbers, ends] = [column(networks), column(networks)];
  const names = bytes.subarray(at);

  const seen = new Map<number, Network>(); // servers share few networks

  function network(place: number): Network | undefined {
    const index = placeNetwork[place] ?? 0;
    const known = seen.get(place);
    if (index === 0 || known !== undefined) return known;
    const letters = placeCountry[place] ?? 0;
    const country = letters === 0 ? {} : { country: String.fromCharCode(letters >> 8, letters & 0xff) };
    const found = { number: numbers[index] ?? 0, name: names.toString('utf8', ends[index - 1] ?? 0, ends[index] ?? 0), ...country };
    seen.set(place, found);
    return found;
  }

  return {
    of(host) {
      const kind = isIP(host);
      if (kind === 0) return undefined;
      if (kind === 4) {
        const number = ipv4Number(host);
        return network(fourPlaces[lastAtMost(four, (index) => (fourStarts[index] ?? 0) - number)] ?? 0);
      }
      const [high, low] = ipv6Upper(host);
      return network(sixPlaces[lastAtMost(six, (index) => (sixHigh[index] ?? 0) - high || (sixLow[index] ?? 0) - low)] ?? 0);
    },
  };
}

/** Place of the last start that is not above the address; -1 when all are. */
function lastAtMost(count: number, compare: (index: number) => number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(middle) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A copy: a part of a file's bytes need not begin at a multiple of four. */
function words(bytes: Buffer): Uint32Array {
  const copy = Uint8Array.from(bytes);
  if (endianness() === 'BE') Buffer.from(copy.buffer).swap32();
  return new Uint32Array(copy.buffer);
}
