/**
 * The connection as people see it.
 *
 *            connect                bytes came back
 *   off ───────────────▶ starting ───────────────────▶ on
 *    ▲                     │   │ fault                  │ engine died, no answer
 *    │ restored            │   ▼                        ▼
 *    └──── stopping ◀──────┴─ failed ◀── gave up ── recovering ──▶ on
 *              ▲            (connect)                   │
 *              └───────────── disconnect ◀──────────────┘ (from any state)
 *
 * `failed` already has the earlier proxy settings back. `recovering` holds them (setting `whenWayCloses`) or has
 * released them. The machine that moves between these is `core/connection-machine.ts`.
 */
import type { Fault } from './fault.ts';

/** prepare = local work; reach = dialling the server; hear = waiting for bytes from a check address. */
export type StartStep = 'prepare' | 'reach' | 'hear';

/** What became of the system's proxy settings. `not-in-effect`: somebody else changed them meanwhile. */
export type SystemProxyState = 'unused' | 'set' | 'released' | 'not-in-effect' | 'unsupported';

/**
 * What the system's proxy settings say while they are not Byway's, for a person: no user names, no paths. `address` is
 * `host:port` of a proxy, or the host that a script of automatic configuration comes from.
 */
export type FoundProxy =
  | { readonly kind: 'none' | 'detection' | 'unknown' }
  | { readonly kind: 'proxy' | 'script'; readonly address: string; /** Nothing answers there, on this computer. */ readonly isDead?: boolean };

/** Times are milliseconds since 1970. */
export type ConnectionState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting'; readonly profileId: string; readonly step: StartStep; readonly since: number }
  | {
      readonly kind: 'on';
      readonly profileId: string;
      readonly since: number;
      readonly lastAnswerAt: number;
      /** How long the last check took. */
      readonly lastAnswerMs: number;
      /** The computer woke up or changed its network since: whether the way is still open is being asked. */
      readonly isVerifying?: boolean;
      readonly systemProxy: SystemProxyState;
      /** With `not-in-effect`. */
      readonly foundProxy?: FoundProxy;
    }
  | {
      readonly kind: 'recovering';
      readonly profileId: string;
      readonly since: number;
      /** 1 for the first try. */
      readonly attempt: number;
      readonly systemProxy: SystemProxyState;
      readonly foundProxy?: FoundProxy;
      readonly fault: Fault;
    }
  | { readonly kind: 'stopping'; readonly since: number }
  | { readonly kind: 'failed'; readonly profileId: string; readonly since: number; readonly fault: Fault };

/** Where programs on this computer can enter the tunnel; the credentials are for the person who asks (CLI, `connection.local`). */
export interface LocalEntrance {
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** The port without a password that the system proxy points at; absent when the system proxy is not used. */
  readonly systemProxyPort?: number;
}

/** True while pressing the main button should lead to `off`. */
export function canDisconnect(state: ConnectionState): boolean {
  return state.kind === 'starting' || state.kind === 'on' || state.kind === 'recovering';
}

/** True while pressing the main button should start connecting. */
export function canConnect(state: ConnectionState): boolean {
  return state.kind === 'off' || state.kind === 'failed';
}
