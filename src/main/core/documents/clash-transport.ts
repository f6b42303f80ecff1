/** `network` of a Clash/mihomo proxy and the options that belong to it. */
import { succeed, type Result } from '../../../shared/fault.ts';
import type { Transport } from '../../../shared/profile.ts';
import { clashXhttp } from './clash-xhttp.ts';
import { putRest, recordOf, takeFields, takeFlag, takeMap, takeText, takeTexts, type Fields } from './fields.ts';
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
  const path = takeText(options, 'path') ?? oldPath;
  const ownHost = host ?? takeText(options, 'host');
  const early = { ed: takeText(options, 'maxearlydata'), eh: takeText(options, 'earlydataheadername') };
  const isUpgrade = network === 'httpupgrade' || takeFlag(options, 'v2rayhttpupgrade') === true;
  putRest(fields, 'ws-opts', options);
  return buildTransport({ type: isUpgrade ? 'httpupgrade' : 'ws', path, host: ownHost, ...(isUpgrade ? {} : early) }, headers);
}

function http(fields: Fields): Result<Transport> {
  const options = takeFields(fields, 'httpopts');
  const headers = takeFields(options, 'headers');
  const parts = { type: 'tcp', headerType: 'http', path: takeTexts(options, 'path')?.join(','), host: (takeTexts(headers, 'host') ?? takeTexts(options, 'host'))?.join(',') };
  putRest(options, 'headers', headers);
  putRest(fields, 'http-opts', options);
  return buildTransport(parts);
}

function http2(fields: Fields): Result<Transport> {
  const options = takeFields(fields, 'h2opts');
  const parts = { type: 'h2', path: takeText(options, 'path'), host: takeTexts(options, 'host')?.join(',') };
  putRest(fields, 'h2-opts', options);
  return buildTransport(parts);
}

function grpc(fields: Fields): Result<Transport> {
  const options = takeFields(fields, 'grpcopts');
  const parts = {
    type: 'grpc',
    serviceName: takeText(options, 'grpcservicename', 'servicename'),
    authority: takeText(options, 'authority'),
    mode: takeText(options, 'grpcmode', 'mode', 'grpctype'),
  };
  putRest(fields, 'grpc-opts', options);
  return buildTransport(parts);
}

function kcp(fields: Fields): Result<Transport> {
  const options = takeFields(fields, 'mkcpopts', 'kcpopts');
  const parts = {
    type: 'kcp',
    headerType: takeText(options, 'header', 'headertype'),
    seed: takeText(options, 'seed'),
    mtu: takeText(options, 'mtu'),
    tti: takeText(options, 'tti'),
  };
  putRest(fields, 'mkcp-opts', options);
  return buildTransport(parts);
}
