/** `ssd://base64(JSON)`: an old list of Shadowsocks servers that inherit cipher, port and password from the list. */
import { fail, succeed } from '../fault.ts';
import { decodeBase64Text, encodeBase64Text } from './base64.ts';
import { fieldsOf, itemsOf, textField } from './fields.ts';
import { decodePercent, encodePercent } from './percent.ts';
import { shadowsocksLinks } from './shadowsocks.ts';
import { readJsonObject } from './tolerant-json.ts';
import type { Finding, Findings } from './wrapper.ts';

const mostServers = 10_000;

/** Opens one; a damaged server costs itself only. Faults: link-bad-base64, link-malformed, link-missing-field. */
export function readSsd(link: string): Findings {
  const text = decodeBase64Text(decodePercent(link.slice(link.indexOf('://') + 3).split('#', 1)[0] ?? ''));
  if (text === undefined || text === '') return fail('link-bad-base64', 'The text behind ssd:// is not whole base64.');
  const list = readJsonObject(text);
  if (list === undefined) return fail('link-malformed', 'The text behind ssd:// is no list of servers.');
  const findings = itemsOf(list.get('servers')).slice(0, mostServers).map((server) => readServer(fieldsOf(server), list));
  return findings.length > 0 ? succeed(findings) : fail('link-missing-field', 'The list behind ssd:// holds no server.');
}

/** Through the common link, so that ciphers, addresses and plugins are judged the same. */
function readServer(server: ReadonlyMap<string, unknown>, list: ReadonlyMap<string, unknown>): Finding {
  const inherited = (name: string): string => textField(server, name) || textField(list, name);
  const plugin = inherited('plugin');
  const options = inherited('plugin_options');
  const query = plugin === '' ? '' : `?plugin=${encodePercent(options === '' ? plugin : `${plugin};${options}`)}`;
  const host = textField(server, 'server');
  const user = encodeBase64Text(`${inherited('encryption')}:${inherited('password')}`, 'url');
  const name = encodePercent(textField(server, 'remarks'));
  const read = shadowsocksLinks.parse(`ss://${user}@${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${inherited('port')}/${query}#${name}`);
  if (read.ok) return { kind: 'profile', profile: read.value };
  return { kind: 'refusal', code: read.fault.code, reason: read.fault.cause ?? 'A server of this list cannot be read.' };
}
