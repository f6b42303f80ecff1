/** SIP008 (a list of Shadowsocks servers), the bare list, and the single server that Outline's older access keys answer with. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { encodePercent } from '../../../shared/links/percent.ts';
import { queryOf } from '../../../shared/links/query.ts';
import { isPlainCipher, isShadowsocksCipher } from '../../../shared/links/shadowsocks-ciphers.ts';
import { takePlugin } from '../../../shared/links/shadowsocks-plugin.ts';
import { prefixHex } from '../../../shared/links/shadowsocks-prefix.ts';
import type { Profile } from '../../../shared/profile.ts';
import { takeServer } from './address.ts';
import { addItem, type Findings, type Site } from './findings.ts';
import { extraOf, fieldsOf, takeSecret, takeText } from './fields.ts';
import { present } from './present.ts';
import { isMap, listAt, mapsOf, textAt, type Tree, type TreeMap } from './tree.ts';

/** True for one server of such a list: an address, a cipher, and no type. */
export function isShadowsocksServer(tree: Tree | undefined): tree is TreeMap {
  return isMap(tree) && textAt(tree, 'type') === undefined && tree.has('server') && (tree.has('server_port') || tree.has('port')) && (tree.has('method') || tree.has('cipher'));
}

/** True for a list of them (`servers`, or `configs` of the Windows program). */
export function isSip008(tree: TreeMap): boolean {
  return mapsOf([...listAt(tree, 'servers'), ...listAt(tree, 'configs')]).some((item) => item.has('server') && textAt(item, 'type') === undefined);
}

/** The servers of a list. */
export function readSip008(file: TreeMap, site: Site, findings: Findings): void {
  readShadowsocksServers(mapsOf([...listAt(file, 'servers'), ...listAt(file, 'configs')]), site, findings);
}

/** Items that stand in a list, wherever it comes from. */
export function readShadowsocksServers(items: readonly TreeMap[], site: Site, findings: Findings): void {
  for (const item of items) if (!addItem(findings, readShadowsocksServer(item), item, site)) return;
}

/** One server. Faults: link-missing-field, link-unsupported, link-malformed, link-bad-host, link-bad-port. */
export function readShadowsocksServer(item: TreeMap): Result<Profile> {
  const fields = fieldsOf(item);
  const name = takeText(fields, 'remarks', 'name', 'tag') ?? '';
  const endpoint = takeServer(fields, ['server'], ['serverport', 'port']);
  if (!endpoint.ok) return endpoint;
  const method = takeText(fields, 'method', 'cipher')?.toLowerCase();
  if (method === undefined) return fail('link-missing-field', 'The cipher of this entry is missing.');
  if (!isShadowsocksCipher(method)) return fail('link-unsupported', 'The cipher of this entry is not one of Shadowsocks.');
  const password = takeSecret(fields, 'password', 'secret') ?? '';
  if (password === '' && !isPlainCipher(method)) return fail('link-missing-field', 'The password of this entry is missing.');
  const plugin = takeText(fields, 'plugin');
  const options = takeText(fields, 'pluginopts', 'pluginoptions');
  takeText(fields, 'pluginargs');
  const plugged = plugin === undefined ? {} : takePlugin(queryOf([['plugin', options === undefined ? plugin : `${plugin};${options}`]]));
  const prefix = readPrefix(takeSecret(fields, 'prefix'));
  if (!prefix.ok) return prefix;
  return succeed({ type: 'shadowsocks', name, ...endpoint.value, method, password, ...plugged, ...present({ prefix: prefix.value, extra: extraOf(fields) }) });
}

/** One character a byte, as in Outline's links. Faults: link-malformed. */
export function readPrefix(text: string | undefined): Result<string | undefined> {
  if (text === undefined) return succeed(undefined);
  const hex = prefixHex(encodePercent(text));
  return hex === undefined ? fail('link-malformed', 'The prefix of this entry holds characters that are not single bytes.') : succeed(hex);
}
