/** Every protocol × transport × security that Xray 26.3 serves and the engine dials; ports are filled in on start. */
import type { StreamProfile } from './inbound.ts';

const uuid = 'b831381d-6324-4d53-ad4f-8cda48b30811';
const address = { name: '', server: '127.0.0.1', port: 1 } as const;
const vless = { ...address, type: 'vless', uuid, security: 'none' } as const;
const vmess = { ...address, type: 'vmess', uuid, method: 'auto', alterId: 0, security: 'none' } as const;
const trojan = { ...address, type: 'trojan', password: 'p@ss/word', security: 'tls', sni: 'example.com' } as const;
const shadowsocks = { ...address, type: 'shadowsocks' } as const;
const tls = { security: 'tls', sni: 'example.com', fingerprint: 'chrome' } as const;
const ws = { type: 'ws', path: '/way', host: 'example.com' } as const;
const httpupgrade = { type: 'httpupgrade', path: '/way', host: 'example.com' } as const;
const grpc = { type: 'grpc', serviceName: 'way' } as const;
const tcp = { type: 'tcp' } as const;
const flow = 'xtls-rprx-vision';

interface Reality {
  readonly security: 'reality';
  readonly sni: string;
  readonly publicKey: string;
  readonly shortId: string;
}

/** Profiles for a server with these public keys. */
export function xrayProfiles(realityKey: string, encryptionKey: string) {
  const reality = { security: 'reality', sni: 'example.com', publicKey: realityKey, shortId: '0123abcd' } as const;
  const encryption = `mlkem768x25519plus.native.0rtt.${encryptionKey}`;
  return {
    'vless tcp': { ...vless, transport: tcp },
    'vless tcp disguised as http': { ...vless, transport: { type: 'tcp', headerType: 'http', host: 'example.com', path: '/way' } },
    'vless in TLS': { ...vless, ...tls, transport: tcp },
    'vless in TLS with Vision': { ...vless, ...tls, flow, transport: tcp },
    'vless with encryption': { ...vless, encryption, transport: tcp },
    'vless with encryption and Vision': { ...vless, encryption, flow, transport: tcp },
    'vless ws': { ...vless, transport: ws },
    'vless ws with early data': { ...vless, transport: { ...ws, earlyData: 2048 } },
    'vless ws in TLS': { ...vless, ...tls, transport: ws },
    'vless httpupgrade': { ...vless, transport: httpupgrade },
    'vless httpupgrade in TLS': { ...vless, ...tls, transport: httpupgrade },
    'vless grpc': { ...vless, transport: grpc },
    'vless grpc in TLS': { ...vless, ...tls, transport: grpc },
    'vless grpc in multi mode': { ...vless, ...tls, transport: { ...grpc, mode: 'multi' } },
    'vless REALITY': { ...vless, ...reality, transport: tcp },
    'vless REALITY with Vision': { ...vless, ...reality, flow, transport: tcp },
    'vless REALITY with Vision as firefox': { ...vless, ...reality, flow, fingerprint: 'firefox', transport: tcp },
    'vless REALITY with Vision as random': { ...vless, ...reality, flow, fingerprint: 'random', transport: tcp },
    'vless REALITY grpc': { ...vless, ...reality, transport: grpc },
    ...xhttpProfiles(reality),
    ...otherProfiles(reality),
  } as const satisfies Readonly<Record<string, StreamProfile>>;
}

function otherProfiles(reality: Reality) {
  return {
    'vmess tcp': { ...vmess, transport: tcp },
    'vmess ws in TLS': { ...vmess, ...tls, transport: ws },
    'vmess httpupgrade': { ...vmess, transport: httpupgrade },
    'vmess grpc in TLS': { ...vmess, ...tls, transport: grpc },
    'vmess REALITY': { ...vmess, ...reality, transport: tcp },
    'trojan': { ...trojan, transport: tcp },
    'trojan ws': { ...trojan, transport: ws },
    'trojan httpupgrade': { ...trojan, transport: httpupgrade },
    'trojan grpc': { ...trojan, transport: grpc },
    'trojan REALITY': { ...trojan, ...reality, transport: tcp },
    'shadowsocks 2022 aes-128': { ...shadowsocks, method: '2022-blake3-aes-128-gcm', password: 'MDEyMzQ1Njc4OWFiY2RlZg==' },
    'shadowsocks 2022 aes-256': { ...shadowsocks, method: '2022-blake3-aes-256-gcm', password: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=' },
    'shadowsocks 2022 chacha20': { ...shadowsocks, method: '2022-blake3-chacha20-poly1305', password: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=' },
  } as const satisfies Readonly<Record<string, StreamProfile>>;
}

function xhttpProfiles(reality: Reality) {
  const xhttp = { type: 'xhttp', path: '/way', host: 'example.com' } as const;
  const extra = '{"xPaddingBytes":"200-400","noGRPCHeader":true,"headers":{"X-Way":"1"},"xmux":{"maxConcurrency":"8-16"}}';
  const wayBack = { network: 'xhttp', security: 'tls', tlsSettings: { serverName: 'example.com', allowInsecure: true }, xhttpSettings: { path: '/way', host: 'example.com' } };
  return {
    'vless xhttp without TLS': { ...vless, transport: xhttp },
    'vless xhttp in TLS': { ...vless, ...tls, transport: xhttp },
    'vless xhttp packet-up': { ...vless, ...tls, transport: { ...xhttp, mode: 'packet-up' } },
    'vless xhttp stream-up': { ...vless, ...tls, transport: { ...xhttp, mode: 'stream-up' } },
    'vless xhttp stream-one': { ...vless, ...tls, transport: { ...xhttp, mode: 'stream-one' } },
    'vless xhttp with extra': { ...vless, ...tls, transport: { ...xhttp, extra } },
    'vless xhttp with another way back': { ...vless, ...tls, transport: { ...xhttp, extra: JSON.stringify({ downloadSettings: wayBack }) } },
    'vless xhttp over HTTP/3': { ...vless, security: 'tls', sni: 'example.com', alpn: ['h3'], transport: xhttp },
    'vless REALITY xhttp': { ...vless, ...reality, transport: xhttp },
  } as const satisfies Readonly<Record<string, StreamProfile>>;
}

/** The server's half of the VLESS encryption that `xrayProfiles` names. */
export function decryptionOf(privateKey: string): string {
  return `mlkem768x25519plus.native.600s.${privateKey}`;
}
