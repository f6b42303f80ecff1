/** `xhttp-opts` of mihomo → XHTTP with its other settings under Xray's names, the form in which profiles keep them. */
import type { Transport } from '../../../shared/profile.ts';
import { fieldsOf, recordOf, takeFields, takeMap, takeText, takeTexts, type Fields } from './fields.ts';
import { present } from './present.ts';
import { takeShortId } from './clash-tls.ts';
import { isMap, jsonText, type Tree, type TreeMap } from './tree.ts';

type Xhttp = Extract<Transport, { readonly type: 'xhttp' }>;

/** Words that Xray writes otherwise than plain camel case would. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['no-grpc-header', 'noGRPCHeader'],
  ['uplink-http-method', 'uplinkHTTPMethod'],
  ['session-placement', 'sessionIDPlacement'],
  ['session-key', 'sessionIDKey'],
  ['session-table', 'sessionIDTable'],
  ['session-length', 'sessionIDLength'],
]);

/** Path, host and mode in their places, everything else in `extra`. */
export function clashXhttp(options: TreeMap | undefined): Xhttp {
  const fields = fieldsOf(options);
  const path = takeText(fields, 'path') ?? '/';
  const host = takeText(fields, 'host');
  const mode = takeText(fields, 'mode')?.toLowerCase();
  const extra = extraSettings(fields);
  return { type: 'xhttp', path, ...present({ host, mode, extra: extra.size === 0 ? undefined : jsonText(extra) }) };
}

function extraSettings(fields: Fields): Map<string, Tree> {
  const extra = new Map<string, Tree>();
  const reuse = takeMap(fields, 'reusesettings');
  const download = takeMap(fields, 'downloadsettings');
  for (const { name, value } of fields.values()) extra.set(xrayName(name), value);
  if (reuse !== undefined) extra.set('xmux', renamed(reuse));
  if (download !== undefined) extra.set('downloadSettings', downloadSettings(download));
  return extra;
}

function xrayName(name: string): string {
  return otherNames.get(name) ?? name.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

function renamed(map: TreeMap): TreeMap {
  return new Map([...map].map(([name, value]) => [xrayName(name), value]));
}

function downloadSettings(map: TreeMap): TreeMap {
  const fields = fieldsOf(map);
  const settings = new Map<string, Tree>();
  put(settings, 'address', takeText(fields, 'server'));
  put(settings, 'port', takeText(fields, 'port'));
  settings.set('network', 'xhttp');
  const reality = takeFields(fields, 'realityopts');
  const isTls = takeText(fields, 'tls') === 'true' || reality.size > 0;
  const tls = new Map<string, Tree>();
  put(tls, 'serverName', takeText(fields, 'servername', 'sni'));
  put(tls, 'fingerprint', takeText(fields, 'clientfingerprint'));
  put(tls, 'alpn', takeTexts(fields, 'alpn'));
  if (reality.size > 0) {
    put(tls, 'publicKey', takeText(reality, 'publickey'));
    put(tls, 'shortId', takeShortId(reality));
  } else {
    put(tls, 'allowInsecure', takeText(fields, 'skipcertverify'));
    put(tls, 'pinnedPeerCertSha256', takeText(fields, 'fingerprint'));
  }
  settings.set('security', isTls ? (reality.size > 0 ? 'reality' : 'tls') : 'none');
  if (isTls) settings.set(reality.size > 0 ? 'realitySettings' : 'tlsSettings', tls);
  settings.set('xhttpSettings', xhttpSettings(fields));
  return settings;
}

function xhttpSettings(fields: Fields): TreeMap {
  const own = new Map<string, Tree>();
  put(own, 'path', takeText(fields, 'path'));
  put(own, 'host', takeText(fields, 'host'));
  const headers = recordOf(takeMap(fields, 'headers'));
  if (headers !== undefined) own.set('headers', new Map(Object.entries(headers)));
  const reuse = takeMap(fields, 'reusesettings');
  if (isMap(reuse)) own.set('extra', new Map([['xmux', renamed(reuse)]]));
  return own;
}

function put(map: Map<string, Tree>, name: string, value: Tree | undefined): void {
  if (value !== undefined) map.set(name, value);
}
