/** One dial: a profile, through the product's own mapping and engine, to the website. */
import { engineChain } from '../../src/main/core/engine-config.ts';
import type { Profile } from '../../src/shared/profile.ts';
import { eventually } from './child.ts';
import { startEngine, type Probed, type TestEngine } from './engine.ts';
import { makeCertificate, makeFolder, type Certificate, type Folder } from './places.ts';
import type { ProxyPeer } from './peer.ts';
import { startOrigin, type Origin } from './plain.ts';

/** How much every dial fetches: what lies beyond the 16 KiB at which some filters freeze a connection. */
export const dialBytes = 64 * 1024;

/** What every family of dial tests needs, started once. */
export interface DialBench {
  readonly engine: TestEngine;
  readonly folder: Folder;
  readonly certificate: Certificate;
  readonly origin: Origin;
  /** A TLS site for REALITY, shadow-tls and Trojan to hide behind. */
  readonly decoy: Origin;
  /** Registers something to stop; answers it. */
  keep<Item extends { stop(): Promise<void> }>(item: Item): Item;
  /** Fetches 64 KiB of the website through a server. */
  dial(profile: Profile, timeoutMs?: number): Promise<Probed>;
  /** Stops everything kept, last first. */
  stop(): Promise<void>;
}

/** Starts engine, website and decoy. */
export async function startBench(): Promise<DialBench> {
  const kept: { stop(): Promise<void> }[] = [];
  const keep = <Item extends { stop(): Promise<void> }>(item: Item): Item => {
    kept.push(item);
    return item;
  };
  const folder = await makeFolder();
  keep({ stop: () => folder.remove() });
  const certificate = await makeCertificate(folder, 'example.com');
  const engine = keep(await startEngine());
  const origin = keep(await startOrigin());
  const decoy = keep(await startOrigin(certificate));
  const dial = (profile: Profile, timeoutMs = 8_000) => dialThrough(engine, profile, `${origin.url}/bytes/${dialBytes}`, timeoutMs);
  const stop = async () => {
    for (const item of kept.toReversed()) await item.stop();
  };
  return { engine, folder, certificate, origin, decoy, keep, dial, stop };
}

/** Maps a profile and probes it. A profile that the engine cannot run answers that fault. */
export async function dialThrough(engine: TestEngine, profile: Profile, url: string, timeoutMs: number): Promise<Probed> {
  const servers = engineChain(profile, 'dial');
  if (!servers.ok) return { ok: false, code: servers.fault.code, text: servers.fault.cause ?? '' };
  const [proxy, ...chain] = servers.value;
  return await engine.probe(proxy, { url, timeoutMs, maxBytes: dialBytes, ...(chain.length === 0 ? {} : { chain }) });
}

/**
 * Dials a server and says what arrived and whether the server itself saw as much; the log on failure. Some servers
 * count only when a connection ends, hence the waiting.
 */
export async function dialPeer(bench: DialBench, peer: ProxyPeer): Promise<DialOutcome> {
  const before = await peer.bytesSeen();
  const probed = await bench.dial(peer.profile);
  if (!probed.ok) return { arrived: 0, serverSaw: 0, problem: `${probed.code}: ${probed.text}\n${peer.log().slice(-3_000)}` };
  const sawAll = async () => (await peer.bytesSeen()) - before >= dialBytes || undefined;
  await eventually(sawAll, () => `the server did not see ${dialBytes} bytes:\n${peer.log().slice(-3_000)}`);
  return { arrived: probed.bytes, serverSaw: dialBytes };
}

/** What a dial came to, as one value to compare with `fullDial`. */
export interface DialOutcome {
  readonly arrived: number;
  /** Capped at what was asked for: servers also count their own wrapping. */
  readonly serverSaw: number;
  readonly problem?: string;
}

/** A dial as it should be. */
export const fullDial: DialOutcome = { arrived: dialBytes, serverSaw: dialBytes };
