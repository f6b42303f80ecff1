/** `streamSettings` of an Xray outbound: transport, TLS, REALITY, in the spellings of all its years. */
import { succeed, type Result } from '../../../shared/fault.ts';
import type { TlsFields, Transport } from '../../../shared/profile.ts';
import { takeShortId } from './clash-tls.ts';
import { putRest, recordOf, takeFields, takeFlag, takeMap, takeSecret, takeText, takeTexts, type Fields } from './fields.ts';
import { present } from './present.ts';
import { buildTls, type RealityParts } from './tls.ts';
import { buildTransport, splitHost } from './transport.ts';
import { jsonText } from './tree.ts';

/** What an outbound's stream is, with the parts that only some protocols look at. */
export interface XrayStream {
  readonly tls: TlsFields;
  readonly transport: Transport;
  /** The tag this outbound is reached through. */
  readonly via: string | undefined;
  /** `finalmask`, as fields. */
  readonly mask: Fields;
  readonly hysteria: Fields;
  /** What no rule knows, for `extra`. */
  readonly rest: Fields;
}

/** Reads it. Of `sockopt`, which is about the computer, only the way is taken. Faults: link-missing-field, link-unsupported. */
export function readXrayStream(stream: Fields): Result<XrayStream> {
  const rest: Fields = new Map();
  const tls = readSecurity(stream, rest);
  if (!tls.ok) return tls;
  const method = takeText(stream, 'method');
  const network = (method ?? takeText(stream, 'network') ?? 'tcp').toLowerCase();
  const hysteria = takeFields(stream, 'hysteriasettings', 'hy2settings');
  const transport = /^(?:hysteria2?|hy2)$/.test(network) ? succeed<Transport>({ type: 'tcp' }) : readTransport(stream, network, rest);
  if (!transport.ok) return transport;
  const via = takeText(takeFields(stream, 'sockopt'), 'dialerproxy');
  return succeed({ tls: tls.value, transport: transport.value, via, mask: takeFields(stream, 'finalmask'), hysteria, rest });
}

function readSecurity(stream: Fields, rest: Fields): Result<TlsFields> {
  const security = takeText(stream, 'security')?.toLowerCase() ?? 'none';
  const isReality = security === 'reality';
  const isOn = isReality || security === 'tls' || security === 'xtls';
  if (!isOn) return buildTls({ isOn });
  const settings = isReality ? takeFields(stream, 'realitysettings') : takeFields(stream, 'tlssettings', 'xtlssettings');
  const tls = isReality ? buildTls({ isOn, sni: takeText(settings, 'servername'), fingerprint: takeText(settings, 'fingerprint'), reality: readReality(settings) }) : readTls(settings);
  settings.delete('show');
  putRest(rest, isReality ? 'reality' : 'tls', settings);
  return tls;
}

function readTls(tls: Fields): Result<TlsFields> {
  const pins = takeTexts(tls, 'pinnedpeercertsha256', 'pinnedpeercertificatesha256', 'pinnedpeercertificatechainsha256');
  return buildTls({
    isOn: true,
    sni: takeText(tls, 'servername'),
    alpn: takeTexts(tls, 'alpn'),
    insecure: takeFlag(tls, 'allowinsecure'),
    fingerprint: takeText(tls, 'fingerprint'),
    ech: takeText(tls, 'echconfiglist'),
    pins: pins?.flatMap((pin) => pin.split('~')),
    verifyNames: takeTexts(tls, 'verifypeercertbyname', 'verifypeercertinnames'),
  });
}

/** Newer files call the public key the password, because that is what it does. */
function readReality(reality: Fields): RealityParts {
  return {
    publicKey: takeText(reality, 'publickey', 'password'),
    shortId: takeShortId(reality),
    spiderX: takeText(reality, 'spiderx'),
    mldsa65Verify: takeSecret(reality, 'mldsa65verify'),
  };
}

type OptionsReader = (options: Fields) => Result<Transport>;

/** By name of the network: the names of its settings, and their reader. */
const networks: ReadonlyMap<string, readonly [OptionsReader, ...string[]]> = new Map<string, readonly [OptionsReader, ...string[]]>([
  ['tcp', [raw, 'rawsettings', 'tcpsettings']],
  ['ws', [(options) => webSocket('ws', options), 'wssettings']],
  ['httpupgrade', [(options) => webSocket('httpupgrade', options), 'httpupgradesettings']],
  ['xhttp', [(options) => succeed(xhttp(options)), 'xhttpsettings', 'splithttpsettings']],
  ['grpc', [grpc, 'grpcsettings', 'gunsettings']],
  ['h2', [http2, 'httpsettings']],
  ['kcp', [kcp, 'kcpsettings']],
  ['quic', [quic, 'quicsettings']],
]);
const otherNames: ReadonlyMap<string, string> = new Map([['raw', 'tcp'], ['websocket', 'ws'], ['splithttp', 'xhttp'], ['gun', 'grpc'], ['http', 'h2'], ['mkcp', 'kcp']]);

function readTransport(stream: Fields, network: string, rest: Fields): Result<Transport> {
  const name = otherNames.get(network) ?? network;
  const known = networks.get(name);
  if (known === undefined) return buildTransport({ type: network });
  const [read, ...keys] = known;
  const options = takeFields(stream, ...keys);
  const transport = read(options);
  options.delete('acceptproxyprotocol'); // the server's
  putRest(rest, name, options);
  return transport;
}

function http2(options: Fields): Result<Transport> {
  return buildTransport({ type: 'h2', path: takeText(options, 'path'), host: takeTexts(options, 'host')?.join(',') });
}

function quic(options: Fields): Result<Transport> {
  return buildTransport({ type: 'quic', headerType: headerType(options), quicSecurity: takeText(options, 'security'), key: takeSecret(options, 'key') });
}

function headerType(options: Fields): string | undefined {
  return takeText(takeFields(options, 'header'), 'type');
}

function raw(options: Fields): Result<Transport> {
  const header = takeFields(options, 'header');
  if (takeText(header, 'type')?.toLowerCase() !== 'http') return buildTransport({ type: 'tcp' });
  const request = takeFields(header, 'request');
  const headers = takeFields(request, 'headers');
  return buildTransport({ type: 'tcp', headerType: 'http', path: takeTexts(request, 'path')?.join(','), host: takeTexts(headers, 'host')?.join(',') });
}

function webSocket(type: 'ws' | 'httpupgrade', options: Fields): Result<Transport> {
  const { host: header, headers } = splitHost(recordOf(takeMap(options, 'headers')));
  const early = type === 'ws' ? { ed: takeText(options, 'maxearlydata'), eh: takeText(options, 'earlydataheadername') } : {};
  return buildTransport({ type, path: takeText(options, 'path'), host: takeText(options, 'host') ?? header, ...early }, headers);
}

function grpc(options: Fields): Result<Transport> {
  const mode = takeFlag(options, 'multimode') === true ? 'multi' : undefined;
  return buildTransport({ type: 'grpc', serviceName: takeText(options, 'servicename'), authority: takeText(options, 'authority'), mode });
}

function kcp(options: Fields): Result<Transport> {
  return buildTransport({ type: 'kcp', headerType: headerType(options), seed: takeText(options, 'seed'), mtu: takeText(options, 'mtu'), tti: takeText(options, 'tti') });
}

/** The other settings stand in `extra`, or beside path and host where there is no `extra`: Xray looks at one place only. */
function xhttp(options: Fields): Transport {
  const path = takeText(options, 'path') ?? '/';
  const host = takeText(options, 'host');
  const mode = takeText(options, 'mode')?.toLowerCase();
  const inner = takeMap(options, 'extra');
  const beside = [...options.values()].filter(({ value }) => value !== '').map(({ name, value }) => [name, value] as const);
  options.clear();
  const settings = inner ?? new Map(beside);
  return { type: 'xhttp', path, ...present({ host, mode, extra: settings.size === 0 ? undefined : jsonText(settings) }) };
}

