/** sing-box: outbounds and endpoints of a whole file, one outbound, or a list of them. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { readPortList } from '../../../shared/links/port-list.ts';
import type { Profile } from '../../../shared/profile.ts';
import { readServer, type Base } from './address.ts';
import { joinChains, type Entry } from './chains.ts';
import { addItem, type Findings, type Site } from './findings.ts';
import { fieldsOf, takeSecret, takeText, textsOf, type Fields } from './fields.ts';
import { takeSingBoxTls } from './sing-box-stream.ts';
import { anytls, http, naive, shadowsocks, snell, socks, ssr, trojan, vless, vmess } from './sing-box-types.ts';
import { hysteria, hysteria2, ssh, tuic, wireguard } from './sing-box-quic.ts';
import { isMap, jsonText, listAt, mapsOf, textAt, type Tree, type TreeMap } from './tree.ts';

const readers: ReadonlyMap<string, (fields: Fields, base: Base) => Result<Profile>> = new Map([
  ['shadowsocks', shadowsocks], ['shadowsocksr', ssr], ['vmess', vmess], ['vless', vless], ['trojan', trojan], ['socks', socks], ['http', http],
  ['naive', naive], ['anytls', anytls], ['snell', snell], ['hysteria', hysteria], ['hysteria2', hysteria2], ['tuic', tuic], ['ssh', ssh],
]);

/** Outbounds that are no servers. `shadowtls` is a layer below another outbound. */
const ways = new Set(['direct', 'block', 'dns', 'bypass']);
const groups = new Set(['selector', 'urltest', 'fallback', 'loadbalance']);
const defaultPorts: ReadonlyMap<string, number> = new Map([['ssh', 22]]);

/** True for a map that looks like an outbound or endpoint of sing-box. */
export function isSingBoxOutbound(tree: Tree | undefined): tree is TreeMap {
  return isMap(tree) && textAt(tree, 'type') !== undefined && ['server_port', 'server_ports', 'tag', 'local_address', 'peers', 'outbounds'].some((key) => tree.has(key));
}

/** Outbounds and endpoints of a whole file. */
export function readSingBoxFile(file: TreeMap, site: Site, findings: Findings): void {
  readSingBoxOutbounds([...mapsOf(listAt(file, 'outbounds')), ...mapsOf(listAt(file, 'endpoints'))], site, findings);
}

/** Items that stand in a list, wherever it comes from. */
export function readSingBoxOutbounds(items: readonly TreeMap[], site: Site, findings: Findings): void {
  const direct = new Set<string>();
  const firstMembers = new Map<string, string>();
  const layers = new Map<string, TreeMap>();
  const servers: TreeMap[] = [];
  for (const item of items) {
    const type = textAt(item, 'type')?.toLowerCase() ?? '';
    const tag = textAt(item, 'tag') ?? '';
    if (ways.has(type)) direct.add(tag);
    else if (groups.has(type)) firstMembers.set(tag, textsOf(item.get('outbounds') ?? '')[0] ?? '');
    else if (type === 'shadowtls') layers.set(tag, item);
    else servers.push(item);
  }
  const used = new Set<string>();
  const entries = servers.map((item) => readEntry(item, layers, used));
  for (const [tag, item] of layers) if (!used.has(tag)) entries.push(aloneLayer(item, tag));
  for (const { outcome, item } of joinChains(entries, { direct, groups: firstMembers }, site)) if (!addItem(findings, outcome, item, site)) return;
}

function readEntry(item: TreeMap, layers: ReadonlyMap<string, TreeMap>, used: Set<string>): Entry {
  const fields = fieldsOf(item);
  const via = takeText(fields, 'detour');
  const layer = via === undefined ? undefined : layers.get(via);
  if (via === undefined || layer === undefined) return { item, outcome: readOutbound(item, fields), tag: textAt(item, 'tag'), via };
  used.add(via);
  return { item, outcome: readBelowShadowTls(item, fields, layer), tag: textAt(item, 'tag'), via: textAt(layer, 'detour') };
}

function readOutbound(item: TreeMap, fields: Fields): Result<Profile> {
  const type = takeText(fields, 'type')?.toLowerCase();
  if (type === undefined) return fail('link-missing-field', 'The type of this outbound is missing.');
  const name = takeText(fields, 'tag') ?? '';
  if (type === 'wireguard' || type === 'awg' || type === 'amneziawg') return wireguard(fields, name);
  const reader = readers.get(type);
  if (reader === undefined) return keepUnknown(type, name, item, fields);
  const listed = fields.get('serverports')?.value;
  const firstListed = Array.isArray(listed) ? listed[0] : listed;
  const first = typeof firstListed === 'string' ? readPortList(firstListed) : undefined;
  const port = takeText(fields, 'serverport') ?? (first?.ok === true ? String(first.value.first) : undefined);
  const endpoint = readServer(takeText(fields, 'server'), port, defaultPorts.get(type));
  return endpoint.ok ? reader(fields, { name, ...endpoint.value }) : endpoint;
}

/** Shadowsocks inside ShadowTLS: two outbounds in sing-box, one server with a plugin everywhere else. */
function readBelowShadowTls(item: TreeMap, fields: Fields, layer: TreeMap): Result<Profile> {
  const outer = fieldsOf(layer);
  const endpoint = readServer(takeText(outer, 'server'), takeText(outer, 'serverport'));
  if (!endpoint.ok) return endpoint;
  const inner = readOutbound(item, new Map([...fields, ['server', { name: 'server', value: endpoint.value.server }], ['serverport', { name: 'server_port', value: String(endpoint.value.port) }]]));
  if (!inner.ok) return inner;
  if (inner.value.type !== 'shadowsocks') return fail('link-unsupported', 'ShadowTLS can be read only below Shadowsocks.');
  const tls = takeSingBoxTls(outer, 'always');
  if (!tls.ok) return tls;
  const { sni, fingerprint, alpn } = tls.value.tls;
  const options = [['host', sni ?? ''], ['password', takeSecret(outer, 'password') ?? ''], ['version', takeText(outer, 'version') ?? '1'], ['fp', fingerprint ?? ''], ['alpn', alpn?.join(',') ?? '']];
  return succeed({ ...inner.value, plugin: 'shadow-tls', pluginOptions: Object.fromEntries(options.filter(([, value]) => value !== '')) });
}

function aloneLayer(item: TreeMap, tag: string): Entry {
  return { item, outcome: keepUnknown('shadowtls', tag, item, fieldsOf(item)), tag, via: undefined };
}

function keepUnknown(type: string, name: string, item: TreeMap, fields: Fields): Result<Profile> {
  const link = jsonText(item);
  if (link === undefined || !/^[a-z0-9+._-]{1,40}$/.test(type)) return fail('link-unknown', 'The type of this outbound is not one that Byway knows.');
  const endpoint = readServer(takeText(fields, 'server', 'address'), takeText(fields, 'serverport', 'port'));
  const address = endpoint.ok ? endpoint.value : { server: '', port: 0 };
  return succeed({ type: 'unsupported', name, ...address, scheme: type, link });
}
