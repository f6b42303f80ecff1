/** WireGuard and AmneziaWG files (`[Interface]` and `[Peer]`) as documents: several in one text, told by line. */
import { readTunnel, tunnelSections } from '../../../shared/links/wireguard-conf.ts';
import { checkBounds, maxFieldLength } from '../../../shared/links/bounds.ts';
import { maxProfiles, type Findings } from './findings.ts';

/** True for a text with the one section, and the other or its own key. */
export function isWireguardConf(text: string): boolean {
  return /^[ \t]*\[[ \t]*interface[ \t]*\]/im.test(text) && /^[ \t]*(?:\[[ \t]*peer[ \t]*\]|privatekey[ \t]*=)/im.test(text);
}

/** One profile for each `[Interface]`, with all peers up to the next. The text is kept only where nothing in it is to be run. */
export function readWireguardConf(text: string, findings: Findings): void {
  const tunnels = tunnelSections(text);
  for (const tunnel of tunnels) {
    if (findings.profiles.length >= maxProfiles) return;
    const read = readTunnel(tunnel);
    if (read.ok) findings.notes.push(...read.value.notes);
    const isWhole = read.ok && tunnels.length === 1 && !read.value.hasHooks && text.length <= maxFieldLength;
    const outcome = read.ok ? checkBounds(isWhole ? { ...read.value.profile, raw: text } : read.value.profile) : read;
    if (outcome.ok) findings.profiles.push(outcome.value);
    else findings.rejected.push({ line: tunnel.own.line, code: outcome.fault.code, reason: outcome.fault.cause ?? '', excerpt: '[Interface]' });
  }
}
