/**
 * Amnezia's `vpn://base64`: four bytes of length and zlib, or nothing around it, then JSON with one container for each
 * protocol, whose native configuration stands inside as text.
 */
import { fail, succeed, type FaultCode } from '../fault.ts';
import { decodeBase64, decodeUtf8 } from './base64.ts';
import { fieldsOf, itemsOf, textField } from './fields.ts';
import { decodePercent } from './percent.ts';
import { normalizeKey } from './query.ts';
import { readJsonObject } from './tolerant-json.ts';
import { trimEndOf } from './trim.ts';
import { readWireguardConf } from './wireguard-conf.ts';
import { amneziaFileName, amneziaName } from './wireguard-fields.ts';
import type { Finding, Findings, ReadTools } from './wrapper.ts';

/** Most bytes of JSON that are unpacked: 4 MiB. */
const mostBytes = 4 * 1024 * 1024;
const protocols = ['awg', 'wireguard', 'openvpn', 'xray', 'shadowsocks'] as const;
type Fields = ReadonlyMap<string, unknown>;

/** Opens one. Faults: link-bad-base64, link-malformed, link-unsupported, link-missing-field, input-too-large. */
export function readAmnezia(link: string, tools: ReadTools): Findings {
  const body = decodePercent(link.slice(link.indexOf('://') + 3).split('#', 1)[0] ?? '').replace(/\/$/, '');
  const bytes = body === '' ? undefined : decodeBase64(body);
  if (bytes === undefined) return fail('link-bad-base64', 'The text behind vpn:// is not whole base64.');
  const json = unpack(bytes, tools);
  if (!json.ok) return json;
  const outer = readJsonObject(json.value);
  if (outer === undefined) return fail('link-malformed', 'The text behind vpn:// is no configuration of Amnezia.');
  return readOuter(outer);
}

function unpack(bytes: Uint8Array, tools: ReadTools): ReturnType<typeof succeed<string>> | ReturnType<typeof fail> {
  if (isZlib(bytes)) {
    const length = (((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)) >>> 0;
    if (length > mostBytes) return fail('input-too-large', 'The configuration behind vpn:// is larger than 4 MiB.');
    const inflated = tools.inflate?.(bytes.subarray(4), mostBytes);
    const text = inflated === undefined ? undefined : decodeUtf8(inflated);
    return text === undefined ? fail('link-malformed', 'The packed configuration behind vpn:// is damaged or too large.') : succeed(text);
  }
  const text = decodeUtf8(bytes);
  return text?.trimStart().startsWith('{') === true ? succeed(text) : fail('link-malformed', 'The text behind vpn:// is no configuration of Amnezia.');
}

/** A zlib header behind the length: method 8, and a checksum over both bytes (RFC 1950). */
function isZlib(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes.subarray(4, 6);
  return bytes.length > 6 && (first & 15) === 8 && (first * 256 + second) % 31 === 0;
}

function readOuter(outer: Fields): Findings {
  if (['api_key', 'auth_data', 'api_config', 'configVersion', 'config_version'].some((name) => outer.has(name))) {
    return fail('link-unsupported', 'This key belongs to the paid or free service of Amnezia, whose servers only its own app may ask for.');
  }
  if (textField(outer, 'userName') !== '' && textField(outer, 'password') !== '') {
    return fail('link-unsupported', 'This link holds the administrator login of a server (root over SSH). Do not pass it on; ask for a key for one connection instead.');
  }
  const first = textField(outer, 'defaultContainer');
  const containers = itemsOf(outer.get('containers')).map(fieldsOf);
  const isFirst = (container: Fields): number => (textField(container, 'container') === first ? 0 : 1);
  const findings = containers.toSorted((a, b) => isFirst(a) - isFirst(b)).flatMap((container) => readContainer(container, outer));
  if (findings.length === 0) return fail('link-missing-field', 'There is no configuration of a known kind in this key of Amnezia.');
  return succeed(findings);
}

function readContainer(container: Fields, outer: Fields): Finding[] {
  const name = textField(outer, 'description', 'name');
  if (container.has('cloak')) return [refusal('This key leads through Cloak, which Byway does not speak.')];
  return protocols.flatMap((protocol) => {
    const settings = fieldsOf(container.get(protocol));
    const last = settings.get('last_config');
    const text = typeof last === 'string' ? last : '';
    if (text === '' && settings.size === 0) return [];
    if (protocol === 'awg' || protocol === 'wireguard') return readTunnel(text, settings, outer, name);
    if (text === '') return [];
    return [{ kind: 'document', text: nativeText(text, protocol, outer), name }];
  });
}

/** OpenVPN's file is a member of the text; the others' text is the file. */
function nativeText(text: string, protocol: string, outer: Fields): string {
  const inner = protocol === 'openvpn' ? readJsonObject(text)?.get('config') : undefined;
  return fillIn(typeof inner === 'string' ? inner : text, outer);
}

function readTunnel(text: string, settings: Fields, outer: Fields, name: string): Finding[] {
  const fields = readJsonObject(text) ?? new Map<string, unknown>();
  const config = fields.get('config');
  const conf = typeof config === 'string' && /\[interface\]/i.test(config) ? fillIn(config, outer) : writeConf(fields, settings, outer);
  const read = readWireguardConf(conf);
  if (!read.ok) return [refusal(read.fault.cause ?? 'The WireGuard part of this key is damaged.', read.fault.code)];
  const notes = read.value.notes.map((note) => ({ kind: 'note', text: note }) as const);
  return [{ kind: 'profile', profile: { ...read.value.profile, name } }, ...notes];
}

/** Older keys hold the values only. */
function writeConf(fields: Fields, settings: Fields, outer: Fields): string {
  const both = new Map([...settings, ...fields]);
  const amnezia = [...both].flatMap(([key, value]) => {
    const known = amneziaName(normalizeKey(key));
    return known === undefined || (typeof value !== 'string' && typeof value !== 'number') ? [] : [`${amneziaFileName(known)} = ${value}`];
  });
  const dns = [textField(outer, 'dns1'), textField(outer, 'dns2')].filter((server) => server !== '');
  const psk = textField(both, 'psk_key');
  return [
    '[Interface]',
    `PrivateKey = ${textField(both, 'client_priv_key')}`,
    `Address = ${textField(both, 'client_ip')}`,
    `DNS = ${dns.join(', ')}`,
    `MTU = ${textField(both, 'mtu')}`,
    ...amnezia,
    '[Peer]',
    `PublicKey = ${textField(both, 'server_pub_key')}`,
    ...(psk === '' ? [] : [`PresharedKey = ${psk}`]),
    'AllowedIPs = 0.0.0.0/0, ::/0',
    `Endpoint = ${textField(both, 'hostName') || textField(outer, 'hostName')}:${textField(both, 'port')}`,
    'PersistentKeepalive = 25',
  ].join('\n');
}

/** Amnezia puts its name servers in at the last moment; a line left without any is dropped. */
function fillIn(config: string, outer: Fields): string {
  if (!config.includes('$PRIMARY_DNS') && !config.includes('$SECONDARY_DNS')) return config;
  const filled = config.replaceAll('$PRIMARY_DNS', textField(outer, 'dns1')).replaceAll('$SECONDARY_DNS', textField(outer, 'dns2'));
  const lines = filled.split('\n').map((line) => (/^\s{0,8}DNS\s{0,8}=/i.test(line) ? trimEndOf(line, ', \t\r') : line));
  return lines.filter((line) => !/^\s{0,8}DNS\s{0,8}=$/i.test(line)).join('\n');
}

function refusal(reason: string, code: FaultCode = 'link-unsupported'): Finding {
  return { kind: 'refusal', code, reason };
}
