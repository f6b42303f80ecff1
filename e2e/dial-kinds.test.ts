/** The kinds of servers beside the common ones, each against a server that is not the product's own code. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultCode } from '../src/shared/fault.ts';
import type { Profile } from '../src/shared/profile.ts';
import { dialPeer, fullDial, startBench, type DialBench } from './peers/dial.ts';
import { startHysteria1 } from './peers/hysteria.ts';
import { startAnytls, startMieru, startSnell, startTuic } from './peers/listeners.ts';
import type { ProxyPeer } from './peers/peer.ts';
import { startShadowsocks } from './peers/shadowsocks.ts';
import { startRealm } from './peers/realm.ts';
import { startPasswordSsh, startSsh, strangeHostKey } from './peers/ssh.ts';

const password = 'correct horse';
let bench: DialBench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.stop());

/** ShadowsocksR without protocol and disguise is what Shadowsocks was before AEAD. */
async function startSsr(): Promise<ProxyPeer> {
  const peer = await startShadowsocks({ folder: bench.folder, method: 'aes-256-cfb', password });
  const { name, server, port } = peer.profile;
  return { ...peer, profile: { type: 'ssr', name, server, port, method: 'aes-256-cfb', password, protocol: 'origin', obfs: 'plain' } };
}

const common = () => ({ folder: bench.folder, certificate: bench.certificate, password });
const servers: Readonly<Record<string, () => Promise<ProxyPeer>>> = {
  'SSR': startSsr,
  'Hysteria 1': () => startHysteria1(common()),
  'Hysteria 1 with xplus': () => startHysteria1({ ...common(), xplus: 'pepper' }),
  'TUIC 5': () => startTuic({ ...common(), version: 5 }),
  'TUIC 4': () => startTuic({ ...common(), version: 4 }),
  'AnyTLS': () => startAnytls(common()),
  'Snell 3': () => startSnell({ ...common(), version: 3 }),
  'Snell 4': () => startSnell({ ...common(), version: 4 }),
  'Snell 4 disguised as http': () => startSnell({ ...common(), version: 4, obfs: 'http' }),
  'Snell 5': () => startSnell({ ...common(), version: 5 }),
  'mieru over TCP': () => startMieru({ ...common(), protocol: 'tcp' }),
  'mieru over UDP': () => startMieru({ ...common(), protocol: 'udp' }),
  'SSH with a key': () => startSsh(common()),
  'SSH with a password': () => startPasswordSsh(password),
  'Hysteria 2 met at a rendezvous': () => startRealm(common()),
  'SSH with a locked key': () => startSsh({ ...common(), passphrase: password }),
};

describe('a server carries 64 KiB', () => {
  it.concurrent.each(Object.entries(servers))('by %s', async (_name, start) => {
    expect(await dialPeer(bench, bench.keep(await start()))).toEqual(fullDial);
  });

  it.concurrent('by TUIC without asking for a name, the certificate pinned all the same', async () => {
    const server = bench.keep(await startTuic({ ...common(), version: 5 }));
    expect(await dialPeer(bench, { ...server, profile: { ...server.profile, disableSni: true } })).toEqual(fullDial);
  });

  it.concurrent('by mieru on a range of ports', async () => {
    const server = bench.keep(await startMieru({ ...common(), protocol: 'tcp' }));
    const bindings = [{ ports: `${server.port}-${server.port}`, protocol: 'tcp' }] as const;
    expect(await dialPeer(bench, { ...server, profile: { ...server.profile, bindings } })).toEqual(fullDial);
  });
});

describe('a wrong credential or certificate', () => {
  type Start = () => Promise<ProxyPeer>;
  const change = (start: Start, wrong: (profile: Profile) => Profile) => async () => wrong(bench.keep(await start()).profile);
  const withPassword = (profile: Profile): Profile => ({ ...profile, password: 'wrong' }) as Profile; // given to types that have one
  const withPin = (profile: Profile): Profile => ({ ...profile, certificatePins: ['0'.repeat(64)] }) as Profile; // as above
  const cases: readonly (readonly [name: string, profile: () => Promise<Profile>, code: FaultCode])[] = [
    ['SSR password', change(startSsr, withPassword), 'timeout'],
    ['Hysteria 1 password', change(() => startHysteria1(common()), (profile) => ({ ...profile, auth: 'wrong' }) as Profile), 'auth-failed'],
    ['Hysteria 1 certificate', change(() => startHysteria1(common()), withPin), 'tls-failed'],
    ['TUIC password', change(() => startTuic({ ...common(), version: 5 }), withPassword), 'auth-failed'],
    ['TUIC certificate, no name asked for', change(() => startTuic({ ...common(), version: 5 }), (profile) => ({ ...profile, disableSni: true, certificatePins: [] }) as Profile), 'tls-failed'],
    ['AnyTLS certificate', change(() => startAnytls(common()), withPin), 'tls-failed'],
    ['AnyTLS password', change(() => startAnytls(common()), withPassword), 'closed-early'],
    ['Snell key', change(() => startSnell({ ...common(), version: 4 }), (profile) => ({ ...profile, psk: 'wrong' }) as Profile), 'closed-early'],
    ['mieru password', change(() => startMieru({ ...common(), protocol: 'tcp' }), withPassword), 'timeout'],
    ['SSH password', change(() => startPasswordSsh(password), withPassword), 'auth-failed'],
    ['SSH user', change(() => startSsh(common()), (profile) => ({ ...profile, username: 'nobody-here' }) as Profile), 'auth-failed'],
    ['SSH host key', change(() => startSsh(common()), (profile) => ({ ...profile, hostKeys: [strangeHostKey()] }) as Profile), 'tls-failed'],
  ];
  it.concurrent.each(cases)('as %s', async (_name, profile, code) => {
    const probed = await bench.dial(await profile(), code === 'timeout' ? 1_500 : 8_000);
    expect(probed.ok ? 'carried' : probed.code, probed.ok ? '' : probed.text).toBe(code);
  });
});
