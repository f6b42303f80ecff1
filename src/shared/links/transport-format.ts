/** Transports written as link parameters. */
import type { Transport } from '../profile.ts';
import type { Parameters } from './query.ts';
import { earlyDataHeader } from './transport-parameters.ts';

/** The transport as parameters; `raw` is written `tcp`, the name that every reader knows. */
export function transportParameters(transport: Transport): Parameters {
  const { type } = transport;
  switch (type) {
    case 'tcp':
      return [['type', type], ['headerType', transport.headerType], ['host', transport.host], ['path', transport.path]];
    case 'ws':
      return webSocketParameters(transport);
    case 'httpupgrade':
      return [['type', type], ['host', formatHostParameter(transport)], ['path', withEarlyData(transport)]];
    case 'h2':
      return [['type', 'http'], ['host', transport.host], ['path', transport.path]];
    case 'grpc':
      return [['type', type], ['serviceName', transport.serviceName], ['authority', transport.authority], ['mode', transport.mode]];
    case 'xhttp':
      return [['type', type], ['host', transport.host], ['path', transport.path], ['mode', transport.mode], ['extra', transport.extra]];
    case 'kcp':
      return [
        ['type', type],
        ['headerType', transport.headerType ?? 'none'],
        ['seed', transport.seed],
        ['mtu', transport.mtu?.toString()],
        ['tti', transport.tti?.toString()],
      ];
    case 'quic':
      return [['type', type], ['headerType', transport.headerType ?? 'none'], ['quicSecurity', transport.quicSecurity], ['key', transport.key]];
  }
}

function webSocketParameters(transport: Extract<Transport, { readonly type: 'ws' }>): Parameters {
  const isUsualHeader = transport.earlyData !== undefined && transport.earlyDataHeader === earlyDataHeader;
  return [
    ['type', 'ws'],
    ['host', formatHostParameter(transport)],
    ['path', withEarlyData(transport)],
    ['eh', isUsualHeader ? undefined : transport.earlyDataHeader],
  ];
}

function withEarlyData({ path = '/', earlyData }: { readonly path?: string; readonly earlyData?: number }): string {
  return earlyData === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}ed=${earlyData}`;
}

/** Headers beside Host have no parameter of their own: they go as JSON in `host`, the way Shadowrocket writes them. */
function formatHostParameter(transport: { readonly host?: string; readonly headers?: Readonly<Record<string, string>> }): string | undefined {
  const { host, headers } = transport;
  if (headers === undefined) return host;
  return JSON.stringify(host === undefined ? headers : { Host: host, ...headers });
}
