/** TLS and transport of a sing-box outbound. */
import { succeed, type Result } from '../../../shared/fault.ts';
import type { TlsFields, Transport } from '../../../shared/profile.ts';
import { takeShortId } from './clash-tls.ts';
import { extraOf, putRest, recordOf, takeFields, takeFlag, takeMap, takeText, takeTexts, type Fields } from './fields.ts';
import { present } from './present.ts';
import { buildTls, type RealityParts } from './tls.ts';
import { buildTransport, splitHost, type Headers } from './transport.ts';
import { jsonText } from './tree.ts';

/** TLS with the one switch that is not TLS's own (`disable_sni`, which only TUIC profiles know) and what no rule knows. */
export interface SingBoxTls {
  readonly tls: TlsFields;
  readonly disableSni: boolean;
  readonly rest: Fields;
}

/** Takes `tls`; `always` for protocols that know no plain form. Faults: link-missing-field. */
export function takeSingBoxTls(fields: Fields, mode: 'flag' | 'always' = 'flag'): Result<SingBoxTls> {
  const rest = takeFields(fields, 'tls');
  const isOn = takeFlag(rest, 'enabled');
  const utls = takeFields(rest, 'utls');
  const isUtls = takeFlag(utls, 'enabled');
  const disableSni = takeFlag(rest, 'disablesni') === true;
  const tls = buildTls({
    isOn: mode === 'always' || isOn === true,
    sni: takeText(rest, 'servername'),
    alpn: takeTexts(rest, 'alpn'),
    insecure: takeFlag(rest, 'insecure'),
    fingerprint: isUtls === false ? undefined : takeText(utls, 'fingerprint'),
    ech: takeEch(rest),
    reality: takeReality(rest),
  });
  return tls.ok ? succeed({ tls: tls.value, disableSni, rest }) : tls;
}

function takeReality(tls: Fields): RealityParts | undefined {
  const reality = takeFields(tls, 'reality');
  if (takeFlag(reality, 'enabled') !== true) return undefined;
  const parts = { publicKey: takeText(reality, 'publickey'), shortId: takeShortId(reality) };
  putRest(tls, 'reality', reality);
  return parts;
}

/** The configuration is a PEM, line by line; its body is the base64 that profiles keep. Without one it is looked up (`name+`). */
function takeEch(tls: Fields): string | undefined {
  const ech = takeFields(tls, 'ech');
  if (takeFlag(ech, 'enabled') !== true) return undefined;
  const lines = takeTexts(ech, 'config')?.flatMap((text) => text.split('\n')) ?? [];
  const body = lines.filter((line) => !line.includes('-----')).map((line) => line.trim()).join('');
  const name = takeText(ech, 'queryservername') ?? '';
  const isFile = takeText(ech, 'configpath') !== undefined;
  putRest(tls, 'ech', ech);
  return body !== '' ? body : isFile ? undefined : `${name}+`;
}

/** What is left of TLS, for `extra`. */
export function tlsRest(tls: SingBoxTls): readonly [prefix: string, fields: Fields] {
  return ['tls.', tls.rest];
}

/** Takes `transport`. `http` is HTTP/2 over TLS and HTTP/1.1 without. Faults: link-unsupported. */
export function takeSingBoxTransport(fields: Fields, isTls: boolean): Result<Transport> {
  const options = takeFields(fields, 'transport');
  const type = takeText(options, 'type')?.toLowerCase() ?? 'tcp';
  const { host: header, headers } = splitHost(recordOf(takeMap(options, 'headers')));
  const host = takeTexts(options, 'host')?.join(',') ?? header;
  const path = takeText(options, 'path');
  const transport = readTransport(type, options, { path, host, headers, isTls });
  if (type === 'http' && headers !== undefined) options.set('headers', { name: 'headers', value: new Map(Object.entries(headers)) });
  putRest(fields, 'transport', options);
  return transport;
}

interface TransportParts {
  readonly path: string | undefined;
  readonly host: string | undefined;
  readonly headers: Headers;
  readonly isTls: boolean;
}

function readTransport(type: string, options: Fields, { path, host, headers, isTls }: TransportParts): Result<Transport> {
  switch (type) {
    case 'http':
      return isTls ? buildTransport({ type: 'h2', path, host }) : buildTransport({ type: 'tcp', headerType: 'http', path, host });
    case 'grpc':
      return buildTransport({ type, serviceName: takeText(options, 'servicename') });
    case 'ws':
      return buildTransport({ type, path, host, ed: takeText(options, 'maxearlydata'), eh: takeText(options, 'earlydataheadername') }, headers);
    case 'httpupgrade':
      return buildTransport({ type, path, host }, headers);
    case 'xhttp':
    case 'splithttp':
      return succeed(xhttp(options, path, host));
    default:
      return buildTransport({ type });
  }
}

/** Found in forks only; its other settings are Xray's, in small letters with underscores. */
function xhttp(options: Fields, path: string | undefined, host: string | undefined): Transport {
  const mode = takeText(options, 'mode')?.toLowerCase();
  const inner = takeMap(options, 'extra');
  const others = new Map([...options.values()].map(({ name, value }) => [name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()), value] as const));
  options.clear();
  const settings = inner ?? others;
  return { type: 'xhttp', path: path ?? '/', ...present({ host, mode, extra: settings.size === 0 ? undefined : jsonText(settings) }) };
}

/** `extra` of an outbound with what is left of its TLS. */
export function singBoxExtra(fields: Fields, tls?: SingBoxTls): { extra?: Readonly<Record<string, string>> } {
  return present({ extra: tls === undefined ? extraOf(fields) : extraOf(fields, tlsRest(tls)) });
}
