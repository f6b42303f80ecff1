/** Debian's V2Ray 4.34: any number of entrances in one process, counted by its own statistics service. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startForeign, untilListening } from './child.ts';
import { inboundOf } from './inbound.ts';
import type { ProxyPeer } from './peer.ts';
import { freePort, testpeersProgram } from './places.ts';
import { givePorts, usesTcp, type PeerGroup, type XrayOptions } from './xray.ts';

const run = promisify(execFile);

/** Starts one V2Ray with an entrance for every profile (vmess and vless over tcp, ws, h2, kcp, TLS). */
export async function startV2ray<Name extends string>(options: Omit<XrayOptions<Name>, 'release'>): Promise<PeerGroup<Name>> {
  const profiles = await givePorts(options.profiles);
  const api = await freePort();
  const config = await options.folder.write(`v2ray-${api}.json`, {
    log: { loglevel: 'info' },
    stats: {},
    api: { tag: 'api', services: ['StatsService'] },
    policy: { system: { statsInboundUplink: true, statsInboundDownlink: true } },
    inbounds: [
      { tag: 'api', listen: '127.0.0.1', port: api, protocol: 'dokodemo-door', settings: { address: '127.0.0.1' } },
      ...profiles.map(({ name, profile }) => inboundOf(name, profile, options.secrets)),
    ],
    outbounds: [{ protocol: 'freedom' }],
    routing: { rules: [{ type: 'field', inboundTag: ['api'], outboundTag: 'api' }] },
  });
  const child = await startForeign(testpeersProgram, 'v2ray', ['-config', config]);
  await Promise.all([api, ...profiles.filter(({ profile }) => usesTcp(profile)).map(({ profile }) => profile.port)].map((port) => untilListening(port, child)));
  const ways = profiles.map(({ name, profile }) => {
    const bytesSeen = () => askCounter(api, name);
    const peer: ProxyPeer = { port: profile.port, profile, bytesSeen, log: () => child.log(), stop: () => child.stop() };
    return [name, peer] as const;
  });
  // Keys are exactly those of `profiles`.
  return { ways: Object.fromEntries(ways) as Record<Name, ProxyPeer>, stop: () => child.stop() };
}

async function askCounter(api: number, tag: string): Promise<number> {
  const question = `name: "inbound>>>${tag}>>>traffic>>>downlink" reset: false`;
  const { stdout } = await run('v2ctl', ['api', `--server=127.0.0.1:${api}`, 'StatsService.GetStats', question]);
  return Number(/value:\s*(\d+)/.exec(stdout)?.[1] ?? 0);
}
