/**
 * Takes secrets and hosts out of a text before it is logged or shown in an error. What is left tells what happened,
 * not with whom: `scheme://…`, the first half of an address, no names of servers, no keys.
 */

/** Longest log text, in UTF-16 units; the rest is cut before anything is searched, so that time stays bounded. */
const longest = 16 * 1024;

const link = /[a-z][a-z0-9+.-]{0,30}:(?:\\?\/){2}[^\s"'`<>]*/gi;
const userPart = /[^\s"'`<>@]{1,512}@(?=[\w[])/g;
const queryString = /\?[^\s"'`<>?]*=[^\s"'`<>]*/g;
const uuid = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;
const secretName = String.raw`(?:pass(?:word|wd|phrase)?|pwd|psk|secret|token|auth(?:orization)?|uuid|user(?:name)?|(?:private|public|preshared|short)[-_ ]?(?:key|id)|key|pbk|sid|sni|server[-_ ]?name|host|path|obfs[-_ ]?password)`;
const secretField = new RegExp(String.raw`(["']?\b${secretName}["']?\s{0,3}[=:]\s{0,3})("[^"]*"|'[^']*'|[^\s,;&}\])"']+)`, 'gi');
const bearer = /\b(Bearer|Basic)\s+\S+/gi;
const longToken = /[A-Za-z0-9+/_=-]{24,}/g;
const ipv4 = /(?<![\d.])(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/g;
const ipv6 = /(?<![\w:.])(?=[0-9a-f:]{0,40}::|(?:[0-9a-f]{1,4}:){5})([0-9a-f]{0,4}):[0-9a-f:]{1,45}(?:\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])/gi;
const domain = /(?<![\w.-])(?:[\p{L}\p{N}_-]{1,63}\.){1,20}([\p{L}][\p{L}\p{N}-]{1,62})(?![\w-])/gu;

/** Endings of file names and code that look like top-level domains to a pattern. */
const fileEndings = new Set([
  'js', 'ts', 'mjs', 'cjs', 'tsx', 'json', 'go', 'log', 'exe', 'dll', 'so', 'sock', 'service', 'desktop', 'html', 'css', 'txt',
  'yaml', 'yml', 'conf', 'tmp', 'bak', 'md', 'node', 'asar', 'proxy', 'system', 'gnome', 'local', 'localhost',
]);

/** The text without what must not be told. Never throws; applying it twice changes nothing more. */
export function redact(text: string): string {
  const looked = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return looked
    .replace(link, linkWithoutBody)
    .replace(bearer, '$1 …')
    .replace(secretField, '$1…')
    .replace(userPart, '…@')
    .replace(queryString, '?…')
    .replace(uuid, '…')
    .replace(longToken, '…')
    .replace(ipv6, ipv6Start)
    .replace(ipv4, ipv4Start)
    .replace(domain, domainEnding);
}

function linkWithoutBody(found: string): string {
  return `${found.slice(0, found.indexOf(':'))}://…`;
}

/** The computer's own addresses say nothing about anybody. */
function ipv4Start(found: string, start: string): string {
  return start.startsWith('127.') || found === '0.0.0.0' ? found : `${start}.x.x`;
}

function ipv6Start(found: string, start: string): string {
  return found === '::1' || found === '::' ? found : `${start}:x`;
}

function domainEnding(found: string, ending: string): string {
  return fileEndings.has(ending.toLowerCase()) || /^\d/.test(ending) ? found : `….${ending}`;
}
