/**
 * `vmess://`: base64 of JSON (v2rayN, by far the commonest), the URL form of 2021 with AEAD only, Shadowrocket's
 * base64 of `cipher:uuid@host:port`, and v2fly's draft `net+tls:uuid-aid@host:port`.
 */
import { fail, type Result } from '../fault.ts';
import type { VmessProfile } from '../profile.ts';
import { decodeBase64Legacy, encodeBase64Text } from './base64.ts';
import type { LinkCodec } from './codec.ts';
import { readHost, readPort } from './host.ts';
import { readName } from './name.ts';
import { decodePercent } from './percent.ts';
import { readQuery, takeText } from './query.ts';
import { splitLink } from './split.ts';
import { insecureParameters, tlsParameters } from './tls-parameters.ts';
import { readJsonObject } from './tolerant-json.ts';
import { trimEndOf } from './trim.ts';
import { transportParameters } from './transport-format.ts';
import { readVmessFields, vmessJsonFields, type VmessFields } from './vmess-json.ts';
import { finishVmess } from './vmess-profile.ts';
import { readQuantumult } from './vmess-quantumult.ts';
import { parseVmessUrl } from './vmess-url.ts';

export const vmessLinks: LinkCodec<VmessProfile> = { schemes: ['vmess'], parse: parseVmess, format: formatVmess };

function parseVmess(link: string): Result<VmessProfile> {
  const parts = splitLink(link);
  if (parts.user !== undefined) return parseVmessUrl(link);
  const body = trimEndOf(decodePercent(parts.authority + parts.path), '/'); // JSON never ends in bits that make a slash
  const text = decodeBase64Legacy(body);
  if (body === '' || text === undefined) return fail('link-bad-base64', 'The text behind vmess:// is not whole base64: part of the link is missing or damaged.');
  const json = readJsonObject(text);
  if (json === undefined) {
    const quantumult = readQuantumult(text);
    if (quantumult !== undefined) return buildProfile(quantumult, readName(parts.fragment) || quantumult.name);
    if (text.includes('@')) return parseVmessUrl(link);
    return fail('link-malformed', 'The text inside this vmess link is damaged: it is not the description of a server.');
  }
  const fields = readVmessFields(json);
  const remarks = takeText(readQuery(parts.query), 'remarks', 'remark') ?? '';
  return buildProfile(fields, readName(parts.fragment) || fields.name || remarks);
}

function buildProfile(fields: VmessFields, name: string): Result<VmessProfile> {
  if (fields.uuid === '') return fail('link-missing-field', 'The user id (id) is missing in this vmess link.');
  if (fields.port === '') return fail('link-missing-field', 'The port is missing in this vmess link.');
  const server = readHost(fields.server);
  if (!server.ok) return server;
  const port = readPort(fields.port);
  if (!port.ok) return port;
  return finishVmess({ name, server: server.value, port: port.value, uuid: fields.uuid, method: fields.method, alterId: fields.alterId }, fields.query);
}

/** JSON form, version 2: numbers as texts, standard base64 with padding, as every client reads it. */
function formatVmess(profile: VmessProfile): string {
  const fields: Record<string, string> = {
    v: '2',
    ps: profile.name,
    add: profile.server,
    port: String(profile.port),
    id: profile.uuid,
    aid: String(profile.alterId),
    scy: profile.method,
    ...vmessJsonFields(transportParameters(profile.transport)),
    tls: profile.security === 'none' ? '' : profile.security,
    ...definedFields([
      ...tlsParameters(profile),
      ...insecureParameters(profile, 'insecure'),
      ['packetEncoding', profile.packetEncoding],
    ]),
  };
  for (const [key, value] of Object.entries(profile.extra ?? {})) if (!Object.hasOwn(fields, key) || fields[key] === '') fields[key] = value;
  return `vmess://${encodeBase64Text(JSON.stringify(fields), 'standard')}`;
}

function definedFields(parameters: readonly (readonly [string, string | undefined])[]): Record<string, string> {
  return Object.fromEntries(parameters.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
