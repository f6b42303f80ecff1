/** VMess and VLESS against Debian's V2Ray 4.34: the servers that are still out there from years ago. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StreamProfile } from './peers/inbound.ts';
import { dialPeer, fullDial, startBench, type DialBench } from './peers/dial.ts';
import { startV2ray } from './peers/v2ray.ts';
import type { PeerGroup } from './peers/xray.ts';

const uuid = 'b831381d-6324-4d53-ad4f-8cda48b30811';
const address = { name: '', server: '127.0.0.1', port: 1 } as const;
const vmess = { ...address, type: 'vmess', uuid, method: 'auto', alterId: 0, security: 'none' } as const;
const vless = { ...address, type: 'vless', uuid, security: 'none' } as const;
const tls = { security: 'tls', sni: 'example.com' } as const;

const profiles = {
  'vmess tcp': { ...vmess, transport: { type: 'tcp' } },
  'vmess tcp with alterId and no inner cipher': { ...vmess, alterId: 4, method: 'none', transport: { type: 'tcp' } },
  'vmess tcp disguised as http': { ...vmess, transport: { type: 'tcp', headerType: 'http', host: 'example.com', path: '/way' } },
  'vmess tcp in TLS': { ...vmess, ...tls, transport: { type: 'tcp' } },
  'vmess ws': { ...vmess, method: 'aes-128-gcm', transport: { type: 'ws', path: '/way', host: 'example.com' } },
  'vmess ws in TLS': { ...vmess, ...tls, method: 'chacha20-poly1305', fingerprint: 'chrome', transport: { type: 'ws', path: '/way' } },
  'vmess h2': { ...vmess, ...tls, transport: { type: 'h2', path: '/way', host: 'example.com' } },
  'vmess kcp': { ...vmess, transport: { type: 'kcp', seed: 'seed', headerType: 'utp' } },
  'vless tcp': { ...vless, transport: { type: 'tcp' } },
  'vless tcp in TLS': { ...vless, ...tls, fingerprint: 'firefox', transport: { type: 'tcp' } },
  'vless ws': { ...vless, transport: { type: 'ws', path: '/way' } },
  'vless ws in TLS': { ...vless, ...tls, transport: { type: 'ws', path: '/way', host: 'example.com' } },
  'vless h2': { ...vless, ...tls, transport: { type: 'h2', path: '/way', host: 'example.com' } },
} as const satisfies Readonly<Record<string, StreamProfile>>;

describe('V2Ray 4.34 carries 64 KiB', () => {
  let bench: DialBench;
  let server: PeerGroup<keyof typeof profiles>;
  beforeAll(async () => {
    bench = await startBench();
    server = bench.keep(await startV2ray({ folder: bench.folder, secrets: bench, profiles }));
  });
  afterAll(() => bench.stop());

  it.concurrent.each(Object.keys(profiles))('over %s', async (name) => {
    const way = server.ways[name as keyof typeof profiles]; // the names are those keys
    const profile = way.profile.type === 'shadowsocks' ? way.profile : { ...way.profile, certificatePins: [bench.certificate.sha256] };
    expect(await dialPeer(bench, { ...way, profile })).toEqual(fullDial);
  });
});
