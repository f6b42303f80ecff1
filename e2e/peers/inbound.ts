/**
 * A profile → the server entrance that fits it, in the configuration language that V2Ray and Xray share. Tests name
 * the client's view once; the server's follows from it.
 */
import type { Profile, TlsFields, Transport } from '../../src/shared/profile.ts';
import type { KeyPair } from './keys.ts';
import type { Certificate } from './places.ts';

/** What a server needs beyond the profile. */
export interface ServerSecrets {
  readonly certificate: Certificate;
  /** For REALITY: the private half of the profile's public key, and the TLS site it hides behind. */
  readonly reality?: { readonly keys: KeyPair; readonly decoyPort: number };
  /** For VLESS encryption: the server's half of the profile's text. */
  readonly decryption?: string;
}

/** Profiles that these servers can stand behind. */
export type StreamProfile = Extract<Profile, { readonly type: 'vless' | 'vmess' | 'trojan' | 'shadowsocks' }>;

/** One entry of `inbounds`. */
export function inboundOf(tag: string, profile: StreamProfile, secrets: ServerSecrets): object {
  const base = { tag, listen: '127.0.0.1', port: profile.port, protocol: profile.type, settings: settingsOf(tag, profile, secrets) };
  if (profile.type === 'shadowsocks') return base;
  return { ...base, streamSettings: { ...transportOf(profile.transport), ...securityOf(profile, secrets) } };
}

/** Users are named like the entrance: counters go by that name. */
function settingsOf(tag: string, profile: StreamProfile, secrets: ServerSecrets): object {
  switch (profile.type) {
    case 'vless': {
      const isEncrypted = (profile.encryption ?? 'none') !== 'none';
      const client = { id: profile.uuid, email: tag, ...(profile.flow === undefined ? {} : { flow: profile.flow }) };
      return { clients: [client], decryption: isEncrypted ? secrets.decryption : 'none' };
    }
    case 'vmess':
      return { clients: [{ id: profile.uuid, email: tag, alterId: profile.alterId }] };
    case 'trojan':
      return { clients: [{ password: profile.password, email: tag }] };
    case 'shadowsocks':
      return { method: profile.method, password: profile.password, email: tag, network: 'tcp,udp' };
  }
}

function securityOf(profile: TlsFields, { certificate, reality }: ServerSecrets): object {
  switch (profile.security) {
    case 'none':
      return {};
    case 'tls': {
      const certificates = [{ certificateFile: certificate.cert, keyFile: certificate.key }];
      return { security: 'tls', tlsSettings: { certificates, ...(profile.alpn === undefined ? {} : { alpn: profile.alpn }) } };
    }
    case 'reality': {
      if (reality === undefined) throw new Error('a REALITY server needs keys and a decoy');
      const realitySettings = {
        dest: `127.0.0.1:${reality.decoyPort}`,
        serverNames: [profile.sni ?? 'example.com'],
        privateKey: reality.keys.privateKey,
        shortIds: [profile.shortId ?? ''],
      };
      return { security: 'reality', realitySettings };
    }
  }
}

function transportOf(transport: Transport): object {
  switch (transport.type) {
    case 'tcp': {
      if (transport.headerType !== 'http') return { network: 'tcp' };
      const request = { path: [transport.path ?? '/'] };
      return { network: 'tcp', tcpSettings: { header: { type: 'http', request } } };
    }
    case 'ws':
      return { network: 'ws', wsSettings: { path: transport.path } };
    case 'httpupgrade':
      return { network: 'httpupgrade', httpupgradeSettings: { path: transport.path } };
    case 'h2':
      return { network: 'http', httpSettings: { path: transport.path, host: [transport.host] } };
    case 'grpc':
      return { network: 'grpc', grpcSettings: { serviceName: transport.serviceName } };
    case 'xhttp': {
      const { downloadSettings: _clientOnly, ...extra } = JSON.parse(transport.extra ?? '{}') as Record<string, unknown>; // the tests' own JSON objects
      return { network: 'xhttp', xhttpSettings: { path: transport.path, host: transport.host, mode: transport.mode ?? 'auto', extra } };
    }
    case 'kcp':
      return { network: 'kcp', kcpSettings: { seed: transport.seed, header: { type: transport.headerType ?? 'none' } } };
    case 'quic':
      throw new Error('no server of ours speaks the old QUIC transport');
  }
}
