/** Quantumult's form of vmess links: base64 of `name = vmess, host, port, cipher, "uuid", obfs=ws, obfs-path="/x"`. */
import type { VmessFields } from './vmess-json.ts';
import { queryOf } from './query.ts';

/** The fields of such a line; undefined when the text is none. Nothing is checked here. */
export function readQuantumult(text: string): VmessFields | undefined {
  const [, name = '', line] = /^([^=\n]{0,400})=\s*vmess\s*,([^\n]*)/i.exec(text.trim()) ?? [];
  if (line === undefined) return undefined;
  const items = splitQuoted(line);
  const [server = '', port = '', method = '', uuid = ''] = items;
  const options = new Map(items.slice(4).map(cutOption));
  return { name: name.trim(), server, port, uuid, alterId: '0', method: method.toLowerCase(), query: queryOf(fieldsOf(options)) };
}

/** Cuts at commas outside double quotes; the quotes go. */
function splitQuoted(line: string): string[] {
  return (line.match(/(?:"[^"]*"|[^,"])+/g) ?? []).map((item) => item.replaceAll('"', '').trim());
}

function cutOption(item: string): [string, string] {
  const equals = item.indexOf('=');
  return equals < 0 ? [item.toLowerCase(), ''] : [item.slice(0, equals).trim().toLowerCase(), item.slice(equals + 1).trim()];
}

/** URL names of the options; `obfs-header` holds header lines joined by the letters `[Rr][Nn]`. */
function fieldsOf(options: ReadonlyMap<string, string>): (readonly [string, string])[] {
  const obfs = options.get('obfs') ?? '';
  const host = /(?:^|\])\s*Host:\s*([^[\]\s]+)/i.exec(options.get('obfs-header') ?? '')?.[1] ?? options.get('obfs-host') ?? '';
  const rest = [...options].filter(([key]) => !known.has(key));
  return [
    ['obfs', obfs === 'wss' ? 'ws' : obfs],
    ['security', obfs === 'wss' || options.get('over-tls') === 'true' ? 'tls' : ''],
    ['path', options.get('obfs-path') ?? ''],
    ['host', host],
    ['sni', options.get('tls-host') ?? ''],
    ['insecure', options.get('certificate') === '0' ? '1' : ''],
    ...rest,
  ];
}

const known = new Set(['obfs', 'obfs-path', 'obfs-header', 'obfs-host', 'over-tls', 'tls-host', 'certificate']);
