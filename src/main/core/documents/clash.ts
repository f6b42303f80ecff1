/** Clash/mihomo: the `proxies` list of a file, a bare list of proxies, or one proxy a line. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { Profile } from '../../../shared/profile.ts';
import { readServer, type Base } from './address.ts';
import { joinChains, type Entry, type Ways } from './chains.ts';
import { hysteria, hysteria2, mieru, tuic } from './clash-quic.ts';
import { anytls, http, shadowsocks, snell, socks5, ssr, trojan, vless, vmess } from './clash-stream.ts';
import { openvpn, ssh, wireguard } from './clash-tunnels.ts';
import { addItem, lineOf, maxSubscriptions, type Findings, type Site } from './findings.ts';
import { fieldsOf, takeText, textsOf, type Fields } from './fields.ts';
import { isList, isMap, jsonText, listAt, mapsOf, textAt, type Tree, type TreeMap } from './tree.ts';

type Reader = (fields: Fields, base: Base) => Result<Profile>;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['ss', shadowsocks], ['shadowsocks', shadowsocks], ['ssr', ssr], ['shadowsocksr', ssr], ['vmess', vmess], ['vless', vless], ['trojan', trojan],
  ['socks5', socks5], ['socks', socks5], ['http', http], ['https', http], ['anytls', anytls], ['snell', snell],
  ['hysteria', hysteria], ['hysteria2', hysteria2], ['hy2', hysteria2], ['tuic', tuic], ['mieru', mieru], ['ssh', ssh], ['openvpn', openvpn],
]);

/** Entries that are no servers. */
const ways = new Set(['direct', 'dns', 'reject', 'reject-drop', 'pass', 'compatible', 'rematch']);
const defaultPorts: ReadonlyMap<string, number> = new Map([['ssh', 22], ['openvpn', 1194], ['hysteria2', 443], ['hy2', 443]]);

/** True for a map that looks like one proxy of Clash. */
export function isClashProxy(tree: Tree | undefined): tree is TreeMap {
  return isMap(tree) && textAt(tree, 'type') !== undefined && (tree.has('server') || tree.has('private-key') || tree.has('cipher') || tree.has('realm-opts'));
}

/** The proxies of a whole file, its groups (for chains) and the lists it refers to. */
export function readClashFile(file: TreeMap, site: Site, findings: Findings): void {
  const proxies = listAt(file, 'proxies');
  const items = mapsOf(proxies.length > 0 ? proxies : listAt(file, 'Proxy'));
  readClashProxies(items, site, findings, groupsOf(file));
  const providers = file.get('proxy-providers');
  if (!isMap(providers)) return;
  for (const [name, provider] of providers) if (isMap(provider)) readProvider(name, provider, site, findings);
}

/** A provider is an address of a list, or a list written in place. */
function readProvider(name: string, provider: TreeMap, site: Site, findings: Findings): void {
  const url = textAt(provider, 'url');
  const isInline = textAt(provider, 'type') === 'inline';
  if (isInline) readClashProxies(mapsOf(listAt(provider, 'payload')), site, findings, new Map());
  else if (url !== undefined && /^https?:\/\//i.test(url) && findings.subscriptions.length < maxSubscriptions) {
    findings.subscriptions.push({ url: url.replace(/#.*$/s, ''), name, line: lineOf(provider, site) });
  }
}

function groupsOf(file: TreeMap): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const group of mapsOf(listAt(file, 'proxy-groups'))) {
    const name = textAt(group, 'name');
    const first = listAt(group, 'proxies').find((member) => typeof member === 'string');
    if (name !== undefined && typeof first === 'string') groups.set(name, first);
  }
  return groups;
}

/** Items that stand in a list, wherever it comes from. */
export function readClashProxies(items: readonly TreeMap[], site: Site, findings: Findings, groups: ReadonlyMap<string, string>): void {
  const entries: Entry[] = items.filter((item) => !ways.has(textAt(item, 'type')?.toLowerCase() ?? '')).map(readEntry);
  const known: Ways = { direct: new Set(['DIRECT', 'direct', ...items.flatMap(directName)]), groups };
  for (const { outcome, item } of joinChains(entries, known, site)) if (!addItem(findings, outcome, item, site)) return;
}

function directName(item: TreeMap): readonly string[] {
  return textAt(item, 'type')?.toLowerCase() === 'direct' ? [textAt(item, 'name') ?? ''] : [];
}

function readEntry(item: TreeMap): Entry {
  const fields = fieldsOf(item);
  const via = takeText(fields, 'dialerproxy');
  return { item, outcome: readProxy(item, fields), tag: textAt(item, 'name'), via };
}

function readProxy(item: TreeMap, fields: Fields): Result<Profile> {
  const type = takeText(fields, 'type')?.toLowerCase();
  if (type === undefined) return fail('link-missing-field', 'The type of this entry is missing.');
  const name = takeName(fields);
  if (type === 'wireguard' || type === 'wg' || type === 'amneziawg') return wireguard(fields, name);
  const reader = readers.get(type);
  if (reader === undefined) return keepUnknown(type, name, item, fields);
  const port = firstPort(fields);
  const server = takeText(fields, 'server');
  if (server === undefined && fields.has('realmopts')) return reader(fields, { name, server: '', port: 443 });
  const endpoint = readServer(server, port, defaultPorts.get(type));
  return endpoint.ok ? reader(fields, { name, ...endpoint.value }) : endpoint;
}

/** A name may look like a number, a switch or nothing; in brackets without quotes it is a list to YAML. */
function takeName(fields: Fields): string {
  const name = fields.get('name')?.value;
  fields.delete('name');
  if (isList(name)) return `[${textsOf(name).join(', ')}]`;
  return typeof name === 'string' ? name.trim() : '';
}

/** The port, or the first of a list where only that is given. */
function firstPort(fields: Fields): string | undefined {
  const port = takeText(fields, 'port');
  if (port !== undefined && port !== '0') return port;
  const listed = fields.get('ports') ?? fields.get('mport') ?? fields.get('portrange');
  const first = typeof listed?.value === 'string' ? /^\s*(\d{1,5})/.exec(listed.value)?.[1] : undefined;
  return first ?? port;
}

/** A kind that this program does not know is kept as it stands, in JSON, which is YAML as well. */
function keepUnknown(type: string, name: string, item: TreeMap, fields: Fields): Result<Profile> {
  const link = jsonText(item);
  if (link === undefined || !/^[a-z0-9+._-]{1,40}$/.test(type)) return fail('link-unknown', 'The type of this entry is not one that Byway knows.');
  const endpoint = readServer(takeText(fields, 'server'), takeText(fields, 'port'));
  const address = endpoint.ok ? endpoint.value : { server: '', port: 0 };
  return succeed({ type: 'unsupported', name, ...address, scheme: type, link });
}
