/** `network` of a Clash/mihomo proxy and the options that belong to it. */
import { succeed, type Result } from '../../../shared/fault.ts';
import type { Transport } from '../../../shared/profile.ts';
import { clashXhttp } from './clash-xhttp.ts';
import { recordOf, takeFields, takeFlag, takeMap, takeText, takeTexts, type Fields } from './fields.ts';
import { buildTransport, splitHost } from './transport.ts';

/** Takes it. `http` is HTTP/1.1 obfuscation here, and `h2` is HTTP/2. Faults: link-unsupported. */
export function takeClashTransport(fields: Fields): Result<Transport> {
  const network = takeText(fields, 'network')?.toLowerCase() ?? 'tcp';
  switch (network) {
    case 'ws':
    case 'websocket':
    case 'httpupgrade':
      return webSocket(fields, network);
    case 'http':
      return http(fields);
    case 'h2':
      return http2(fields);
    case 'grpc':
      return grpc(fields);
    case 'xhttp':
    case 'splithttp':
      return succeed(clashXhttp(takeMap(fields, 'xhttpopts', 'splithttpopts')));
    case 'kcp':
    case 'mkcp':
      return kcp(fields);
    default:
      return buildTransport({ type: network });
  }
}

function webSocket(fields: Fields, network: string): Result<Transport> {
  const options = takeFields(fields, 'wsopts', 'httpupgradeopts');
  const oldPath = takeText(fields, 'wspath');
  const oldHeaders = takeMap(fields, 'wsheaders');
  const { host, headers } = splitHost(recordOf(takeMap(options, 'headers') ?? oldHeaders));
  const isUpgrade = network === 'httpupgrade' || takeFlag(options, 'v2rayhttpupgrade') === true;
  return buildTransport(
    {
      type: isUpgrade ? 'httpupgrade' : 'ws',
      path: takeText(options, 'path') ?? oldPath,
      host: host ?? takeText(options, 'host'),
      ...(isUpgrade ? {} : { ed: takeText(options, 'maxearlydata'), eh: takeText(options, 'earlydataheadername') }),
    },
    headers,
  );
}

function http(fields: Fields): Result<Transport> {
  const options = takeFields(fields, 'httpopts');
  const headers = takeFields(options, 'headers');
  return buildTransport({
    type: 'tcp',
    headerType: 'http',
    path: takeTexts(options, 'path')?.join(','),
    host: (takeTexts(headers, 'host') ?? takeTexts(options, 'host'))?.join(','),
  });
}

function http2(fields: Fields): Result<Transport> {
  const options = takeFields(fields, 'h2opts');
  return buildTransport({ type: 'h2', path: takeText(options, 'path'), host: takeTexts(options, 'host')?.join(',') });
}

function grpc(fields: Fields): Result<Transport> {
  const options = takeFields(fields, 'grpcopts');
  return buildTransport({
    type: 'grpc',
    serviceName: takeText(options, 'grpcservicename', 'servicename'),
    authority: takeText(options, 'authority'),
    mode: takeText(options, 'grpcmode', 'mode', 'grpctype'),
  });
}

function kcp(fields: Fields): Result<Transport> {
  const options = takeFields(fields, 'mkcpopts', 'kcpopts');
  return buildTransport({
    type: 'kcp',
    headerType: takeText(options, 'header', 'headertype'),
    seed: takeText(options, 'seed'),
    mtu: takeText(options, 'mtu'),
    tti: takeText(options, 'tti'),
  });
}
