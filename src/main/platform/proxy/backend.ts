/**
 * The seam between deciding and doing: one `ProxyStore` per place where a system keeps proxy settings. A new backend is
 * one file, one line in `pick.ts` and a shape in `shape.ts`.
 */
import type { Result } from '../../../shared/fault.ts';
import type { ProxyControl } from '../../services/deps.ts';
import type { Run } from '../run.ts';
import type { StoreName, Values } from './shape.ts';

/** What the system's settings should say. */
export type ProxyPlan = Parameters<ProxyControl['enable']>[0];

/** A store's state at one moment. */
export interface Snapshot {
  readonly values: Values;
  /** With `readBefore`: what `read` saw at that moment, defaults included. */
  readonly seen?: Values;
  /** Stores that are one file: its exact content, one character a byte. */
  readonly text?: string;
  /** The file is missing; `text` is then what its absence means. */
  readonly isMissing?: boolean;
}

export interface ProxyStore {
  readonly name: StoreName;
  /** The values as they are now, read by a fresh process where the store is reached through one. */
  read(): Promise<Result<Snapshot>>;
  /** As `read`, but a value that is only an administrator's default counts as unset, so that restoring resets it. */
  readBefore(): Promise<Result<Snapshot>>;
  /** Which of these keys an administrator has locked. */
  locked(keys: readonly string[]): Promise<Result<readonly string[]>>;
  /** The plan in this store's own notation. Pure. */
  plan(plan: ProxyPlan): Values;
  /** Writes or resets (null) in the order given. Success proves nothing: read back. */
  write(changes: readonly Change[]): Promise<Result<null>>;
  /** With `readBefore`: what `read` saw at that moment, defaults included. */
  readonly seen?: Values;
  /** Stores that are one file: what its content becomes (pure), and replacing it whole. */
  readonly file?: {
    edit(text: string, changes: Values): string;
    replace(text: string): Promise<Result<null>>;
  };
}

export type Change = readonly [key: string, raw: string | null];

/** The stores of this system: every one that can be opened, and those that programs here read. */
export interface Stores {
  readonly known: readonly ProxyStore[];
  readonly used: readonly ProxyStore[];
}

/** How a backend reaches its system. */
export interface StoreAccess {
  readonly environment: NodeJS.ProcessEnv;
  readonly run: Run;
  readonly home: string;
}
