/**
 * A share link for a test server, written by hand and apart from the product's own writer, so that a link that
 * suites paste cannot inherit a mistake of the code that reads it.
 */
import type { Profile, ShadowsocksProfile, TlsFields, Transport, VmessProfile } from '../../src/shared/profile.ts';

/** The link as panels write it; its name is the profile's, or the protocol's. */
export function linkOf(profile: Profile): string {
  const name = encodeURIComponent(profile.name === '' ? profile.type : profile.name);
  const at = `${profile.server}:${profile.port}`;
  switch (profile.type) {
    case 'shadowsocks':
      return `ss://${Buffer.from(`${profile.method}:${profile.password}`).toString('base64url')}@${at}${plugin(profile)}#${name}`;
    case 'vmess':
      return `vmess://${Buffer.from(JSON.stringify(vmessFields(profile))).toString('base64')}`;
    case 'vless': {
      const own = { encryption: profile.encryption ?? 'none', flow: profile.flow };
      return `vless://${profile.uuid}@${at}?${query({ ...own, ...tlsKeys(profile), ...transportKeys(profile.transport) })}#${name}`;
    }
    case 'trojan':
      return `trojan://${encodeURIComponent(profile.password)}@${at}?${query({ ...tlsKeys(profile), ...transportKeys(profile.transport) })}#${name}`;
    case 'hysteria2': {
      const own = { obfs: profile.obfs, 'obfs-password': profile.obfsPassword, sni: profile.sni, insecure: flag(profile.insecure), pinSHA256: profile.certificatePins?.[0] };
      return `hysteria2://${encodeURIComponent(profile.password)}@${at}/?${query(own)}#${name}`;
    }
    case 'socks5':
      return `socks5://${credentials(profile)}${at}#${name}`;
    case 'http':
      return `${profile.security === 'tls' ? 'https' : 'http'}://${credentials(profile)}${at}#${name}`;
    case 'ssr':
    case 'hysteria':
    case 'tuic':
    case 'anytls':
    case 'snell':
    case 'mieru':
    case 'naive':
    case 'socks4':
    case 'mtproto':
    case 'wireguard':
    case 'amneziawg':
    case 'ssh':
    case 'openvpn':
    case 'unsupported':
      throw new Error(`no test link is written for ${profile.type}`);
  }
}

function plugin({ plugin: program, pluginOptions = {} }: ShadowsocksProfile): string {
  if (program === undefined) return '';
  const options = Object.entries(pluginOptions).map(([key, value]) => (value === 'true' ? key : `${key}=${value}`));
  return `/?plugin=${encodeURIComponent([program, ...options].join(';'))}`;
}

function tlsKeys(tls: TlsFields): Record<string, string | undefined> {
  if (tls.security === 'none') return { security: 'none' };
  return {
    security: tls.security, sni: tls.sni, fp: tls.fingerprint, alpn: tls.alpn?.join(','), pbk: tls.publicKey, sid: tls.shortId, pcs: tls.certificatePins?.join(','),
    allowInsecure: flag(tls.insecure),
  };
}

function transportKeys(transport: Transport): Record<string, string | undefined> {
  switch (transport.type) {
    case 'tcp':
      return { type: 'tcp', headerType: transport.headerType, host: transport.host, path: transport.path };
    case 'ws':
      return { type: 'ws', host: transport.host, path: transport.earlyData === undefined ? transport.path : `${transport.path ?? '/'}?ed=${transport.earlyData}` };
    case 'httpupgrade':
      return { type: 'httpupgrade', host: transport.host, path: transport.path };
    case 'h2':
      return { type: 'http', host: transport.host, path: transport.path };
    case 'grpc':
      return { type: 'grpc', serviceName: transport.serviceName, mode: transport.mode };
    case 'xhttp':
      return { type: 'xhttp', host: transport.host, path: transport.path, mode: transport.mode, extra: transport.extra };
    case 'kcp':
      return { type: 'kcp', headerType: transport.headerType, seed: transport.seed };
    case 'quic':
      return { type: 'quic', headerType: transport.headerType };
  }
}

/** The fields of the base64 form (version 2). It has no place for a pin: links write `insecure` for such servers. */
function vmessFields(profile: VmessProfile): object {
  const keys = transportKeys(profile.transport);
  const name = profile.name === '' ? 'vmess' : profile.name;
  return {
    v: '2', ps: name, add: profile.server, port: String(profile.port), id: profile.uuid, aid: String(profile.alterId), scy: profile.method,
    net: profile.transport.type, type: keys['headerType'] ?? keys['mode'] ?? 'none', host: keys['host'] ?? '', path: keys['path'] ?? keys['serviceName'] ?? keys['seed'] ?? '',
    tls: profile.security === 'none' ? '' : profile.security, sni: profile.sni ?? '', fp: profile.fingerprint ?? '',
    ...(profile.security === 'tls' && (profile.insecure === true || profile.certificatePins !== undefined) ? { insecure: '1' } : {}),
  };
}

function credentials({ username, password }: { readonly username?: string; readonly password?: string }): string {
  return username === undefined ? '' : `${encodeURIComponent(username)}:${encodeURIComponent(password ?? '')}@`;
}

function flag(value: boolean | undefined): string | undefined {
  return value === true ? '1' : undefined;
}

function query(keys: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(keys).flatMap(([key, value]) => (value === undefined || value === '' ? [] : [`${key}=${encodeURIComponent(value)}`])).join('&');
}
