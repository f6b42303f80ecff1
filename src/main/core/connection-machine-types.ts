/** What the connection machine holds, hears and asks for. Types only, and the few constants that shape its pace. */
import type { FoundProxy } from '../../shared/connection.ts';
import type { Fault } from '../../shared/fault.ts';

/** Everything about one connection that is decided before it starts. Secrets stay outside: the runner looks them up. */
export interface Plan {
  readonly profileId: string;
  /** Through the engine's own practice server: its page is the check address. */
  readonly practice: boolean;
  /** Asked in turn; at least one. */
  readonly checkAddresses: readonly string[];
  readonly useSystemProxy: boolean;
  /** Whether this computer has proxy settings that Byway knows. */
  readonly proxySupported: boolean;
  readonly bypass: readonly string[];
  /** By a script, so that programs go directly when the engine is gone. */
  readonly directWithoutByway: boolean;
  readonly whenWayCloses: 'hold' | 'release';
}

/** One connection under way: its plan and what was learnt since. */
export interface Run {
  readonly plan: Plan;
  readonly practice?: { readonly port: number; readonly pageUrl: string };
  /** The port the system proxy points at; absent until the engine has bound it. */
  readonly systemProxyPort?: number;
  /** Where the engine serves the script; another address each time it starts. */
  readonly scriptUrl?: string;
  /** Index of the check address that answered last: asked first the next time. */
  readonly preferred: number;
  /** The person took the system's proxy settings back while connected: not set again in this run. */
  readonly takenBack: boolean;
}

/** The steps up to "on", one at a time; shared by the first start and every recovery. */
export type Climb =
  | { readonly stage: 'engine' | 'practice' | 'apply' | 'proxy' }
  | { readonly stage: 'check'; readonly asked: number; readonly faults: readonly Fault[]; readonly sent: boolean };

/** When the last answer came and how long its check took. */
export interface Heard {
  readonly at: number;
  readonly ms: number;
}

/** What follows once everything is back as it was. */
export type Then =
  | { readonly kind: 'off' }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'connect'; readonly plan: Plan };

export type Phase =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting'; readonly run: Run; readonly since: number; readonly climb: Climb; readonly heard?: Heard }
  | {
      readonly kind: 'on';
      readonly run: Run;
      readonly since: number;
      readonly heard: Heard;
      /** Checks in a row without an answer. */
      readonly misses: number;
      /** A check is under way; otherwise the timer runs. */
      readonly asking: boolean;
      /** Something happened since the last answer that may have closed the way. */
      readonly isVerifying?: boolean;
    }
  | {
      readonly kind: 'recovering';
      readonly run: Run;
      readonly since: number;
      readonly attempt: number;
      readonly fault: Fault;
      /** Absent while the timer runs. */
      readonly climb?: Climb;
      readonly heard?: Heard;
    }
  | {
      readonly kind: 'stopping';
      readonly profileId: string;
      readonly since: number;
      readonly next: Then;
      /** Proxy first, then engine: programs must never be pointed at a port that is gone. */
      readonly stage: 'proxy' | 'engine';
      /** Failed attempts at putting the proxy settings back. */
      readonly tries: number;
    }
  | { readonly kind: 'failed'; readonly profileId: string; readonly since: number; readonly fault: Fault };

/** What the settings are to say. */
export interface Aim {
  readonly port: number;
  readonly bypass: readonly string[];
  readonly scriptUrl?: string;
}

/**
 * What the system's proxy settings hold because of us. Everything but `clean` has to be restored before `off`.
 * `stuck`: putting them back failed; tried again at the next occasion.
 */
export type ProxyHold =
  | { readonly kind: 'clean' }
  | { readonly kind: 'enabling'; readonly aim: Aim }
  | { readonly kind: 'set'; readonly aim: Aim; readonly inEffect: boolean; /** What is there instead. */ readonly found?: FoundProxy }
  | { readonly kind: 'restoring' }
  | { readonly kind: 'stuck'; readonly fault: Fault };

/**
 * `generation` counts the engine operations and timers asked for, `turn` those on the proxy settings. An answer that
 * carries an older number is about something that no longer matters.
 */
export interface Machine {
  readonly phase: Phase;
  readonly generation: number;
  readonly proxy: ProxyHold;
  readonly turn: number;
}

/** `at` is milliseconds since 1970. */
export type MachineEvent =
  | { readonly kind: 'connect'; readonly at: number; readonly plan: Plan }
  | { readonly kind: 'disconnect'; readonly at: number }
  /** Settings changed: the plan that a connect to the same profile would have now. */
  | { readonly kind: 'replan'; readonly at: number; readonly plan: Plan }
  /** The computer woke up or its networks changed. */
  | { readonly kind: 'verify'; readonly at: number }
  | { readonly kind: 'engine-died'; readonly at: number; readonly fault: Fault }
  /** The first bytes went into the tunnel: the server was reached. */
  | { readonly kind: 'bytes-sent'; readonly at: number }
  | { readonly kind: 'timer'; readonly at: number; readonly generation: number }
  | { readonly kind: 'engine'; readonly at: number; readonly generation: number; readonly answer: EngineAnswer }
  | { readonly kind: 'proxy'; readonly at: number; readonly turn: number; readonly answer: ProxyAnswer }
  /** The person wants the earlier settings back without disconnecting. */
  | { readonly kind: 'take-back'; readonly at: number }
  /** The person wants Byway's settings again, whoever changed them. */
  | { readonly kind: 'put-again'; readonly at: number }
  /** Somebody wrote to the settings: look. */
  | { readonly kind: 'settings-stirred'; readonly at: number };

export type EngineAnswer =
  | { readonly kind: 'started' }
  | { readonly kind: 'practice-started'; readonly port: number; readonly pageUrl: string }
  | { readonly kind: 'applied'; readonly systemProxyPort?: number; readonly scriptUrl?: string }
  | { readonly kind: 'heard'; readonly ms: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly fault: Fault };

export type ProxyAnswer =
  | { readonly kind: 'enabled' }
  | { readonly kind: 'restored' }
  | { readonly kind: 'seen'; readonly inEffect: boolean; readonly found?: FoundProxy }
  | { readonly kind: 'failed'; readonly fault: Fault };

/**
 * What the runner has to do. Operations on the engine (except `check`) and on the proxy settings are carried out one
 * after another in the order asked, each within a deadline, and each is answered once.
 */
export type Effect =
  | { readonly kind: 'start-engine'; readonly generation: number }
  | { readonly kind: 'start-practice'; readonly generation: number; readonly profileId: string }
  | {
      readonly kind: 'apply';
      readonly generation: number;
      readonly run: Run;
      /** The system proxy already points at a port: a busy port is then a fault, not a reason to choose another. */
      readonly keepPorts: boolean;
    }
  | { readonly kind: 'check'; readonly generation: number; readonly url: string }
  | { readonly kind: 'stop-engine'; readonly generation: number }
  | { readonly kind: 'enable-proxy'; readonly turn: number; readonly aim: Aim }
  | { readonly kind: 'restore-proxy'; readonly turn: number }
  /** Looks whether the settings still hold what was written. */
  | { readonly kind: 'watch-proxy'; readonly turn: number }
  /** There is one timer: a new one replaces it. */
  | { readonly kind: 'schedule'; readonly generation: number; readonly ms: number }
  | { readonly kind: 'unschedule' };

export type Stepped = readonly [Machine, readonly Effect[]];

/** While on: silence until the next check. Under the 30 s after which the window stops naming the last answer's age. */
export const keepAliveMs = 20_000;
/** After a miss the next address is asked this soon; by the third miss in a row the way counts as closed. */
export const askAgainMs: readonly number[] = [1000, 3000];
/** Pause before each attempt to recover; the last one repeats. Short at first: most deaths are a restart away. */
export const backoffMs: readonly number[] = [200, 500, 1000, 2000, 4000, 8000, 15_000];
/** Pause between attempts to put the proxy settings back, and how many there are. */
export const restoreAgainMs = 500;
export const maxRestores = 3;
