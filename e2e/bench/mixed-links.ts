/** A list of links as subscriptions mix them, for measuring: no two alike, the same every time. */
import { encodeBase64Text } from '../../src/shared/links/base64.ts';

/** `count` links: the common kinds in turn, and every sixth time one of the less common ones in turn. */
export function mixedLinks(count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index % 6 === 5 ? others[Math.floor(index / 6) % others.length] : makers[index % makers.length])?.(index) ?? '');
}

const makers: readonly ((index: number) => string)[] = [
  (index) =>
    `vless://${uuid(index)}@${host(index)}:443?encryption=none&flow=xtls-rprx-vision&security=reality&sni=www.example.org&fp=chrome&pbk=9y_Kz-1uIhQ3mIcxR6B0Wb2nOa4dF5gH7jK8lM0nPqR&sid=0a1b2c3d&type=tcp&headerType=none#${encodeURIComponent(`🇩🇪 Berlin ${index}`)}`,
  (index) => `vmess://${encodeBase64Text(JSON.stringify(vmessFields(index)), 'standard')}`,
  (index) => `trojan://password${index}@${host(index)}:443?security=tls&sni=${host(index)}&type=ws&host=${host(index)}&path=%2Fws#Trojan%20${index}`,
  (index) => `ss://${encodeBase64Text(`aes-256-gcm:password${index}`, 'url')}@${host(index)}:8388#Shadowsocks%20${index}`,
  (index) => `hysteria2://password${index}@${host(index)}:443/?insecure=1&sni=${host(index)}&obfs=salamander&obfs-password=secret#HY2-${index}`,
  (index) => `vless://${uuid(index)}@${host(index)}:443?encryption=none&security=tls&sni=${host(index)}&type=ws&host=${host(index)}&path=%2F%3Fed%3D2048&alpn=h2%2Chttp%2F1.1#WS ${index}`,
];

const key = encodeURIComponent('AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=');

/** Less common kinds; the last two are what subscriptions also hold. */
const others: readonly ((index: number) => string)[] = [
  (index) => `tuic://${uuid(index)}:password${index}@${host(index)}:443?congestion_control=bbr&alpn=h3&sni=${host(index)}&udp_relay_mode=native#TUIC-${index}`,
  (index) => `ssr://${encodeBase64Text(`${host(index)}:8388:auth_aes128_md5:aes-256-cfb:tls1.2_ticket_auth:${encodeBase64Text('password', 'url')}/?remarks=${encodeBase64Text(`香港 ${index}`, 'url')}&group=${encodeBase64Text('G', 'url')}`, 'url')}`,
  (index) => `anytls://password${index}@${host(index)}:443/?sni=${host(index)}&insecure=1#AnyTLS-${index}`,
  (index) => `wireguard://${key}@${host(index)}:51820?publickey=${key}&address=10.0.0.2%2F32&reserved=1%2C2%2C3&mtu=1280#WG-${index}`,
  (index) => `tg://proxy?server=${host(index)}&port=443&secret=ee0123456789abcdef0123456789abcdee7777772e6578616d706c652e636f6d`,
  (index) => `hysteria://${host(index)}:443?protocol=udp&auth=password${index}&peer=${host(index)}&upmbps=50&downmbps=100#HY1-${index}`,
  (index) => `ssh://user:password${index}@${host(index)}:22#SSH-${index}`,
  (index) => `snell://password${index}@${host(index)}:443?version=4&obfs=http#Snell-${index}`,
  (index) => `mierus://user:password${index}@${host(index)}?port=443&protocol=TCP&profile=default#Mieru-${index}`,
  (index) => `naive+https://user:password${index}@${host(index)}#Naive-${index}`,
  (index) => `socks5://user:password${index}@${host(index)}:1080#SOCKS-${index}`,
  (index) => `juicity://${uuid(index)}:password@${host(index)}:443?sni=${host(index)}#Juicity-${index}`,
  (index) => makers[5]?.(index) ?? '',
  (index) => `https://${host(index)}/sub?token=${index}`,
];

function uuid(index: number): string {
  return `3c6e5d5f-8f3a-4c59-9a4b-${index.toString(16).padStart(12, '0')}`;
}

function host(index: number): string {
  return `server-${index}.example.net`;
}

function vmessFields(index: number): Readonly<Record<string, string>> {
  const name = host(index);
  return { v: '2', ps: `香港 ${index}`, add: name, port: '443', id: uuid(index), aid: '0', scy: 'auto', net: 'ws', type: 'none', host: name, path: '/path', tls: 'tls', sni: name, alpn: '', fp: 'chrome' };
}
