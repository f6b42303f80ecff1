/** What the system's proxy settings should say while connected. Pure. */
import type { Settings } from '../../shared/settings.ts';

/** HTTP, HTTPS and SOCKS all point at one mixed port (Firefox speaks only SOCKS4a to a system SOCKS entry). */
export interface ProxyPlan {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Hosts reached directly, as the person wrote them. */
  readonly bypass: readonly string[];
}

/** Settings and the bound port → the plan. */
export function planProxy(settings: Pick<Settings, 'bypass'>, port: number): ProxyPlan {
  return { host: '127.0.0.1', port, bypass: settings.bypass };
}
