/** A list of links as subscriptions mix them, for measuring: no two alike, the same every time. */
import { encodeBase64Text } from '../../src/shared/links/base64.ts';

/** `count` links: vless with REALITY and WebSocket, vmess JSON, trojan, Shadowsocks, Hysteria 2 in turn. */
export function mixedLinks(count: number): string[] {
  return Array.from({ length: count }, (_, index) => makers[index % makers.length]?.(index) ?? '');
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
