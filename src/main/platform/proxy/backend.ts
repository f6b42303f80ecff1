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
  /** Which connection or network service; absent where there is only one, and for Windows' own (LAN). */
  readonly scope?: string;
  /**
   * The values as they are now, read by a fresh process where the store is reached through one. Fault `not-found`: this
   * connection is gone, and its settings with it.
   */
  read(): Promise<Result<Snapshot>>;
  /** As `read`, but a value that is only an administrator's default counts as unset, so that restoring resets it. */
  readBefore(): Promise<Result<Snapshot>>;
  /** Which of these keys an administrator has locked. */
  locked(keys: readonly string[]): Promise<Result<readonly string[]>>;
  /** The plan in this store's own notation. Pure. */
  plan(plan: ProxyPlan): Values;
  /** Writes or resets (null) in the order given. Success proves nothing: read back. */
  write(changes: readonly Change[]): Promise<Result<null>>;
  /** Everything is written by one call of `write`. */
  readonly isWhole?: boolean;
  /** True where a key counts as unset although it still shows something. */
  readonly isUnset?: (key: string, values: Values) => boolean;
  /** Stores that are one file: what its content becomes (pure), and replacing it whole. */
  readonly file?: {
    edit(text: string, changes: Values): string;
    replace(text: string): Promise<Result<null>>;
  };
}

export type Change = readonly [key: string, raw: string | null];

/** The stores of this system. */
export interface Stores {
  /** Whether `used` can have any. */
  readonly isSupported: boolean;
  /** Those that programs here read, as of now: connections come and go. */
  used(): Promise<Result<readonly ProxyStore[]>>;
  /** The store of a journal's entry; null when this system has no such store. */
  open(name: StoreName, scope: string | undefined): ProxyStore | null;
  /** Tells when anybody may have changed the settings; the returned function stops it. A watch that cannot be had says nothing. */
  watch(changed: () => void): () => void;
  /** A folder that all Byways of this person have in common; absent where none is known. */
  readonly commonFolder?: string;
  /** What runs a command at the next login. */
  readonly login: LoginEntry;
}

/** The entry that restores at the next login, for the case that app and guard both died. It exists only while a journal does. */
export interface LoginEntry {
  /** Fault: guard and next start remain as restorers. */
  add(place: LoginPlace): Promise<Result<null>>;
  /** Missing is fine. */
  remove(place: LoginPlace): Promise<void>;
}

export interface LoginPlace {
  readonly dataDir: string;
  readonly enginePath: string;
}

/** How a backend reaches its system. */
export interface StoreAccess {
  readonly environment: NodeJS.ProcessEnv;
  readonly run: Run;
  readonly home: string;
}
