/** SIP003 plugins of Shadowsocks → `plugin` and `plugin-opts` of the library. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { ShadowsocksProfile } from '../../shared/profile.ts';
import { cannotRun, missingField } from './engine-config-limits.ts';
import type { Fields } from './engine-config-types.ts';

type Options = Readonly<Record<string, string>>;

/** Empty without a plugin. Faults: `link-unsupported`, `link-missing-field`. */
export function pluginFields(profile: Pick<ShadowsocksProfile, 'plugin' | 'pluginOptions'>): Result<Fields> {
  const options = profile.pluginOptions ?? {};
  switch (profile.plugin?.toLowerCase()) {
    case undefined:
    case '':
    case 'none':
      return succeed({});
    case 'obfs-local':
    case 'simple-obfs':
    case 'obfs':
      return simpleObfs(options);
    case 'v2ray-plugin':
    case 'xray-plugin':
      return v2rayPlugin(options);
    case 'shadow-tls':
      return shadowTls(options);
    default:
      return cannotRun('plugin');
  }
}

/** What the plugins themselves send when no host is given. */
const obfsDefaultHost = 'cloudfront.net';
const v2rayDefaultHost = 'cloudfront.com';

function simpleObfs(options: Options): Result<Fields> {
  const mode = (options['obfs'] ?? options['mode'] ?? '').toLowerCase();
  if (mode === '') return missingField('obfs');
  if (mode !== 'http' && mode !== 'tls') return cannotRun('plugin-mode');
  const host = options['obfs-host'] ?? options['host'] ?? obfsDefaultHost;
  return succeed({ plugin: 'obfs', 'plugin-opts': { mode, host } });
}

/** Only the WebSocket mode; `mux` is on unless it says 0, as in the plugin itself, and must equal the server's. */
function v2rayPlugin(options: Options): Result<Fields> {
  const mode = (options['mode'] ?? options['obfs'] ?? 'websocket').toLowerCase();
  if (mode !== 'websocket' && mode !== 'ws') return cannotRun('plugin-mode');
  if (options['cert'] !== undefined || options['certRaw'] !== undefined) return cannotRun('plugin-certificate');
  const mux = options['mux'] ?? 'true';
  const pin = options['fingerprint'] ?? options['pin'];
  const insecure = ['insecure', 'allowInsecure', 'skip-cert-verify'].some((key) => isOn(options[key]));
  const host = options['host'] ?? options['obfs-host'];
  return succeed({
    plugin: 'v2ray-plugin',
    'plugin-opts': {
      mode: 'websocket',
      host: host ?? v2rayDefaultHost,
      path: options['path'] ?? '/',
      mux: isOn(mux) || Number(mux) > 0,
      ...(isOn(options['tls']) ? { tls: true } : {}),
      ...(pin === undefined ? {} : { fingerprint: pin }),
      ...(insecure && pin === undefined ? { 'skip-cert-verify': true } : {}),
    },
  });
}

/** Version 2 where the link gives none, as the first links of this kind meant. */
function shadowTls(options: Options): Result<Fields> {
  const host = options['host'] ?? options['sni'];
  if (host === undefined || host === '') return missingField('host');
  const version = Number(options['version'] ?? (isOn(options['v3']) ? 3 : 2));
  if (version !== 1 && version !== 2 && version !== 3) return cannotRun('plugin-mode');
  const password = options['password'] ?? options['passwd'] ?? '';
  if (password === '' && version > 1) return missingField('password');
  return succeed({
    plugin: 'shadow-tls',
    'plugin-opts': {
      host,
      ...(password === '' ? {} : { password }),
      version,
      ...(isOn(options['insecure']) ? { 'skip-cert-verify': true } : {}),
    },
    'client-fingerprint': options['fp'] ?? 'chrome',
  });
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && ['true', '1', 'yes', 'on', ''].includes(value.toLowerCase());
}
