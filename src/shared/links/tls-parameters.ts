/** TLS and REALITY as link parameters, shared by every scheme that can be wrapped in them. */
import { fail, succeed, type Result } from '../fault.ts';
import type { TlsFields } from '../profile.ts';
import { decodeBase64 } from './base64.ts';
import type { Draft } from './codec.ts';
import { readFlag, splitList, takeFlag, takePresent, takeText, takeTwiceEncoded, type Parameters, type Query } from './query.ts';

/**
 * Takes the TLS parameters out of a query. `fallback` is the scheme's own default when none is named.
 * A public key makes it REALITY whatever else is said, since nothing else has one.
 * Faults: link-unsupported, link-missing-field.
 */
export function takeTls(query: Query, fallback: 'none' | 'tls'): Result<TlsFields> {
  const security = takeText(query, 'security');
  const switched = takeText(query, 'tls'); // Shadowrocket's spelling; says nothing new beside the other
  const named = readSecurity(security ?? switched, fallback);
  if (!named.ok) return named;
  const fields: Draft<TlsFields> = { security: named.value };
  takeReality(query, fields);
  if (fields.security === 'reality' && fields.publicKey === undefined) {
    return fail('link-missing-field', 'A REALITY link needs the public key of the server (pbk), and this one has none.');
  }
  takeName(query, fields);
  takeChecks(query, fields);
  const fingerprint = takeText(query, 'fp', 'clientfingerprint', 'fingerprint')?.toLowerCase();
  if (fingerprint !== undefined && fingerprint !== 'none') fields.fingerprint = fingerprint;
  else if (fields.security === 'reality') fields.fingerprint = 'chrome'; // REALITY cannot go without
  return succeed(fields);
}

function readSecurity(text: string | undefined, fallback: 'none' | 'tls'): Result<TlsFields['security']> {
  if (text === undefined) return succeed(fallback);
  const word = text.toLowerCase();
  if (word === 'reality') return succeed('reality');
  // Legacy XTLS is gone from every engine; its servers speak TLS as well.
  if (word === 'tls' || word === 'xtls' || readFlag(word) === true) return succeed('tls');
  if (word === 'none' || readFlag(word) === false) return succeed('none');
  return fail('link-unsupported', 'The security of this link is neither none, tls nor reality.');
}

function takeReality(query: Query, fields: Draft<TlsFields>): void {
  const publicKey = takeText(query, 'pbk', 'publickey');
  if (publicKey !== undefined) {
    fields.security = 'reality';
    fields.publicKey = publicKey;
  }
  if (fields.security !== 'reality') return;
  const shortId = takePresent(query, 'sid', 'shortid');
  if (shortId !== undefined) fields.shortId = shortId;
  const spiderX = takeTwiceEncoded(query, 'spx', 'spiderx');
  if (spiderX !== undefined) fields.spiderX = spiderX;
  const verify = takeText(query, 'pqv', 'mldsa65verify');
  if (verify !== undefined) fields.mldsa65Verify = verify;
}

function takeName(query: Query, fields: Draft<TlsFields>): void {
  const sni = takeTwiceEncoded(query, 'sni', 'peer', 'servername');
  if (sni !== undefined) fields.sni = sni;
  const alpn = splitList(takeTwiceEncoded(query, 'alpn') ?? '');
  if (alpn.length > 0) fields.alpn = alpn;
}

function takeChecks(query: Query, fields: Draft<TlsFields>): void {
  const isInsecure = takeFlag(query, 'insecure', 'allowinsecure', 'skipcertverify');
  const verify = takeText(query, 'verifycert');
  if (isInsecure || (verify !== undefined && readFlag(verify) === false)) fields.insecure = true;
  const ech = takeText(query, 'ech');
  if (ech !== undefined) fields.ech = ech;
  const pins = splitList(takeText(query, 'pcs', 'pinsha256') ?? '').map(normalizePin);
  if (pins.length > 0) fields.certificatePins = pins;
  const names = splitList(takeText(query, 'vcn') ?? '');
  if (names.length > 0) fields.verifyNames = names;
}

/** Lower-case hex without colons; base64 of 32 bytes is turned into it; anything else stays, to be refused later. */
export function normalizePin(text: string): string {
  const hex = text.replace(/[:\s-]/g, '');
  if (/^[0-9a-fA-F]+$/.test(hex)) return hex.toLowerCase();
  const bytes = decodeBase64(text);
  if (bytes?.length !== 32) return text;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The parameters of `fields`, without `security` and `insecure`, whose spelling is the protocol's. */
export function tlsParameters(fields: TlsFields): Parameters {
  return [
    ['sni', fields.sni],
    ['alpn', fields.alpn?.join(',')],
    ['fp', fields.fingerprint],
    ['pbk', fields.publicKey],
    ['sid', fields.shortId],
    ['spx', fields.spiderX],
    ['pqv', fields.mldsa65Verify],
    ['ech', fields.ech],
    ['pcs', fields.certificatePins?.join(',')],
    ['vcn', fields.verifyNames?.join(',')],
  ];
}

/** One parameter per spelling, present only when certificates go unchecked. */
export function insecureParameters(fields: TlsFields, ...spellings: readonly string[]): Parameters {
  return fields.insecure === true ? spellings.map((name) => [name, '1']) : [];
}
