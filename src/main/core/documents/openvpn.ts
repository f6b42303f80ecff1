/** OpenVPN files. What could run a program or touch a file is left out by name; what is missing is asked for. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { readHost, readPort } from '../../../shared/links/host.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { OpenvpnRemote } from '../../../shared/profile-tunnels.ts';
import { checkBounds, maxFieldLength } from '../../../shared/links/bounds.ts';
import type { Findings } from './findings.ts';
import { readOpenvpnLines, type OpenvpnDirective, type OpenvpnFile } from './openvpn-lines.ts';
import { forbidden, inlinable, keptBlocks, wordy } from './openvpn-rules.ts';
import { present } from './present.ts';

const maxDirectives = 2_000;
const maxRemotes = 256;

/** True for a text with the marks of such a file: a remote or a CA block, and another word that belongs to it. */
export function isOpenvpn(text: string): boolean {
  if (isServerFile(text)) return true;
  const isAddressed = /^[ \t]*(?:remote[ \t]+\S+|<connection>|<ca>)/im.test(text);
  return isAddressed && /^[ \t]*(?:client|tls-client|dev[ \t]+\S+|proto[ \t]+\S+|cipher[ \t]+\S+|data-ciphers[ \t]+\S+|auth-user-pass|ca[ \t]+\S+|remote-cert-tls[ \t]+\S+)[ \t]*\r?$/im.test(text);
}

/** The other end's file: it opens a network and leads nowhere. */
function isServerFile(text: string): boolean {
  return /^[ \t]*server(?:-bridge)?[ \t]+\d[\d.]+[ \t]+\d/im.test(text) && /^[ \t]*(?:dh|cert|key|dev|port|proto)[ \t]+\S/im.test(text);
}

/** One profile with all its remotes, or the reason for none. */
export function readOpenvpn(text: string, findings: Findings): void {
  const read = readFile(readOpenvpnLines(text), text, findings);
  const outcome = read.ok ? checkBounds(read.value) : read;
  if (outcome.ok) findings.profiles.push(outcome.value);
  else findings.rejected.push({ line: lineOf(outcome.fault.detail), code: outcome.fault.code, reason: outcome.fault.cause ?? '', excerpt: '' });
}

function lineOf(detail: Readonly<Record<string, string | number>> | undefined): number {
  return typeof detail?.['line'] === 'number' ? detail['line'] : 1;
}

function readFile(file: OpenvpnFile, text: string, findings: Findings): Result<Profile> {
  if (file.unclosed !== undefined) return fail('link-malformed', `The block <${file.unclosed}> of this OpenVPN file is never closed.`);
  if (isServerFile(text)) return fail('link-unsupported', 'This is the file of an OpenVPN server; ask its owner for the file that clients are given.');
  const missing = missingFile(file);
  if (missing !== undefined) {
    return fail('link-missing-field', `This OpenVPN file needs another file for “${missing.words[0] ?? ''}”; put the text of that file between <${missing.words[0] ?? ''}> and </${missing.words[0] ?? ''}>.`, { line: missing.line });
  }
  const remotes = readRemotes(file);
  if (!remotes.ok) return remotes;
  const [first] = remotes.value;
  if (first === undefined) return fail('link-missing-field', 'This OpenVPN file names no server (remote).');
  if (remotes.value.length > 1) findings.notes.push(`This OpenVPN file names ${remotes.value.length} servers. All are kept, and the first one is used.`);
  const isChanged = tellForbidden(file, findings);
  const directives = keptDirectives(file);
  const blocks = [...file.blocks].filter(([tag, body]) => keptBlocks.has(tag) && body.length <= maxFieldLength);
  const raw = isChanged || text.length > maxFieldLength ? undefined : text;
  const user = credentials(file.blocks.get('auth-user-pass'));
  return succeed({
    type: 'openvpn',
    name: friendlyName(file) ?? '',
    server: first.server,
    port: first.port,
    remotes: remotes.value,
    directives,
    blocks: Object.fromEntries(blocks),
    needsUserPass: user.username !== undefined || file.directives.some(({ words }) => words[0] === 'auth-user-pass'),
    ...user,
    ...present({ raw }),
  });
}

/** A directive that names a file for which there is no block. */
function missingFile(file: OpenvpnFile): OpenvpnDirective | undefined {
  return file.directives.find(({ words: [name = '', value] }) => {
    return inlinable.has(name) && !wordy.has(name) && value !== undefined && value !== '[inline]' && value !== 'none' && !file.blocks.has(name);
  });
}

/** Names each of them once; true when anything was left out that the text has. */
function tellForbidden(file: OpenvpnFile, findings: Findings): boolean {
  const all = [...file.directives, ...file.connections.flat()];
  const names = new Set(all.flatMap(({ words: [name = '', value] }) => (forbidden.has(name) && !(name === 'setenv' && value === 'FRIENDLY_NAME') ? [name] : [])));
  for (const name of names) findings.notes.push(`The directive “${name}” of this OpenVPN file is never carried out and was left out.`);
  const named = file.directives.find(({ words }) => words[0] === 'auth-user-pass' && words.length > 1);
  if (named !== undefined && !file.blocks.has('auth-user-pass')) findings.notes.push('This OpenVPN file takes its name and password from another file; they must be typed in.');
  return names.size > 0 || named !== undefined;
}

function keptDirectives(file: OpenvpnFile): readonly (readonly string[])[] {
  const places = new Set(['remote', 'port', 'rport', 'proto', 'auth-user-pass']);
  const kept = file.directives.filter(({ words: [name = '', value] }) => {
    return !forbidden.has(name) && !places.has(name) && !(inlinable.has(name) && (value === '[inline]' || file.blocks.has(name)));
  });
  // The second word of an inlined tls-auth is the direction of its key.
  const direction = file.directives.find(({ words }) => (words[0] === 'tls-auth' || words[0] === 'secret') && /^[01]$/.test(words[2] ?? ''))?.words[2];
  const hasDirection = kept.some(({ words }) => words[0] === 'key-direction');
  const words = kept.slice(0, maxDirectives).map((directive) => directive.words);
  return direction === undefined || hasDirection ? words : [...words, ['key-direction', direction]];
}

function friendlyName(file: OpenvpnFile): string | undefined {
  return file.directives.find(({ words }) => words[0] === 'setenv' && words[1] === 'FRIENDLY_NAME')?.words[2];
}

function credentials(block: string | undefined): { username?: string; password?: string } {
  const [username, password] = (block ?? '').split('\n');
  return present({ username: username === '' ? undefined : username, password: password === '' ? undefined : password });
}

/** Of the file in order, then those of its connections; port and protocol of the whole file where a remote names none. */
function readRemotes(file: OpenvpnFile): Result<readonly OpenvpnRemote[]> {
  const remotes: OpenvpnRemote[] = [];
  const sections = [file.directives, ...file.connections.map((section) => [...section, ...file.directives.filter(({ words }) => words[0] !== 'remote')])];
  for (const section of sections) {
    const port = wordOf(section, 'rport') ?? wordOf(section, 'port') ?? '1194';
    const protocol = wordOf(section, 'proto') ?? 'udp';
    for (const { words, line } of section) {
      if (words[0] !== 'remote' || remotes.length >= maxRemotes) continue;
      const server = readHost(words[1] ?? '');
      if (!server.ok) return fail(server.fault.code, server.fault.cause, { line });
      const number = readPort(words[2] ?? port);
      if (!number.ok) return fail(number.fault.code, number.fault.cause, { line });
      remotes.push({ server: server.value, port: number.value, protocol: /^tcp/i.test(words[3] ?? protocol) ? 'tcp' : 'udp' });
    }
  }
  return succeed(remotes);
}

function wordOf(section: readonly OpenvpnDirective[], name: string): string | undefined {
  return section.find(({ words }) => words[0] === name)?.words[1];
}
