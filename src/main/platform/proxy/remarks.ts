/** What a person should know about programs here that will not follow the settings as expected: Linux only. */
import type { ProxyRemark } from '../../services/deps.ts';

/**
 * Desktops on which Chromium follows the settings, as their names stand in XDG_CURRENT_DESKTOP (measured with Chromium
 * 156; MATE, XFCE, LXQt, sway, Hyprland and none are not among them: there it reads variables at its start only).
 */
const followed: ReadonlySet<string> = new Set([
  'gnome', 'ubuntu', 'gnome-classic', 'gnome-flashback', 'budgie', 'x-cinnamon', 'cinnamon', 'unity', 'pantheon', 'cosmic', 'deepin', 'ukui', 'kde',
]);

const variables = ['http_proxy', 'https_proxy', 'all_proxy', 'ftp_proxy'];

/** By the session's environment alone. Pure. */
export function environmentRemarks(environment: NodeJS.ProcessEnv, port: number): readonly ProxyRemark[] {
  const desktop = (environment['XDG_CURRENT_DESKTOP'] ?? '').split(':').find((name) => /^[A-Za-z0-9._-]{1,40}$/.test(name)) ?? '';
  const names = (environment['XDG_CURRENT_DESKTOP'] ?? '').toLowerCase().split(':');
  const set = Object.keys(environment).filter((name) => variables.includes(name.toLowerCase()) && environment[name] !== '').toSorted();
  return [
    ...(names.some((name) => followed.has(name)) ? [] : [{ kind: 'desktop-does-not-follow' as const, detail: { desktop: desktop === '' ? '?' : desktop, port } }]),
    // Firefox lets them win over the settings, and terminal programs know nothing else.
    ...(set.length === 0 ? [] : [{ kind: 'environment-proxy' as const, detail: { names: set.join(', ') } }]),
  ];
}
