/** Lines for Surge, Loon and Quantumult X: each is refused for itself, and whatever links stand between them are read. */
import { addLinks } from './add-links.ts';
import { emptyFindings, safeExcerpt, type Findings } from './findings.ts';

const types = 'ss|shadowsocks|ssr|shadowsocksr|vmess|vless|trojan|snell|http|https|socks5|socks5-tls|tuic|tuic-v5|hysteria2|hy2|hysteria|wireguard|ssh|anytls|trust-tunnel|custom|external';
/** `name = type, host, …` of Surge and Loon. Lines come trimmed, so that no two parts of a pattern can take the same blanks. */
const named = new RegExp(`^([^=#;]{1,200})=[ \\t]*(${types})[ \\t]*,[ \\t]*["'\\[\\w.:-]{1,253}\\]?["']?[ \\t]*,`, 'i');
/** `name = type, key=value` of servers that are described elsewhere in the file. */
const pointed = /^([^=#;]{1,200})=[ \t]*(wireguard|external|ssh|tailscale)[ \t]*,[ \t]*[\w-]{1,40}[ \t]*=/i;
/** `type=host:port, …` of Quantumult X. */
const typed = /^(shadowsocks|vmess|vless|trojan|http|socks5|anytls|hysteria2|tuic)[ \t]*=[ \t]*[[\w.:-]{1,253}\]?:\d{1,5}[ \t]*,/i;
/** In a `[Proxy]` section every line is a server, whatever its type. */
const inSection = /^([^=#;/]{1,200})=[ \t]*([\w-]{2,30})[ \t]*,/;
const noServers = new Set(['direct', 'reject', 'reject-drop', 'reject-no-drop', 'reject-tinygif', 'reject-dict', 'reject-img']);

const reason = 'This is a line for Surge, Loon or Quantumult X, which Byway does not read; ask for a share link or a Clash file.';
const maxTold = 1_000;

/** Undefined when the text has no such line. At most 1,000 are told. */
export function readSurgeLines(text: string): Findings | undefined {
  const findings = emptyFindings();
  const others: string[] = [];
  let section = '';
  for (const [index, line] of text.split('\n', 50_000).entries()) {
    if (line.length <= 80) section = /^\[([\w -]{1,40})\]$/.exec(line.trim())?.[1]?.trim().toLowerCase() ?? section;
    const excerpt = refusedLine(line, section);
    others.push(excerpt === undefined ? line : '');
    if (excerpt === undefined || findings.rejected.length >= maxTold) continue;
    findings.rejected.push({ line: index + 1, code: 'link-unsupported', reason, excerpt });
  }
  if (findings.rejected.length === 0) return undefined;
  const rest = others.join('\n');
  if (/^[ \t]*[a-z][a-z0-9+.-]{1,30}:\/\//im.test(rest)) addLinks(rest, 1, findings);
  return findings;
}

/** What may be shown of a line that is one of these; undefined for any other. */
function refusedLine(written: string, section: string): string | undefined {
  if (written.length > 4_096 || !written.includes('=') || !written.includes(',')) return undefined;
  const line = written.trim();
  if (/^[a-z0-9+.-]{2,30}:\/\//i.test(line)) return undefined;
  const [, name = '', type = ''] = named.exec(line) ?? pointed.exec(line) ?? (section === 'proxy' ? inSection.exec(line) : null) ?? [];
  if (type !== '') return noServers.has(type.toLowerCase()) ? undefined : safeExcerpt(type, name.replace(/["']/g, '').trim());
  const bare = typed.exec(line)?.[1];
  return bare === undefined ? undefined : safeExcerpt(bare, /,[ \t]*tag[ \t]*=[ \t]*([^,\n]{1,40})/i.exec(line)?.[1]?.trim() ?? '');
}
