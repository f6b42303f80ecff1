/** One server of every kind, for tests of what happens when something about the profile is wrong. */
import type { Profile, ShadowsocksProfile, TrojanProfile, VlessProfile, VmessProfile } from '../../src/shared/profile.ts';
import type { DialBench } from './dial.ts';
import { startHysteria } from './hysteria.ts';
import { makeKeyPair } from './keys.ts';
import { startShadowTls } from './mihomo.ts';
import { startHttp, startSocks } from './plain.ts';
import { startShadowsocks } from './shadowsocks.ts';
import { startTrojan } from './trojan.ts';
import { startV2ray } from './v2ray.ts';
import { startXray } from './xray.ts';

const uuid = 'b831381d-6324-4d53-ad4f-8cda48b30811';
const password = 'correct horse';
const address = { name: '', server: '127.0.0.1', port: 1 } as const;
const vless = { ...address, type: 'vless', uuid, security: 'none', transport: { type: 'tcp' } } as const;
const credentials = { username: 'friend', password };

/** Profiles that work; the servers are kept by the bench. */
export type FaultServers = Awaited<ReturnType<typeof startFaultServers>>;

/** Starts all of them. */
export async function startFaultServers(bench: DialBench) {
  const { folder, certificate } = bench;
  const [xray, others, shadowsocks] = await Promise.all([startXrays(bench), startOthers(bench), startShadowsockses(bench)]);
  const v2ray = await startV2ray({
    folder,
    secrets: { certificate },
    profiles: { vmess: { ...address, type: 'vmess', uuid, method: 'auto', alterId: 0, security: 'none', transport: { type: 'tcp' } } satisfies VmessProfile },
  });
  return { ...xray, ...others, ...shadowsocks, vmess: only('vmess', bench.keep(v2ray).ways.vmess.profile) };
}

async function startXrays(bench: DialBench) {
  const { folder, certificate } = bench;
  const keys = makeKeyPair();
  const secrets = { certificate, reality: { keys, decoyPort: bench.decoy.port } };
  const tls = { security: 'tls', sni: 'example.com', certificatePins: [certificate.sha256] } as const;
  const reality = {
    ...vless, security: 'reality', sni: 'example.com', publicKey: keys.publicKey, shortId: '0123', flow: 'xtls-rprx-vision',
  } as const satisfies VlessProfile;
  const profiles = {
    vless,
    vlessTls: { ...vless, ...tls },
    vlessWs: { ...vless, transport: { type: 'ws', path: '/way' } },
    vlessGrpc: { ...vless, transport: { type: 'grpc', serviceName: 'way' } },
    vlessXhttp: { ...vless, ...tls, transport: { type: 'xhttp', path: '/way' } },
    reality,
    trojan: { ...address, ...tls, type: 'trojan', password, transport: { type: 'tcp' } } satisfies TrojanProfile,
    shadowsocks2022: { ...address, type: 'shadowsocks', method: '2022-blake3-aes-128-gcm', password: 'MDEyMzQ1Njc4OWFiY2RlZg==' } satisfies ShadowsocksProfile,
  } as const;
  const { ways } = bench.keep(await startXray({ folder, secrets, profiles }));
  const refusing = bench.keep(await startXray({ folder, secrets, profiles: { reality }, release: '26.7' }));
  return {
    vless: only('vless', ways.vless.profile),
    vlessTls: only('vless', ways.vlessTls.profile),
    vlessWs: only('vless', ways.vlessWs.profile),
    vlessGrpc: only('vless', ways.vlessGrpc.profile),
    vlessXhttp: only('vless', ways.vlessXhttp.profile),
    reality: only('vless', ways.reality.profile),
    reality267: only('vless', refusing.ways.reality.profile),
    trojan: only('trojan', ways.trojan.profile),
    shadowsocks2022: only('shadowsocks', ways.shadowsocks2022.profile),
  };
}

async function startShadowsockses(bench: DialBench) {
  const { folder } = bench;
  const options = { folder, method: 'aes-256-gcm', password };
  return {
    shadowsocks: bench.keep(await startShadowsocks(options)).profile,
    plugin: bench.keep(await startShadowsocks({ ...options, plugin: { kind: 'websocket' } })).profile,
    shadowTls: bench.keep(await startShadowTls({ folder, password, decoyPort: bench.decoy.port })).profile,
  };
}

async function startOthers(bench: DialBench) {
  const { folder, certificate } = bench;
  return {
    trojanDebian: bench.keep(await startTrojan({ folder, certificate, password, decoyPort: bench.origin.port })).profile,
    hysteria2: bench.keep(await startHysteria({ certificate, password })).profile,
    salamander: bench.keep(await startHysteria({ certificate, password, salamander: 'pepper' })).profile,
    socks5: bench.keep(await startSocks(credentials)).profile,
    http: bench.keep(await startHttp(credentials)).profile,
    httpTls: bench.keep(await startHttp({ ...credentials, certificate })).profile,
  };
}

function only<Type extends Profile['type']>(type: Type, profile: Profile): Extract<Profile, { readonly type: Type }> {
  if (profile.type !== type) throw new Error(`a ${profile.type} profile came where ${type} was asked for`);
  return profile as Extract<Profile, { readonly type: Type }>; // just compared; TypeScript does not narrow by a type parameter
}
