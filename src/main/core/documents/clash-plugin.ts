/** `plugin` and `plugin-opts` of Clash → the plugins' own names and options (SIP003), the form in which links and profiles have them. */
import type { PluginFields } from '../../../shared/links/shadowsocks-plugin.ts';
import { recordOf, takeFields, takeFlag, takeMap, takeText, type Fields } from './fields.ts';

/** Takes them; empty without a plugin. */
export function takeClashPlugin(fields: Fields): PluginFields {
  const name = takeText(fields, 'plugin')?.toLowerCase();
  const oldObfs = takeText(fields, 'obfs');
  const oldHost = takeText(fields, 'obfshost');
  if (name === undefined && (oldObfs === 'http' || oldObfs === 'tls')) return named('obfs-local', [['obfs', oldObfs], ['obfs-host', oldHost]]);
  if (name === undefined || name === 'none') return {};
  const map = takeMap(fields, 'pluginopts');
  const options = takeFields(new Map([['opts', { name: 'opts', value: map ?? '' }]]), 'opts');
  if (name === 'obfs' || name === 'obfs-local' || name === 'simple-obfs') return obfs(options);
  if (name === 'v2ray-plugin') return v2ray(options);
  return named(name, Object.entries(recordOf(map) ?? {}));
}

function obfs(options: Fields): PluginFields {
  const mode = takeText(options, 'mode', 'obfs');
  const host = takeText(options, 'host', 'obfshost');
  return named('obfs-local', [['obfs', mode], ['obfs-host', host], ...rest(options)]);
}

/** The plugin counts its connections in `mux`; none means one for each, which Clash calls false. */
function v2ray(options: Fields): PluginFields {
  const mode = takeText(options, 'mode') ?? 'websocket';
  const isTls = takeFlag(options, 'tls');
  const mux = takeFlag(options, 'mux');
  const isInsecure = takeFlag(options, 'skipcertverify');
  return named('v2ray-plugin', [
    ['mode', mode],
    ['tls', isTls === true ? 'true' : undefined],
    ['host', takeText(options, 'host')],
    ['path', takeText(options, 'path')],
    ['mux', mux === false ? '0' : undefined],
    ['skip-cert-verify', isInsecure === true ? 'true' : undefined],
    ...rest(options),
  ]);
}

function rest(options: Fields): [string, string][] {
  return Object.entries(recordOf(new Map([...options.values()].map(({ name, value }) => [name, value]))) ?? {});
}

function named(plugin: string, options: readonly (readonly [string, string | undefined])[]): PluginFields {
  const kept = options.flatMap(([key, value]): [string, string][] => (value === undefined ? [] : [[key, value]]));
  return kept.length === 0 ? { plugin } : { plugin, pluginOptions: Object.fromEntries(kept) };
}
