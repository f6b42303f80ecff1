/** Generated profiles of the less common types, as in `profile-arbitrary.ts`, and one arbitrary of all types together. */
import fc from 'fast-check';
import type { AmneziawgProfile, SshProfile, WireguardPeer, WireguardProfile } from '../profile-tunnels.ts';
import type * as proxies from '../profile-proxies.ts';
import type { Hysteria2Profile, Profile } from '../profile.ts';
import * as common from './profile-arbitrary.ts';
import { base, extra, flag, maybe, text, tlsArbitrary, word } from './profile-arbitrary.ts';

const tls = tlsArbitrary('tls');
const noColon = word.filter((value) => !value.includes(':'));
const seconds = fc.nat(100_000);
const letters = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'.split('')), minLength: 1, maxLength: 12 });
const password = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 24 }).map((value) => value.toWellFormed());
/** Decoded text is trimmed, and `(null)` is nobody's. */
const ssrText = word.filter((value) => value !== '(null)');

export const ssrArbitrary: fc.Arbitrary<proxies.SsrProfile> = fc.record(
  { type: fc.constant('ssr' as const), ...base, method: fc.constantFrom('aes-256-cfb', 'none', 'rc4-md5'), password, protocol: fc.constantFrom('origin', 'auth_aes128_md5'), protocolParam: ssrText, obfs: fc.constantFrom('plain', 'tls1.2_ticket_auth'), obfsParam: ssrText, extra: fc.record({ group: ssrText, udpport: fc.constantFrom('0', '443') }, { requiredKeys: ['group'] }) },
  { requiredKeys: [...maybe.requiredKeys, 'type', 'method', 'password', 'protocol', 'obfs'] },
);

export const hysteriaArbitrary: fc.Arbitrary<proxies.HysteriaProfile> = fc
  .tuple(
    fc.record(
      { type: fc.constant('hysteria' as const), ...base, auth: word, protocol: fc.constantFrom('udp', 'wechat-video', 'faketcp'), up: fc.constantFrom('10', '10 mbps', '1 gbps'), down: fc.constantFrom('50', '50 mbps'), hopInterval: fc.constantFrom('30', '10'), extra },
      { requiredKeys: [...maybe.requiredKeys, 'type'] },
    ),
    tls,
    fc.option(fc.record({ obfs: fc.constant('xplus'), obfsPassword: word }), { nil: {} }),
    fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: 0 }),
  )
  .map(([profile, fields, obfs, low]) => ({ ...profile, ...fields, ...obfs, ...(low === 0 ? {} : { ports: `${low}-${low + 5_000}` }) }));

const realm = fc.record({ id: word, token: text, stun: fc.array(fc.constantFrom('stun.example:3478', '192.0.2.1:3478'), { minLength: 1, maxLength: 3 }), plain: flag }, { requiredKeys: ['id', 'token'] });
export const realmArbitrary: fc.Arbitrary<Hysteria2Profile> = fc
  .tuple(fc.record({ type: fc.constant('hysteria2' as const), ...base, password: text, realm, extra }, { requiredKeys: [...maybe.requiredKeys, 'type', 'password', 'realm'] }), tls)
  .map(([profile, fields]) => ({ ...profile, ...fields }));

export const tuicArbitrary: fc.Arbitrary<proxies.TuicProfile> = fc
  .tuple(
    fc.oneof(fc.record({ version: fc.constant(4 as const), token: word }), fc.record({ version: fc.constant(5 as const), uuid: noColon, password })),
    fc.record(
      { type: fc.constant('tuic' as const), ...base, congestionControl: fc.constantFrom('bbr', 'cubic'), udpRelayMode: fc.constantFrom('native', 'quic'), disableSni: flag, reduceRtt: flag, heartbeat: fc.constantFrom('10s', '10000'), extra },
      { requiredKeys: [...maybe.requiredKeys, 'type'] },
    ),
    tls,
  )
  .map(([user, profile, fields]) => ({ ...profile, ...user, ...fields }));

export const anytlsArbitrary: fc.Arbitrary<proxies.AnytlsProfile> = fc
  .tuple(
    fc.record({ type: fc.constant('anytls' as const), ...base, password, idleSessionCheckInterval: seconds, idleSessionTimeout: seconds, minIdleSession: seconds, extra }, { requiredKeys: [...maybe.requiredKeys, 'type', 'password'] }),
    fc.oneof(tls, tlsArbitrary('reality')),
  )
  .map(([profile, fields]) => ({ ...profile, ...fields }));

export const snellArbitrary: fc.Arbitrary<proxies.SnellProfile> = fc
  .tuple(
    fc.record({ type: fc.constant('snell' as const), ...base, psk: letters, version: fc.integer({ min: 1, max: 5 }), reuse: flag, extra }, { requiredKeys: [...maybe.requiredKeys, 'type', 'psk', 'version'] }),
    fc.option(fc.record({ obfs: fc.constantFrom('http', 'tls'), obfsHost: word }, { requiredKeys: ['obfs'] }), { nil: {} }),
  )
  .map(([profile, obfs]) => ({ ...profile, ...obfs }));

const binding = fc.record({ ports: fc.constantFrom('443', '2000-2010', '1'), protocol: fc.constantFrom('tcp' as const, 'udp' as const) });
export const mieruArbitrary: fc.Arbitrary<proxies.MieruProfile> = fc
  .record(
    { type: fc.constant('mieru' as const), ...base, username: word, password, bindings: fc.array(binding, { minLength: 1, maxLength: 3 }), multiplexing: fc.constantFrom('MULTIPLEXING_LOW', 'MULTIPLEXING_OFF'), handshakeMode: fc.constant('HANDSHAKE_NO_WAIT'), trafficPattern: letters, mtu: fc.integer({ min: 1280, max: 1500 }), extra },
    { requiredKeys: [...maybe.requiredKeys, 'type', 'username', 'password', 'bindings'] },
  )
  .map((profile) => ({ ...profile, port: Number.parseInt(profile.bindings[0]?.ports ?? '', 10) }));

export const naiveArbitrary: fc.Arbitrary<proxies.NaiveProfile> = fc
  .tuple(
    fc.record({ type: fc.constant('naive' as const), ...base, username: word, password, protocol: fc.constantFrom('https' as const, 'quic' as const), extraHeaders: fc.dictionary(fc.constantFrom('X-One', 'Accept'), text, { minKeys: 1 }), extra }, { requiredKeys: [...maybe.requiredKeys, 'type', 'protocol'] }),
    tls,
  )
  .map(([profile, fields]) => ({ ...profile, ...fields }));

export const socks4Arbitrary: fc.Arbitrary<proxies.Socks4Profile> = fc.record({ type: fc.constant('socks4' as const), ...base, username: word, remoteDns: flag, extra }, { requiredKeys: [...maybe.requiredKeys, 'type'] });

const secret = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: 32, maxLength: 32 });
export const mtprotoArbitrary: fc.Arbitrary<proxies.MtprotoProfile> = fc
  .tuple(
    fc.record({ type: fc.constant('mtproto' as const), ...base, secret, extra }, { requiredKeys: [...maybe.requiredKeys, 'type', 'secret'] }),
    fc.oneof(fc.constantFrom({ mode: 'plain' as const }, { mode: 'dd' as const }), fc.record({ mode: fc.constant('ee' as const), domain: fc.domain() })),
  )
  .map(([profile, kind]) => ({ ...profile, ...kind }));

const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => btoa(String.fromCharCode(...bytes)));
const networks = fc.array(fc.constantFrom('10.8.0.2/32', '0.0.0.0/0', 'fd00::2/128', '::/0'), { minLength: 1, maxLength: 3 });
const peerFields = { publicKey: key, presharedKey: key, allowedIps: networks, keepalive: fc.integer({ min: 1, max: 65_535 }), reserved: fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)) };
const tunnelShape = { ...base, privateKey: key, addresses: networks, dns: fc.constantFrom(['1.1.1.1'], ['fd00::1', 'corp.example']), mtu: fc.integer({ min: 1, max: 65_535 }) };
const tunnelKeys = ['name', 'server', 'port', 'privateKey', 'addresses'] as const;
const tunnel = fc.record(tunnelShape, { requiredKeys: [...tunnelKeys] });
const ownPeer = fc.record(peerFields, { requiredKeys: ['publicKey', 'allowedIps'] });
const otherPeer: fc.Arbitrary<WireguardPeer> = fc.record({ ...peerFields, server: base.server, port: base.port }, { requiredKeys: ['publicKey', 'allowedIps', 'server', 'port'] });
const amnezia = fc.record({ jc: fc.constantFrom('4', '120'), s1: fc.constant('15'), h1: fc.constantFrom('5-9', '1234567'), i1: fc.constant('<b 0xf6ab><r 4>'), headerProtectionKey: letters, randomTrailers: fc.constant('on') }, { requiredKeys: ['jc'] });

export const wireguardArbitrary: fc.Arbitrary<WireguardProfile> = fc
  .tuple(tunnel, ownPeer, fc.oneof(fc.constant([]), fc.array(otherPeer, { maxLength: 2 })), fc.option(extra, { nil: undefined }))
  .map(([profile, peer, others, rest]) => ({ type: 'wireguard', ...profile, peers: [{ ...peer, server: profile.server, port: profile.port }, ...others], ...(rest === undefined || others.length > 0 ? {} : { extra: rest }) }));
export const amneziawgArbitrary: fc.Arbitrary<AmneziawgProfile> = fc
  .tuple(tunnel, ownPeer, fc.array(otherPeer, { maxLength: 2 }), amnezia)
  .map(([profile, peer, others, keys]) => ({ type: 'amneziawg', ...profile, peers: [{ ...peer, server: profile.server, port: profile.port }, ...others], amnezia: keys }));

const pem = fc.constantFrom('OPENSSH', 'RSA', 'EC').chain((label) => fc.integer({ min: 4, max: 60 }).map((groups) => ['-----BEGIN ' + label + ' PRIVATE KEY-----', ...('b3Bl'.repeat(groups).match(/.{1,70}/g) ?? []), '-----END ' + label + ' PRIVATE KEY-----', ''].join('\n')));
export const sshArbitrary: fc.Arbitrary<SshProfile> = fc.record(
  { type: fc.constant('ssh' as const), ...base, username: word, password, privateKey: pem, passphrase: word, hostKeys: fc.array(fc.constantFrom('ssh-ed25519 AAAAC3Nz', 'ssh-rsa AAAAB3Nz'), { minLength: 1, maxLength: 2 }), extra },
  { requiredKeys: [...maybe.requiredKeys, 'type', 'username'] },
);

/** Every type that a link can carry, by a word for test titles. */
export const arbitraries: Readonly<Record<string, fc.Arbitrary<Profile>>> = {
  shadowsocks: common.shadowsocksArbitrary,
  vmess: common.vmessArbitrary,
  vless: common.vlessArbitrary,
  trojan: common.trojanArbitrary,
  hysteria2: common.hysteria2Arbitrary,
  'hysteria2 realm': realmArbitrary,
  socks5: common.socks5Arbitrary,
  http: common.httpArbitrary,
  ssr: ssrArbitrary,
  hysteria: hysteriaArbitrary,
  tuic: tuicArbitrary,
  anytls: anytlsArbitrary,
  snell: snellArbitrary,
  mieru: mieruArbitrary,
  naive: naiveArbitrary,
  socks4: socks4Arbitrary,
  mtproto: mtprotoArbitrary,
  wireguard: wireguardArbitrary,
  amneziawg: amneziawgArbitrary,
  ssh: sshArbitrary,
};

export const profileArbitrary: fc.Arbitrary<Profile> = fc.oneof(...Object.values(arbitraries));
