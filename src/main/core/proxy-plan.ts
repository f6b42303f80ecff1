/** What the system's proxy settings should say while connected. Pure. */
import type { Settings } from '../../shared/settings.ts';

/** HTTP, HTTPS and SOCKS all point at one mixed port (Firefox speaks only SOCKS4a to a system SOCKS entry). */
export interface ProxyPlan {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Hosts reached directly, as the person wrote them. */
  readonly bypass: readonly string[];
  /** Automatic configuration instead: programs fetch a script that names port and exceptions. See `proxy-script.ts`. */
  readonly script?: ServedScript;
}

/** Where the engine serves the script. */
export interface ServedScript {
  readonly url: string;
  readonly port: number;
}

/** Settings and what the engine has bound → the plan. `scriptUrl` was checked to be on 127.0.0.1. */
export function planProxy(settings: Pick<Settings, 'bypass'>, port: number, scriptUrl?: string): ProxyPlan {
  const plan: ProxyPlan = { host: '127.0.0.1', port, bypass: settings.bypass };
  return scriptUrl === undefined ? plan : { ...plan, script: { url: scriptUrl, port: Number(new URL(scriptUrl).port) } };
}
