/** `trojan://password@host[:port]?…#name` and Trojan-Go's dialect of it. */
import { fail, succeed, type Result } from '../fault.ts';
import type { TrojanProfile } from '../profile.ts';
import type { Draft, LinkCodec } from './codec.ts';
import { formatHost, readEndpoint } from './host.ts';
import { decodePercent, decodeSecret, encodePercent } from './percent.ts';
import { formatFragment, formatQuery, queryOf, readFlag, readQuery, restOf, takeFlag, takeText, type Query } from './query.ts';
import { splitUserLink } from './split.ts';
import { insecureParameters, takeTls, tlsParameters } from './tls-parameters.ts';
import { transportParameters } from './transport-format.ts';
import { takeTransport } from './transport-parameters.ts';
import { takeName } from './vless.ts';
import type { Transport } from '../profile.ts';

export const trojanLinks: LinkCodec<TrojanProfile> = { schemes: ['trojan', 'trojan-go'], parse: parseTrojan, format: formatTrojan };

/** Port 443 and TLS are the protocol's own defaults. */
function parseTrojan(link: string): Result<TrojanProfile> {
  const parts = splitUserLink(link);
  const password = decodeSecret(parts.user ?? '');
  if (password === '') return fail('link-missing-field', 'The password in front of the @ is missing.');
  const endpoint = readEndpoint(parts.authority, 443);
  if (!endpoint.ok) return endpoint;
  const query = readQuery(parts.query);
  const tls = takeTls(query, 'tls');
  if (!tls.ok) return tls;
  const transport = takeTrojanTransport(query);
  if (!transport.ok) return transport;
  const profile: Draft<TrojanProfile> = {
    type: 'trojan',
    name: takeName(query, parts),
    server: endpoint.value.server,
    port: endpoint.value.port,
    password,
    ...tls.value,
    transport: transport.value,
  };
  addOptional(profile, query);
  return succeed(profile);
}

/** Besides the common form: `ws=1&wspath=/x`, and Shadowrocket's `plugin=obfs-local;obfs=websocket;obfs-host=…`. */
function takeTrojanTransport(query: Query): Result<Transport> {
  if (takeFlag(query, 'ws') && !query.pairs.has('type')) return takeTransport(withType(query, 'ws'));
  const plugin = query.pairs.get('plugin');
  if (plugin === undefined || query.pairs.has('type')) return takeTransport(query);
  const [name = '', ...options] = decodePercent(plugin.value).split(';');
  if (!/^(?:obfs-local|simple-obfs)$/i.test(name.trim())) return takeTransport(query);
  const fields = options.map((option) => cutAtEquals(option));
  if (!fields.some(([key, value]) => key === 'obfs' && /^(?:websocket|ws)$/i.test(value))) return takeTransport(query);
  query.pairs.delete('plugin');
  return takeTransport(queryOf(fields));
}

function withType(query: Query, type: string): Query {
  query.pairs.set('type', { name: 'type', value: type, kind: 'plain' });
  return query;
}

function cutAtEquals(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text.trim(), ''] : [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
}

function addOptional(profile: Draft<TrojanProfile>, query: Query): void {
  const flow = takeText(query, 'flow');
  if (flow !== undefined && flow.toLowerCase() !== 'none') profile.flow = flow;
  const ssLayer = takeSsLayer(query);
  if (ssLayer !== undefined) profile.ssLayer = ssLayer;
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
}

/** Trojan-Go's `encryption=ss;method:password`; its own documents also show `ss;method;password`. */
function takeSsLayer(query: Query): TrojanProfile['ssLayer'] {
  const pair = query.pairs.get('encryption');
  if (pair === undefined) return undefined;
  const found = /^ss;([^:;]+)[:;](.+)$/is.exec(decodePercent(pair.value).trim());
  const [, method, password] = found ?? [];
  if (method !== undefined && password !== undefined) {
    query.pairs.delete('encryption');
    return { method: method.trim().toLowerCase(), password };
  }
  if (pair.value.toLowerCase() === 'none' || readFlag(pair.value) === false) query.pairs.delete('encryption');
  return undefined;
}

function formatTrojan(profile: TrojanProfile): string {
  const { ssLayer } = profile;
  const query = formatQuery(
    [
      ['security', profile.security],
      ['flow', profile.flow],
      ...tlsParameters(profile),
      ...insecureParameters(profile, 'allowInsecure', 'insecure'),
      ...transportParameters(profile.transport),
      ['encryption', ssLayer === undefined ? undefined : `ss;${ssLayer.method}:${ssLayer.password}`],
    ],
    profile.extra,
  );
  const scheme = ssLayer === undefined ? 'trojan' : 'trojan-go';
  return `${scheme}://${encodePercent(profile.password)}@${formatHost(profile.server)}:${profile.port}${query}${formatFragment(profile.name)}`;
}
