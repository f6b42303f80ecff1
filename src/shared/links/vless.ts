/** `vless://uuid@host:port?…#name`, also Shadowrocket's `vless://base64(method:uuid@host:port)?…`. */
import { fail, succeed, type Result } from '../fault.ts';
import type { VlessProfile } from '../profile.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint } from './host.ts';
import { readName } from './name.ts';
import { decodeSecret, encodePercent } from './percent.ts';
import { formatFragment, formatQuery, readQuery, restOf, takeText, type Query } from './query.ts';
import { splitUserLink, type LinkParts } from './split.ts';
import { insecureParameters, takeTls, tlsParameters } from './tls-parameters.ts';
import { transportParameters } from './transport-format.ts';
import { takeTransport } from './transport-parameters.ts';

export const vlessLinks: LinkCodec<VlessProfile> = { schemes: ['vless'], parse: parseVless, format: formatVless };

function parseVless(link: string): Result<VlessProfile> {
  const parts = splitUserLink(link);
  const uuid = readUuid(parts.user);
  if (uuid === '') return fail('link-missing-field', 'The user id in front of the @ is missing.');
  const endpoint = readEndpoint(parts.authority);
  if (!endpoint.ok) return endpoint;
  const query = readQuery(parts.query);
  const tls = takeTls(query, 'none');
  if (!tls.ok) return tls;
  const transport = takeTransport(query);
  if (!transport.ok) return transport;
  const profile: Draft<VlessProfile> = {
    type: 'vless',
    name: takeName(query, parts),
    server: endpoint.value.server,
    port: endpoint.value.port,
    uuid,
    ...tls.value,
    encryption: takeText(query, 'encryption') ?? 'none',
    transport: transport.value,
  };
  addOptional(profile, query);
  return succeed(profile);
}

/** Shadowrocket puts a cipher in front (`auto:uuid`); a colon cannot stand in an id otherwise. */
function readUuid(user: string | undefined): string {
  const text = decodeSecret(user ?? '').trim();
  const cipher = /^(?:auto|none|zero|chacha20-poly1305|aes-128-gcm):/i.exec(text);
  return cipher === null ? text : text.slice(cipher[0].length);
}

/** The fragment, or Shadowrocket's `remarks`. */
export function takeName(query: Query, parts: LinkParts): string {
  const remarks = takeText(query, 'remarks', 'remark');
  return readName(parts.fragment) || (remarks ?? '');
}

function addOptional(profile: Draft<VlessProfile>, query: Query): void {
  const flow = takeText(query, 'flow') ?? shadowrocketFlow(takeText(query, 'xtls'));
  if (flow !== undefined && flow.toLowerCase() !== 'none') profile.flow = flow;
  const packetEncoding = takeText(query, 'packetencoding');
  if (packetEncoding !== undefined) profile.packetEncoding = packetEncoding;
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
}

function shadowrocketFlow(xtls: string | undefined): string | undefined {
  if (xtls === '2') return 'xtls-rprx-vision';
  return xtls === '1' ? 'xtls-rprx-direct' : undefined;
}

function formatVless(profile: VlessProfile): string {
  const query = formatQuery(
    [
      ['encryption', profile.encryption ?? 'none'],
      ['flow', profile.flow],
      ['security', profile.security],
      ...tlsParameters(profile),
      ...insecureParameters(profile, 'allowInsecure', 'insecure'),
      ...transportParameters(profile.transport),
      ['packetEncoding', profile.packetEncoding],
    ],
    profile.extra,
  );
  const address = `${formatHost(profile.server)}:${profile.port}`;
  return `vless://${encodePercent(profile.uuid)}@${address}${query}${formatFragment(profile.name)}`;
}
