/** Xray-core in a test program: any number of entrances in one process, each with its own counter. */
import { untilListening } from './child.ts';
import { inboundOf, type ServerSecrets, type StreamProfile } from './inbound.ts';
import { startTestProgram, type ProxyPeer } from './peer.ts';
import { freePorts, testpeersProgram, xray267Program, type Folder } from './places.ts';

/** 26.3 takes every client; 26.7 refuses REALITY clients that do not call themselves a recent Xray. */
export type XrayRelease = '26.3' | '26.7';

/** Several entrances of one process, by the names the test gave them. */
export interface PeerGroup<Name extends string> {
  readonly ways: Readonly<Record<Name, ProxyPeer>>;
  stop(): Promise<void>;
}

export interface XrayOptions<Name extends string> {
  readonly folder: Folder;
  readonly secrets: ServerSecrets;
  /** The client's view; ports are filled in here. */
  readonly profiles: Readonly<Record<Name, StreamProfile>>;
  readonly release?: XrayRelease;
}

/** Starts one Xray with an entrance for every profile. */
export async function startXray<Name extends string>(options: XrayOptions<Name>): Promise<PeerGroup<Name>> {
  const profiles = await givePorts(options.profiles);
  const config = await options.folder.write(`xray-${profiles[0]?.profile.port ?? 0}.json`, {
    log: { loglevel: 'info' },
    stats: {},
    policy: {
      system: { statsInboundUplink: true, statsInboundDownlink: true },
      levels: { 0: { statsUserUplink: true, statsUserDownlink: true } },
    },
    inbounds: profiles.map(({ name, profile }) => inboundOf(name, profile, options.secrets)),
    // 26.7 keeps private destinations out unless told otherwise, and the tests' website is on loopback.
    outbounds: [{ protocol: 'freedom', settings: { finalRules: [{ action: 'allow' }] } }],
  });
  const program = await startTestProgram(['xray', config], options.release === '26.7' ? xray267Program : testpeersProgram);
  // Xray may still be opening its ports when it reports itself started.
  await Promise.all(profiles.filter(({ profile }) => usesTcp(profile)).map(({ profile }) => untilListening(profile.port, program)));
  const ways = profiles.map(({ name, profile }) => {
    const bytesSeen = async () => (await program.seen()).ways[name]?.down ?? 0;
    const peer: ProxyPeer = { port: profile.port, profile, bytesSeen, log: () => program.log(), stop: () => program.stop() };
    return [name, peer] as const;
  });
  // Keys are exactly those of `profiles`.
  return { ways: Object.fromEntries(ways) as Record<Name, ProxyPeer>, stop: () => program.stop() };
}

/** Gives every profile a free port, in order. */
export async function givePorts<Name extends string>(
  profiles: Readonly<Record<Name, StreamProfile>>,
): Promise<readonly { readonly name: Name; readonly profile: StreamProfile }[]> {
  const entries = Object.entries<StreamProfile>(profiles);
  const ports = await freePorts(entries.length);
  // Object.entries widens the names; they are exactly the keys of `profiles`.
  return entries.map(([name, profile], index) => ({ name: name as Name, profile: { ...profile, server: '127.0.0.1', port: ports[index] ?? 0 } }));
}

/** HTTP/3 and mKCP listen on UDP only. */
export function usesTcp(profile: StreamProfile): boolean {
  if (profile.type === 'shadowsocks') return true;
  return profile.transport.type !== 'kcp' && !(profile.transport.type === 'xhttp' && profile.alpn?.includes('h3') === true);
}
