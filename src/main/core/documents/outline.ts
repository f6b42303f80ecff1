/** Outline's access configuration in YAML or JSON: `transport`, `$type`, and the error that a provider may answer with. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { readEndpoint } from '../../../shared/links/host.ts';
import { parseLink } from '../../../shared/links/registry.ts';
import { isPlainCipher, isShadowsocksCipher } from '../../../shared/links/shadowsocks-ciphers.ts';
import type { Profile, ShadowsocksProfile } from '../../../shared/profile.ts';
import { addItem, type Findings, type Site } from './findings.ts';
import { fieldsOf, takeSecret, takeText } from './fields.ts';
import { present } from './present.ts';
import { readPrefix, readShadowsocksServer } from './sip008.ts';
import { isMap, jsonText, listAt, textAt, type Tree, type TreeMap } from './tree.ts';

/** Hops and choices below each other, at most. */
const maxNesting = 6;

/** True for such a document. */
export function isOutline(tree: TreeMap): boolean {
  return tree.has('$type') || tree.has('transport') || isOutlineError(tree);
}

function isOutlineError(tree: TreeMap): boolean {
  const error = tree.get('error');
  return isMap(error) && textAt(error, 'message') !== undefined;
}

/** One profile, or the reason that the provider or this program gives. */
export function readOutline(file: TreeMap, site: Site, findings: Findings): void {
  const error = file.get('error');
  if (isMap(error) && isOutlineError(file)) {
    addItem(findings, fail('link-unsupported', providerReason(error)), file, site);
    return;
  }
  addItem(findings, readTransport(file.get('transport') ?? file, findings, 0), file, site);
}

/** The provider's own words, without anything that could be more than a sentence. */
function providerReason(error: TreeMap): string {
  const words = [textAt(error, 'message'), textAt(error, 'details')].filter((part) => part !== undefined).join(' ');
  return `The provider answers: ${words.replace(/\p{C}/gu, ' ').slice(0, 300)}`;
}

function readTransport(tree: Tree, findings: Findings, nesting: number): Result<Profile> {
  if (nesting > maxNesting) return fail('input-too-large', 'The parts of this Outline configuration are nested too deep.');
  if (typeof tree === 'string') return parseLink(tree.trim());
  if (!isMap(tree)) return fail('link-malformed', 'The transport of this Outline configuration is not one.');
  const type = textAt(tree, '$type')?.toLowerCase() ?? (tree.has('tcp') ? 'tcpudp' : 'shadowsocks');
  switch (type) {
    case 'tcpudp':
      return readTcpUdp(tree, findings, nesting);
    case 'shadowsocks':
    case 'ss':
      return tree.has('endpoint') ? readShadowsocks(tree, findings, nesting) : readShadowsocksServer(tree);
    case 'first-supported':
      return readFirst(tree, findings, nesting);
    default:
      return fail('link-unsupported', `Byway does not know this part of an Outline configuration: ${/^[a-z0-9-]{1,30}$/.test(type) ? type : 'its $type'}.`);
  }
}

/** The way of TCP decides; where UDP goes another way it is told and left out. */
function readTcpUdp(tree: TreeMap, findings: Findings, nesting: number): Result<Profile> {
  const tcp = tree.get('tcp');
  const udp = tree.get('udp');
  if (tcp === undefined) return fail('link-missing-field', 'This Outline configuration has no way for TCP.');
  const outcome = readTransport(tcp, findings, nesting + 1);
  if (!outcome.ok || udp === undefined || udp === 'null' || udp === tcp || jsonText(udp) === jsonText(tcp)) return outcome;
  findings.notes.push('UDP goes another way than TCP in this Outline configuration; Byway uses the way of TCP for both.');
  return outcome;
}

function readFirst(tree: TreeMap, findings: Findings, nesting: number): Result<Profile> {
  let last: Result<Profile> = fail('link-missing-field', 'This Outline configuration has no options.');
  for (const option of listAt(tree, 'options').slice(0, 32)) {
    last = readTransport(option, findings, nesting + 1);
    if (last.ok) return last;
  }
  return last;
}

function readShadowsocks(tree: TreeMap, findings: Findings, nesting: number): Result<Profile> {
  const fields = fieldsOf(tree);
  const method = takeText(fields, 'cipher', 'method')?.toLowerCase() ?? '';
  const password = takeSecret(fields, 'secret', 'password') ?? '';
  if (!isShadowsocksCipher(method)) return fail('link-unsupported', 'The cipher of this Outline configuration is not one of Shadowsocks.');
  if (password === '' && !isPlainCipher(method)) return fail('link-missing-field', 'The secret of this Outline configuration is missing.');
  const prefix = readPrefix(takeSecret(fields, 'prefix'));
  if (!prefix.ok) return prefix;
  const way = readWay(tree.get('endpoint') ?? '', findings, nesting);
  return way.ok ? succeed({ type: 'shadowsocks', name: '', ...way.value, method, password, ...present({ prefix: prefix.value }) }) : way;
}

type Way = Pick<ShadowsocksProfile, 'server' | 'port' | 'plugin' | 'pluginOptions' | 'detour'>;

/** An address, a dial through another transport, or a WebSocket. */
function readWay(endpoint: Tree, findings: Findings, nesting: number): Result<Way> {
  if (typeof endpoint === 'string') return readEndpoint(endpoint.trim());
  if (!isMap(endpoint)) return fail('link-malformed', 'The endpoint of this Outline configuration is not one.');
  const type = textAt(endpoint, '$type')?.toLowerCase() ?? 'dial';
  if (type === 'websocket') return readWebSocket(endpoint, findings, nesting);
  if (type !== 'dial') return fail('link-unsupported', 'Byway does not know the kind of endpoint in this Outline configuration.');
  const address = readEndpoint(textAt(endpoint, 'address') ?? '');
  const dialer = endpoint.get('dialer');
  if (!address.ok || dialer === undefined) return address;
  const detour = readTransport(dialer, findings, nesting + 1);
  return detour.ok ? succeed({ ...address.value, detour: detour.value }) : detour;
}

/** The stream in WebSocket messages is what v2ray-plugin does without its multiplexing. */
function readWebSocket(endpoint: TreeMap, findings: Findings, nesting: number): Result<Way> {
  const [, scheme = '', authority = '', path = ''] = /^(wss?|https?):\/\/([^/?#]+)([^#]*)/i.exec(textAt(endpoint, 'url') ?? '') ?? [];
  if (scheme === '') return fail('link-malformed', 'The address of the WebSocket in this Outline configuration is not one.');
  const isTls = /^(?:wss|https)$/i.test(scheme);
  const host = readEndpoint(authority, isTls ? 443 : 80);
  if (!host.ok) return host;
  const other = endpoint.get('endpoint');
  const way = other === undefined ? succeed<Way>(host.value) : readWay(other, findings, nesting + 1);
  if (!way.ok) return way;
  const options = { mode: 'websocket', ...(isTls ? { tls: 'true' } : {}), host: host.value.server, path: path === '' ? '/' : path, mux: '0' };
  return succeed({ ...way.value, plugin: 'v2ray-plugin', pluginOptions: options });
}
