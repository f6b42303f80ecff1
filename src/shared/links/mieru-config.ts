/** `mieru://base64`: a client configuration as protocol buffer (appctl.ClientConfig), of which the servers are read. */
import { fail, succeed, type Result } from '../fault.ts';
import type { MieruBinding, MieruProfile } from '../profile-proxies.ts';
import { decodeBase64, decodeUtf8 } from './base64.ts';
import type { Draft } from './codec.ts';
import { readHost } from './host.ts';
import { decodePercent } from './percent.ts';

/** One field of a message: a number, or bytes that are a text or a message of their own. */
interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

const mostProfiles = 1_000;
const multiplexing = ['MULTIPLEXING_DEFAULT', 'MULTIPLEXING_OFF', 'MULTIPLEXING_LOW', 'MULTIPLEXING_MIDDLE', 'MULTIPLEXING_HIGH'];
const handshakes = ['HANDSHAKE_DEFAULT', 'HANDSHAKE_STANDARD', 'HANDSHAKE_NO_WAIT'];

/** One profile for each server of each profile inside. Faults: link-bad-base64, link-malformed, link-missing-field. */
export function readMieruConfig(link: string): Result<readonly MieruProfile[]> {
  const body = decodePercent(link.slice(link.indexOf('://') + 3).split('#', 1)[0] ?? '');
  const bytes = body === '' ? undefined : decodeBase64(body);
  if (bytes === undefined) return fail('link-bad-base64', 'The text behind mieru:// is not whole base64.');
  const config = readMessage(bytes);
  if (config === undefined) return fail('link-malformed', 'The text behind mieru:// is no mieru configuration.');
  const profiles = messages(config, 1).flatMap(readProfile);
  if (profiles.length > 0) return succeed(profiles.slice(0, mostProfiles));
  return fail('link-missing-field', 'This mieru configuration holds no server with a user, an address and a port.');
}

function readProfile(profile: readonly Field[]): MieruProfile[] {
  const user = messages(profile, 2)[0] ?? [];
  const username = textOf(user, 1);
  const password = textOf(user, 2);
  if (username === '' || password === '') return [];
  return messages(profile, 3).flatMap((server) => {
    const host = readHost(textOf(server, 2) || textOf(server, 1));
    const bindings = messages(server, 3).flatMap(readBinding);
    const port = Number.parseInt(bindings[0]?.ports ?? '', 10);
    if (!host.ok || bindings.length === 0) return [];
    const draft: Draft<MieruProfile> = { type: 'mieru', name: textOf(profile, 1), server: host.value, port, username, password, bindings };
    const mtu = numberOf(profile, 4);
    if (mtu > 0 && mtu < 65_536) draft.mtu = mtu;
    const level = multiplexing[numberOf(messages(profile, 5)[0] ?? [], 1)];
    if (level !== undefined && level !== multiplexing[0]) draft.multiplexing = level;
    const handshake = handshakes[numberOf(profile, 6)];
    if (handshake !== undefined && handshake !== handshakes[0]) draft.handshakeMode = handshake;
    return [draft];
  });
}

function readBinding(binding: readonly Field[]): MieruBinding[] {
  const port = numberOf(binding, 1);
  const range = textOf(binding, 3);
  const protocol = numberOf(binding, 2) === 1 ? 'udp' : 'tcp';
  const [low = 0, high = 0] = range.split('-').map(Number);
  if (/^\d{1,5}-\d{1,5}$/.test(range) && low >= 1 && low <= high && high <= 65_535) return [{ ports: range, protocol }];
  return port >= 1 && port <= 65_535 ? [{ ports: String(port), protocol }] : [];
}

function messages(fields: readonly Field[], number: number): (readonly Field[])[] {
  return fields.flatMap((field) => (field.number === number && typeof field.value !== 'number' ? [readMessage(field.value) ?? []] : []));
}

function textOf(fields: readonly Field[], number: number): string {
  const value = fields.findLast((field) => field.number === number)?.value;
  return value === undefined || typeof value === 'number' ? '' : (decodeUtf8(value) ?? '');
}

function numberOf(fields: readonly Field[], number: number): number {
  const value = fields.findLast((field) => field.number === number)?.value;
  return typeof value === 'number' ? value : 0;
}

/** The fields of a message in order; undefined when the bytes are something else. */
function readMessage(bytes: Uint8Array): readonly Field[] | undefined {
  const fields: Field[] = [];
  const cursor = { at: 0 };
  while (cursor.at < bytes.length) {
    const key = readVarint(bytes, cursor);
    const kind = key & 7;
    const number = Math.floor(key / 8);
    if (key < 8) return undefined;
    if (kind === 0) {
      const value = readVarint(bytes, cursor);
      if (value < 0) return undefined;
      fields.push({ number, value });
      continue;
    }
    const length = kind === 2 ? readVarint(bytes, cursor) : kind === 1 ? 8 : kind === 5 ? 4 : -1;
    if (length < 0 || cursor.at + length > bytes.length) return undefined;
    if (kind === 2) fields.push({ number, value: bytes.subarray(cursor.at, cursor.at + length) });
    cursor.at += length;
  }
  return fields;
}

/** -1 behind the end, or for more than 32 bits' worth of bytes that matter here. */
function readVarint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0;
  for (let shift = 0; shift < 10; shift += 1) {
    const byte = bytes[cursor.at];
    if (byte === undefined) return -1;
    cursor.at += 1;
    if (shift < 5) value += (byte & 127) * 2 ** (shift * 7);
    if (byte < 128) return value;
  }
  return -1;
}
