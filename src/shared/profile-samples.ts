/** One profile of every type that is not read from a common link, for tests; values are made up. */
import type { Profile } from './profile.ts';

const base = { name: 'n', server: 'a.example', port: 443 };
const tls = { security: 'tls', sni: 'b.example' } as const;
const key = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const peer = { publicKey: key, presharedKey: key, server: 'a.example', port: 443, allowedIps: ['0.0.0.0/0'], keepalive: 25, reserved: [1, 2, 3] };
const wireguard = { ...base, privateKey: key, addresses: ['10.8.0.2/32', 'fd00::2/128'], dns: ['1.1.1.1'], mtu: 1420, peers: [peer] };

/** By type, every optional member present where that is legal. */
export const profileSamples = {
  ssr: { ...base, type: 'ssr', method: 'aes-256-cfb', password: 'p', protocol: 'origin', protocolParam: 'x', obfs: 'plain', obfsParam: 'y' },
  hysteria: { ...base, ...tls, type: 'hysteria', auth: 'p', obfs: 'xplus', obfsPassword: 'q', protocol: 'udp', up: '10', down: '20 mbps', ports: '443,500-600', hopInterval: '10' },
  tuic: {
    ...base, ...tls, type: 'tuic', version: 5, uuid: '3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77', password: 'p', congestionControl: 'bbr', udpRelayMode: 'native', disableSni: true,
    reduceRtt: true, heartbeat: '10s',
  },
  anytls: { ...base, ...tls, type: 'anytls', password: 'p', idleSessionCheckInterval: 30, idleSessionTimeout: 60, minIdleSession: 1 },
  snell: { ...base, type: 'snell', psk: 'p', version: 4, obfs: 'http', obfsHost: 'c.example', reuse: true },
  mieru: {
    ...base, type: 'mieru', username: 'u', password: 'p', bindings: [{ ports: '443-450', protocol: 'tcp' }], multiplexing: 'MULTIPLEXING_LOW', handshakeMode: 'HANDSHAKE_NO_WAIT',
    trafficPattern: '', mtu: 1400,
  },
  naive: { ...base, ...tls, type: 'naive', username: 'u', password: 'p', protocol: 'quic', extraHeaders: { 'X-A': 'b' } },
  socks4: { ...base, type: 'socks4', username: 'u', remoteDns: true },
  mtproto: { ...base, type: 'mtproto', secret: '00112233445566778899aabbccddeeff', mode: 'ee', domain: 'd.example' },
  wireguard: { ...wireguard, type: 'wireguard' },
  amneziawg: { ...wireguard, type: 'amneziawg', amnezia: { jc: '4', h1: '5-9', i1: '<b 0x00><r 4>' } },
  ssh: { ...base, type: 'ssh', username: 'u', password: 'p', privateKey: 'PEM', passphrase: 'q', hostKeys: ['ssh-ed25519 AAAA'] },
  openvpn: {
    ...base, type: 'openvpn', remotes: [{ server: 'a.example', port: 443, protocol: 'udp' }], directives: [['cipher', 'AES-256-GCM'], ['client']], blocks: { ca: 'PEM' },
    needsUserPass: true, username: 'u', password: 'p',
  },
  unsupported: { ...base, server: '', port: 0, type: 'unsupported', scheme: 'juicity', link: 'juicity://x' },
} as const satisfies Partial<Readonly<Record<Profile['type'], Profile>>>;
