/** What goes wrong at a server, and the fault that says so: wrong credentials, dead and silent ports, certificates. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultCode } from '../src/shared/fault.ts';
import type { Profile } from '../src/shared/profile.ts';
import { startBench, type DialBench } from './peers/dial.ts';
import { startFaultServers, type FaultServers } from './peers/fault-servers.ts';
import { makeKeyPair } from './peers/keys.ts';
import { deadPort, startSilent } from './peers/plain.ts';

/** Long enough for a loopback handshake on a busy machine. */
const patienceMs = 4_000;
/** For servers that never answer: waiting longer would prove nothing more. */
const silenceMs = 1_000;

let bench: DialBench;
let servers: FaultServers;
let silentPort: number;
beforeAll(async () => {
  bench = await startBench();
  silentPort = bench.keep(await startSilent()).port;
  servers = await startFaultServers(bench);
});
afterAll(() => bench.stop());

async function faultOf(profile: Profile, expected?: FaultCode): Promise<string> {
  const probed = await bench.dial(profile, expected === 'timeout' ? silenceMs : patienceMs);
  return probed.ok ? `${probed.bytes} bytes arrived` : probed.code;
}

const other = '00000000-0000-4000-8000-000000000000';

describe('a wrong credential', () => {
  const cases: readonly (readonly [name: string, change: (all: FaultServers) => Profile, code: FaultCode])[] = [
    // Shadowsocks and VMess servers say nothing on purpose, so that nobody can find them by asking.
    ['shadowsocks password', (all) => ({ ...all.shadowsocks, password: 'wrong' }), 'timeout'],
    ['vmess id', (all) => ({ ...all.vmess, uuid: other }), 'timeout'],
    ['shadowsocks 2022 key', (all) => ({ ...all.shadowsocks2022, password: 'ZmVkY2JhOTg3NjU0MzIxMA==' }), 'closed-early'],
    ['shadow-tls password', (all) => ({ ...all.shadowTls, pluginOptions: { ...all.shadowTls.pluginOptions, password: 'wrong' } }), 'auth-failed'],
    ['v2ray-plugin path', (all) => ({ ...all.plugin, pluginOptions: { ...all.plugin.pluginOptions, path: '/other' } }), 'protocol-error'],
    ['vless id', (all) => ({ ...all.vless, uuid: other }), 'closed-early'],
    ['ws path', (all) => ({ ...all.vlessWs, transport: { type: 'ws', path: '/other' } }), 'protocol-error'],
    ['REALITY short id', (all) => ({ ...all.reality, shortId: 'ffff' }), 'reality-refused'],
    ['REALITY public key', (all) => ({ ...all.reality, publicKey: makeKeyPair().publicKey }), 'reality-refused'],
    ['id behind REALITY', (all) => ({ ...all.reality, uuid: other }), 'closed-early'],
    ['trojan password at Xray', (all) => ({ ...all.trojan, password: 'wrong' }), 'closed-early'],
    ['hysteria2 password', (all) => ({ ...all.hysteria2, password: 'wrong' }), 'auth-failed'],
    ['hysteria2 obfuscation key', (all) => ({ ...all.salamander, obfsPassword: 'wrong' }), 'timeout'],
    ['socks5 password', (all) => ({ ...all.socks5, password: 'wrong' }), 'auth-failed'],
    ['http password', (all) => ({ ...all.http, password: 'wrong' }), 'auth-failed'],
  ];
  it.concurrent.each(cases)('as %s', async (_name, change, code) => {
    expect(await faultOf(change(servers), code)).toBe(code);
  });

  it('at Debian’s trojan brings its decoy, which is no page of ours', async () => {
    expect(['protocol-error', 'check-failed']).toContain(await faultOf({ ...servers.trojanDebian, password: 'wrong' }));
  });
});

describe('a certificate that the profile does not accept', () => {
  const wrongPin = ['0'.repeat(64)];
  const cases: readonly (readonly [name: string, change: (all: FaultServers) => Profile])[] = [
    ['trojan', (all) => ({ ...all.trojan, certificatePins: [] })],
    ['trojan, other pin', (all) => ({ ...all.trojan, certificatePins: wrongPin })],
    ['hysteria2', (all) => ({ ...all.hysteria2, certificatePins: [] })],
    ['hysteria2, other pin', (all) => ({ ...all.hysteria2, certificatePins: wrongPin })],
    ['http in TLS', (all) => ({ ...all.httpTls, certificatePins: [] })],
    ['vless in TLS as chrome, other pin', (all) => ({ ...all.vlessTls, fingerprint: 'chrome', certificatePins: wrongPin })],
  ];
  it.concurrent.each(cases)('of %s', async (_name, change) => {
    expect(await faultOf(change(servers))).toBe('tls-failed');
  });
});

const everyKind: readonly (keyof FaultServers)[] = [
  'shadowsocks', 'shadowsocks2022', 'plugin', 'shadowTls', 'vmess', 'vless', 'vlessTls', 'vlessWs', 'vlessGrpc', 'vlessXhttp', 'reality', 'trojan',
  'socks5', 'http', 'httpTls',
];

describe('a dead port', () => {
  it.concurrent.each(everyKind)('of %s is refused', async (kind) => {
    expect(await faultOf({ ...servers[kind], port: await deadPort() })).toBe('refused');
  });

  it.concurrent('of hysteria2 stays silent, as UDP does', async () => {
    expect(await faultOf({ ...servers.hysteria2, port: await deadPort() }, 'timeout')).toBe('timeout');
  });
});

describe('a silent port', () => {
  it.concurrent.each([...everyKind, 'hysteria2', 'salamander'] as const)('of %s ends in a timeout', async (kind) => {
    expect(await faultOf({ ...servers[kind], port: silentPort }, 'timeout')).toBe('timeout');
  });
});

describe('a REALITY server of Xray 26.7', () => {
  it('refuses this client with its decoy', async () => {
    expect(await faultOf(servers.reality267)).toBe('reality-refused');
  });
});
