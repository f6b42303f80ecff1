/**
 * What macOS' networksetup says and wants to hear: pure. `engine/internal/restore/networksetup.go` is its counterpart;
 * `engine/golden/networksetup.json` holds both to the same answers.
 */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { trimEndOf } from '../../../shared/links/trim.ts';
import type { Change } from './backend.ts';
import type { Values } from './shape.ts';

/** The answers that make up a service's settings, by what follows `-get`. */
export const questions = ['webproxy', 'securewebproxy', 'socksfirewallproxy', 'autoproxyurl', 'proxyautodiscovery', 'proxybypassdomains'] as const;
export type Texts = Readonly<Record<(typeof questions)[number], string>>;

const protocols = [['web', 'webproxy'], ['secure', 'securewebproxy'], ['socks', 'socksfirewallproxy']] as const;

/** One service's values. A proxy with a password cannot be put back (nobody tells the password): `hasPassword`. */
export function parseService(texts: Texts): Result<{ readonly values: Values; readonly hasPassword: boolean }> {
  const values: Record<string, string | null> = { bypass: bypassOf(texts.proxybypassdomains) };
  let hasPassword = false;
  for (const [word, question] of protocols) {
    const [enabled, server, port, authenticated] = fieldsOf(texts[question]);
    if (port === undefined || yesNo(enabled) === null) return fail('proxy-unsupported', `networksetup ${question}: not understood`);
    values[`${word}/enabled`] = yesNo(enabled);
    values[`${word}/server`] = unlessNothing(server);
    values[`${word}/port`] = port === '0' ? null : unlessNothing(port);
    hasPassword ||= yesNo(authenticated) === 'Yes';
  }
  const [url, pac] = fieldsOf(texts.autoproxyurl);
  const [discovery] = fieldsOf(texts.proxyautodiscovery);
  if (yesNo(pac) === null || yesNo(discovery) === null) return fail('proxy-unsupported', 'networksetup: automatic configuration: not understood');
  return succeed({ values: { ...values, 'pac/url': unlessNothing(url), 'pac/enabled': yesNo(pac), discovery: yesNo(discovery) }, hasPassword });
}

/** The calls for these changes: option and arguments, without the service's name between them. */
export function serviceCommands(changes: readonly Change[], now: Values): readonly (readonly string[])[] {
  const wanted: Values = { ...now, ...Object.fromEntries(changes) };
  const changed = new Set(changes.map(([key]) => key));
  const commands: string[][] = [];
  for (const [word, option] of protocols) {
    const hasAddress = changed.has(`${word}/server`) || changed.has(`${word}/port`);
    if (hasAddress) commands.push([`-set${option}`, wanted[`${word}/server`] ?? '', wanted[`${word}/port`] ?? '0']);
    // Setting an address switches it on.
    if (hasAddress || changed.has(`${word}/enabled`)) commands.push([`-set${option}state`, onOff(wanted[`${word}/enabled`])]);
  }
  if (changed.has('bypass')) commands.push(['-setproxybypassdomains', ...(wanted['bypass']?.split('\n') ?? ['Empty'])]);
  if (changed.has('pac/url')) commands.push(['-setautoproxyurl', wanted['pac/url'] ?? '']);
  // As with an address, setting the script's switches it on.
  if (changed.has('pac/url') || changed.has('pac/enabled')) commands.push(['-setautoproxystate', onOff(wanted['pac/enabled'])]);
  if (changed.has('discovery')) commands.push(['-setproxyautodiscovery', onOff(wanted['discovery'])]);
  return commands;
}

/**
 * The services of `-listnetworkserviceorder` that are switched on and stand for a piece of hardware: `(*)` marks those
 * switched off, a VPN's has no device. A name may hold anything, parentheses and further lines' look-alikes included.
 */
export function parseServices(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const name = /^\(\d+\) (.+)$/.exec(line)?.[1];
    const device = /^\(.*: .*, .*: (.*)\)$/.exec(lines[index + 1] ?? '')?.[1];
    return name === undefined || device === undefined || device === '' ? [] : [name];
  });
}

/** How networksetup ends when only an administrator may do that, whatever the language of its words. */
const exitAdmin = 14;

/**
 * The error that one run tells (`admin`, `no-service`, or its words), by what it said on either stream and its exit code,
 * which alone proves nothing. Null when it is an answer.
 */
export function errorIn(text: string, code: number): string | null {
  const said = /^\*\* Error: (.*)$/m.exec(text)?.[1];
  if (code === exitAdmin || /admin privileges/i.test(said ?? '')) return 'admin';
  if (said !== undefined) return text.includes('is not a recognized network service') ? 'no-service' : said;
  return code === 0 ? null : `code ${code}`;
}

/** What follows the first colon of each line: the labels may be in any language, their order is fixed. */
function fieldsOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => (line.includes(':') ? [line.slice(line.indexOf(':') + 1).trim()] : []));
}

function yesNo(word: string | undefined): 'Yes' | 'No' | null {
  if (/^(yes|on|1)$/i.test(word ?? '')) return 'Yes';
  return /^(no|off|0)$/i.test(word ?? '') ? 'No' : null;
}

function unlessNothing(text: string | undefined): string | null {
  return text === undefined || text === '' || text === '(null)' ? null : text;
}

/** One entry a line. Where there is none macOS answers a sentence, and no entry holds a space. */
function bypassOf(text: string): string | null {
  const lines = trimEndOf(text, '\n').split('\n');
  return lines.some((line) => line.trim() === '' || line.trim().includes(' ')) ? null : lines.join('\n');
}

function onOff(word: string | null | undefined): string {
  return word === 'Yes' ? 'on' : 'off';
}
