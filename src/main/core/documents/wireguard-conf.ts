/** WireGuard and AmneziaWG files (`[Interface]` and `[Peer]`). Hooks are never run and not kept. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { readEndpoint } from '../../../shared/links/host.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { WireguardPeer } from '../../../shared/profile-tunnels.ts';
import { checkBounds, maxFieldLength } from './bounds.ts';
import { maxProfiles, type Findings } from './findings.ts';
import { extraOf, fieldsOf, takeInteger, takeText, takeTexts } from './fields.ts';
import { readIni, type IniSection } from './ini.ts';
import { present } from './present.ts';
import { buildTunnel, requireKey, reservedOf, takeAmnezia, withMask } from './wireguard-parts.ts';

/** Programs to run, in files that are run as root: the reason why such a file must not be trusted to the letter. */
const hooks = new Set(['preup', 'postup', 'predown', 'postdown', 'saveconfig']);
/** Settings of the computer's own routing. */
const local = new Set(['table', 'fwmark', 'listenport', 'user', 'group']);
const lists = new Set(['address', 'dns', 'allowedips']);

/** True for a text with the one section, and the other or its own key. */
export function isWireguardConf(text: string): boolean {
  return /^[ \t]*\[[ \t]*interface[ \t]*\]/im.test(text) && /^[ \t]*(?:\[[ \t]*peer[ \t]*\]|privatekey[ \t]*=)/im.test(text);
}

/** One profile for each `[Interface]`, with all peers up to the next. */
export function readWireguardConf(text: string, findings: Findings): void {
  const sections = readIni(text).filter(({ name }) => name === 'interface' || name === 'peer');
  const starts = sections.flatMap(({ name }, index) => (name === 'interface' ? [index] : []));
  for (const [order, start] of starts.entries()) {
    const own = sections[start];
    if (own === undefined || findings.profiles.length >= maxProfiles) return;
    const read = readTunnel(own, sections.slice(start + 1, starts[order + 1]), starts.length === 1 ? text : undefined, findings);
    const outcome = read.ok ? checkBounds(read.value) : read;
    if (outcome.ok) findings.profiles.push(outcome.value);
    else findings.rejected.push({ line: own.line, code: outcome.fault.code, reason: outcome.fault.cause ?? '', excerpt: '[Interface]' });
  }
}

function readTunnel(own: IniSection, peerSections: readonly IniSection[], text: string | undefined, findings: Findings): Result<Profile> {
  const dropped = own.entries.filter(({ key }) => hooks.has(key)).map(({ name }) => name);
  if (dropped.length > 0) findings.notes.push(`This file asks to run programs (${[...new Set(dropped)].join(', ')}); they are never run and were left out.`);
  const fields = sectionFields(own);
  const privateKey = requireKey(takeText(fields, 'privatekey'), 'private key');
  if (!privateKey.ok) return privateKey;
  const amnezia = takeAmnezia(fields);
  const addresses = (takeTexts(fields, 'address') ?? []).map(withMask);
  const dns = takeTexts(fields, 'dns');
  const mtu = takeInteger(fields, 1, 65_535, 'mtu');
  const reserved = reservedOf(fields.get('reserved')?.value);
  if (reserved !== undefined) fields.delete('reserved');
  const peers = readPeers(peerSections, reserved, findings);
  if (!peers.ok) return peers;
  const raw = text !== undefined && dropped.length === 0 && text.length <= maxFieldLength ? text : undefined;
  const name = nameOf([own, ...peerSections]);
  return buildTunnel({ name, privateKey: privateKey.value, addresses, peers: peers.value, ...present({ dns, mtu, raw, extra: extraOf(fields) }) }, amnezia);
}

/** Repeated lists add up; of other repeated keys the first counts. */
function sectionFields(section: IniSection): ReturnType<typeof fieldsOf> {
  const values = new Map<string, string>();
  for (const { key, name, value } of section.entries) {
    if (hooks.has(key) || local.has(key)) continue;
    const written = [...values.keys()].find((other) => other.toLowerCase() === key);
    if (written === undefined) values.set(name, value);
    else if (lists.has(key) && value !== '') values.set(written, `${values.get(written) ?? ''},${value}`);
  }
  return fieldsOf(values);
}

function readPeers(sections: readonly IniSection[], reserved: readonly number[] | undefined, findings: Findings): Result<readonly WireguardPeer[]> {
  const peers: WireguardPeer[] = [];
  let hidden = 0;
  for (const section of sections) {
    const fields = sectionFields(section);
    const address = takeText(fields, 'endpoint');
    if (address === undefined) {
      hidden += 1;
      continue;
    }
    const endpoint = readEndpoint(address, 51_820);
    if (!endpoint.ok) return endpoint;
    const publicKey = requireKey(takeText(fields, 'publickey'), 'public key');
    if (!publicKey.ok) return publicKey;
    const keepalive = takeInteger(fields, 1, 65_535, 'persistentkeepalive');
    const own = reservedOf(fields.get('reserved')?.value) ?? reserved;
    const optional = present({ presharedKey: takeText(fields, 'presharedkey'), allowedIps: takeTexts(fields, 'allowedips'), keepalive, reserved: own });
    peers.push({ publicKey: publicKey.value, ...endpoint.value, ...optional });
  }
  if (peers.length === 0) return fail('link-missing-field', 'No peer of this WireGuard file has an Endpoint, so there is nothing to connect to.');
  if (hidden > 0) findings.notes.push('Peers without an Endpoint were left out: nothing can be sent to them first.');
  return succeed(peers);
}

/** Programs that write such files put the name into a comment, `# Name = …`. */
function nameOf(sections: readonly IniSection[]): string {
  for (const { comments } of sections) {
    for (const comment of comments) {
      const name = /^(?:friendly)?_?name\s*[=:]\s*(.{1,200})$/i.exec(comment)?.[1];
      if (name !== undefined) return name.trim();
    }
  }
  return '';
}
