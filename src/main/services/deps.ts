/**
 * The outside things services need, as interfaces: hosts supply the real ones, tests hand-written fakes.
 * Nothing here is implemented; nothing here imports node or electron.
 */
import type { FoundProxy } from '../../shared/connection.ts';
import type { Fault, Result } from '../../shared/fault.ts';
import type { LogLine, HostInfo, Network, PracticePage, ProbeStage, Traffic } from '../../shared/snapshot.ts';
import type { SchemeOwner, ShareScheme } from '../../shared/link-schemes.ts';
import type { Parsed } from '../../shared/profile.ts';
import type { UnsafeReason } from '../../shared/subscription.ts';
import type { ProxyPlan } from '../core/proxy-plan.ts';
import type { EngineConfig, EngineProxy } from '../core/engine-config.ts';

/** The engine process behind its control channel. Every method has a deadline and answers a fault instead of throwing. */
export interface EngineLink {
  /** Starts the process and shakes hands; does nothing when it already runs. */
  start(): Promise<Result<EngineVersion>>;
  /** Applies a configuration; live connections of unchanged servers survive. Answers the ports really bound. */
  apply(config: EngineConfig): Promise<Result<{ readonly port: number; readonly systemProxyPort?: number; readonly scriptUrl?: string }>>;
  /** Closes the local ports and all connections; the process stays warm. */
  stop(): Promise<Result<null>>;
  /** Fetches an address through the running tunnel's own local port: the proof behind "on". */
  check(request: CheckRequest): Promise<Result<CheckAnswer>>;
  /** Tests a server without touching the running configuration. Aborting the signal cancels it. */
  probe(request: ProbeRequest, signal?: AbortSignal): Promise<ProbeAnswer>;
  startPractice(request: PracticeRequest): Promise<Result<PracticeAnswer>>;
  stopPractice(): Promise<Result<null>>;
  connections(): Promise<Result<readonly EngineConnection[]>>;
  closeConnections(ids: readonly string[]): Promise<Result<{ readonly closed: number }>>;
  memory(): Promise<Result<{ readonly rssBytes: number; readonly heapBytes: number }>>;
  /** Once a second while a configuration is applied. */
  onTraffic(receive: (traffic: Traffic) => void): () => void;
  /** The process ended without being asked to. */
  onDeath(receive: (fault: Fault) => void): () => void;
  /** Ends the process; resolves when it is gone. */
  close(): Promise<void>;
}

export interface EngineVersion {
  readonly protocol: number;
  readonly engine: string;
  readonly mihomo: string;
}
export interface CheckRequest {
  readonly url: string;
  readonly timeoutMs: number;
}
export interface CheckAnswer {
  readonly status: number;
  readonly bytes: number;
  readonly ms: number;
  /** The practice page, when the address answered one. */
  readonly page?: Omit<PracticePage, 'ms'>;
}
export interface ProbeRequest {
  readonly proxy: EngineProxy;
  /** Servers on the way to it, when it names one. */
  readonly chain?: readonly EngineProxy[];
  readonly url: string;
  readonly timeoutMs: number;
  /** Stop after so many body bytes. */
  readonly maxBytes: number;
}
/** Stages reached are given in both cases. */
export interface ProbeAnswer {
  readonly result: Result<{ readonly status: number }>;
  readonly stages: readonly ProbeStage[];
  readonly bytes: number;
}
export interface PracticeRequest {
  readonly method: string;
  readonly password: string;
  readonly language: string;
}
export interface PracticeAnswer {
  /** Port of the practice server on 127.0.0.1. */
  readonly port: number;
  /** Address of the page to fetch through it. */
  readonly pageUrl: string;
}
export interface EngineConnection {
  readonly id: string;
  readonly host: string;
  readonly upload: number;
  readonly download: number;
  readonly startedAt: number;
}

/** The system's proxy settings, with journal and guard behind it. */
export interface ProxyControl {
  /** Whether any settings store is known here. */
  readonly supported: boolean;
  /** Journals the present settings, starts the guard, changes, reads back. On a fault nothing stays changed. */
  enable(plan: ProxyPlan): Promise<Result<null>>;
  /** Puts back, key by key, what still holds Byway's values; ends the guard. `restored` false when there was nothing. */
  restore(): Promise<Result<{ readonly restored: boolean }>>;
  /** On start, before anything else: restores what a crash left behind. */
  recover(): Promise<Result<{ readonly restored: boolean }>>;
  /** True while every key still holds what Byway wrote. */
  inEffect(): Promise<boolean>;
  /** What the settings say now, for a person; of the first store that is not as Byway wrote it. */
  found(): Promise<FoundProxy>;
  /** What a person should know while they are set: which programs will not follow, what is odd about the earlier ones. */
  remarks(): Promise<readonly ProxyRemark[]>;
  /** Somebody wrote to the settings while they are Byway's: worth a look. Byway's own writing may be told of, too. */
  onStir(receive: () => void): () => void;
}

export interface ProxyRemark {
  readonly kind: 'desktop-does-not-follow' | 'environment-proxy' | 'restart-browser' | 'earlier-proxy-dead';
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** One stored document (design: platform/store/document.ts). Load never throws and never loses. */
export interface Document<T> {
  load(): Promise<Loaded<T>>;
  /** Durable when resolved: temp file, fsync, rename, fsync of the folder. Later saves wait their turn; a full disk is a fault. */
  save(value: T): Promise<Result<null>>;
}
export interface Loaded<T> {
  readonly value: T;
  /** What had to be set aside or repaired, for the person. */
  readonly notes: readonly { readonly kind: 'salvaged' | 'last-good' | 'read-only'; readonly lost: number; readonly keptAs?: string }[];
  readonly readOnly: boolean;
}

/** Seals and opens secret text; one backend per file. */
export interface SecretBox {
  seal(plain: string): Result<string>;
  open(sealed: string): Result<string>;
}

/** Texts locked with a passphrase that people keep themselves: what leaves and comes back (`platform/lockbox.ts`). */
export interface Lockbox {
  /** Takes about a second on purpose. */
  lock(plain: string, passphrase: string): Promise<Result<string>>;
  /** Faults: `sealed-wrong`, `sealed-damaged`, `input-too-large`. */
  unlock(text: string, passphrase: string): Promise<Result<string>>;
}

export interface Clock {
  now(): number;
  /** Runs once after `ms`; the returned function cancels. */
  after(ms: number, run: () => void): () => void;
}

/** Reads pasted text apart from the app, with time and memory limits. */
export interface ParseRunner {
  /** Aborting the signal ends the reading with the fault `cancelled`. */
  parse(text: string, signal?: AbortSignal): Promise<Result<Parsed>>;
}

/** The table of networks that comes with the app. */
export interface Networks {
  /** The network of an IP address; undefined for a name, an address of nobody, and one of the own network. */
  of(host: string): Network | undefined;
}

/** Fetches lists of servers, within limits and from public addresses only. Never throws. */
export interface Fetcher {
  /**
   * One GET with its redirects. Faults: `address-refused`, `address-unsafe` (detail `reasons`), `input-too-large`,
   * `timeout`, `cancelled`, and those of names, connections and TLS.
   */
  fetch(request: FetchRequest, signal?: AbortSignal): Promise<Result<FetchAnswer>>;
}
export interface FetchRequest {
  readonly url: string;
  readonly userAgent: string;
  /** Further request headers; dropped when a redirect leads to another host. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The active tunnel's local port; absent means directly. */
  readonly through?: { readonly port: number; readonly username: string; readonly password: string };
  /** What the person has confirmed for this very address. Never counts for another one that it leads to. */
  readonly accept: readonly UnsafeReason[];
}
export interface FetchAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded; empty for an error status. */
  readonly body: string;
}

/** Who opens links of the schemes that Byway shares with other programs. Never throws. */
export interface LinkOwners {
  list(): Promise<readonly SchemeOwner[]>;
  /** Notes who had it, and takes it. Fault `not-here` when the system does not let Byway. */
  take(scheme: ShareScheme): Promise<Result<null>>;
  /** Puts back who had it, unless somebody else has taken it since. */
  release(scheme: ShareScheme): Promise<Result<null>>;
}

export interface Log {
  write(level: LogLine['level'], source: LogLine['source'], text: string): void;
  lines(): readonly LogLine[];
  onLines(receive: (lines: readonly LogLine[]) => void): () => void;
}

/** Random bytes for ids, ports and passwords. */
export type Random = (bytes: number) => Uint8Array;

export interface Deps {
  readonly engine: EngineLink;
  readonly proxy: ProxyControl;
  readonly profiles: Document<import('./stored.ts').StoredList>;
  readonly settings: Document<import('./stored.ts').StoredSettings>;
  readonly subscriptions: Document<import('./stored.ts').StoredSubscriptions>;
  readonly fetcher: Fetcher;
  readonly secrets: SecretBox;
  readonly lockbox: Lockbox;
  readonly parse: ParseRunner;
  readonly networks: Networks;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly host: HostInfo;
  /** The clipboard's text; absent where only the window can look at it. */
  readonly readClipboard?: () => Promise<string>;
  /** Absent where the host opens no links. */
  readonly linkOwners?: LinkOwners;
  /** Ends the host after everything is restored. */
  readonly quit: () => void;
}
