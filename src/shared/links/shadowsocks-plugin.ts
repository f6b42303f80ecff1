/** SIP003 plugins in Shadowsocks links: `name;option=value;flag`, and the base64 JSON that Shadowrocket writes. */
import type { ShadowsocksProfile } from '../profile.ts';
import { decodeBase64Text } from './base64.ts';
import { readFlag, takeText, takeTwiceEncoded, type Query } from './query.ts';
import { readJsonObject } from './tolerant-json.ts';

export type PluginFields = Pick<ShadowsocksProfile, 'plugin' | 'pluginOptions'>;

const noPlugin: PluginFields = {};

/** Takes the plugin out of a query, whichever way it is written; empty without one. */
export function takePlugin(query: Query): PluginFields {
  const text = takeText(query, 'plugin');
  if (text !== undefined && text.toLowerCase() !== 'none') return readPlugin(text);
  return takeJsonPlugin(query, 'v2rayplugin', 'v2ray-plugin') ?? takeJsonPlugin(query, 'shadowtls', 'shadow-tls') ?? takeJsonPlugin(query, 'gost', 'gost-plugin') ?? takeWebSocket(query);
}

function readPlugin(text: string): PluginFields {
  const [first = '', ...parts] = splitEscaped(text);
  const name = unescapeOption(first.trim());
  // Both names belong to one program; obfs-local is what it calls itself.
  const plugin = /^simple-obfs$/i.test(name) ? 'obfs-local' : name;
  const options: [string, string][] = [];
  for (const part of parts) {
    const json = part.includes('=') ? undefined : jsonOptions(part);
    if (json !== undefined) options.push(...json);
    else if (part.trim() !== '') options.push(readOption(part));
  }
  return withOptions(plugin, options);
}

function withOptions(plugin: string, options: readonly (readonly [string, string])[]): PluginFields {
  const kept = options.filter(([key]) => key !== '' && key !== '__proto__');
  return kept.length === 0 ? { plugin } : { plugin, pluginOptions: Object.fromEntries(kept) };
}

/** Cuts at `;` that no backslash protects; the escapes stay in. */
function splitEscaped(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '\\') index += 1;
    else if (character === ';') {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function unescapeOption(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}

/** `key=value` or a flag, unescaped; the first unprotected `=` cuts. */
function readOption(text: string): [string, string] {
  let key: string | undefined;
  let word = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '=' && key === undefined) {
      key = word;
      word = '';
    } else if (character === '\\') {
      index += 1;
      word += text.charAt(index);
    } else word += character;
  }
  return key === undefined ? [word.trim(), 'true'] : [key.trim(), word];
}

function takeJsonPlugin(query: Query, key: string, plugin: string): PluginFields | undefined {
  const text = takeText(query, key);
  if (text === undefined) return undefined;
  const options = jsonOptions(text);
  return options === undefined ? readPlugin(`${plugin};${text}`) : withOptions(plugin, options);
}

/**
 * Shadowrocket names the place where the plugin itself listens inside the plugin's options; that is where the
 * connection goes. Takes both parts out; undefined when there is no address.
 */
export function takePluginAddress(fields: PluginFields): { readonly rest: PluginFields; readonly address: string; readonly port: string | undefined } | undefined {
  const { address, port, ...options } = fields.pluginOptions ?? {};
  if (address === undefined || (fields.plugin !== 'shadow-tls' && fields.plugin !== 'gost-plugin')) return undefined;
  const { pluginOptions: _all, ...plugin } = fields;
  return { rest: Object.keys(options).length === 0 ? plugin : { ...plugin, pluginOptions: options }, address, port };
}

/** Members of a JSON object, plain or in base64: switches that are off and empty members are left out. */
function jsonOptions(text: string): [string, string][] | undefined {
  const json = text.startsWith('{') ? text : decodeBase64Text(text);
  const object = json === undefined ? undefined : readJsonObject(json);
  if (object === undefined) return undefined;
  return [...object].flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return value === '' ? [] : [[key, value]];
    return typeof value === 'number' || value === true ? [[key, String(value)]] : [];
  });
}

/** v2rayN's `type=ws&security=tls&host=…&path=…` is v2ray-plugin without its multiplexing. */
function takeWebSocket(query: Query): PluginFields {
  const type = query.pairs.get('type')?.value.toLowerCase();
  if (type === 'tcp' || type === 'raw') query.pairs.delete('type');
  if (type !== 'ws' && type !== 'websocket') return noPlugin;
  query.pairs.delete('type');
  const host = takeTwiceEncoded(query, 'host');
  const path = takeTwiceEncoded(query, 'path');
  const security = takeText(query, 'security')?.toLowerCase() ?? '';
  const sni = security === 'tls' ? takeTwiceEncoded(query, 'sni') : undefined;
  const name = host ?? sni;
  const isTls = security === 'tls' || readFlag(security) === true;
  return withOptions('v2ray-plugin', [
    ['mode', 'websocket'],
    ...(name === undefined ? [] : [['host', name] as const]),
    ...(path === undefined ? [] : [['path', path] as const]),
    ...(isTls ? [['tls', 'true'] as const] : []),
    ['mux', '0'],
  ]);
}

/** The value of `plugin=`, undefined without a plugin. `true` is written as a bare flag. */
export function formatPlugin({ plugin, pluginOptions }: PluginFields): string | undefined {
  if (plugin === undefined) return undefined;
  const options = Object.entries(pluginOptions ?? {}).map(([key, value]) => {
    const name = escapeOption(key);
    return value === 'true' ? name : `${name}=${escapeOption(value)}`;
  });
  return [escapeOption(plugin), ...options].join(';');
}

function escapeOption(text: string): string {
  return text.replace(/[\\:;=]/g, (character) => (character === ':' ? character : `\\${character}`));
}
