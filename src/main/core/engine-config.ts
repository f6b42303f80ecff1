/** Profile and settings → the engine's configuration (mihomo's own terms). Pure. */
import type { Profile } from '../../shared/profile.ts';
import type { Result } from '../../shared/fault.ts';

/** One server in mihomo's terms (`{name, type, server, port, …}`). */
export type EngineProxy = Readonly<Record<string, unknown>> & { readonly name: string; readonly type: string };

/** What the engine is told to run. It adds the rest itself (no controller, no DNS server, no geo data). */
export interface EngineConfig {
  /** The port with a password, and that password. 0 lets the system choose. */
  readonly local: { readonly port: number; readonly username: string; readonly password: string };
  /** The port without one, only when the system proxy points at it: desktops cannot carry a password. */
  readonly systemProxy?: { readonly port: number };
  readonly proxies: readonly EngineProxy[];
  /** Name of the proxy that carries everything. */
  readonly selected: string;
}

/** The mapping of one profile; a fault `link-unsupported` says what the engine cannot do. */
export function engineProxy(_profile: Profile, _name: string): Result<EngineProxy> {
  throw new Error("written next");
}
