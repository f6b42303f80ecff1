/** TLS out of already cut values, the same end for every format. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { normalizePin } from '../../../shared/links/tls-parameters.ts';
import type { TlsFields } from '../../../shared/profile.ts';
import { present } from './present.ts';

/** What the formats know of TLS, each in its own spelling. */
export interface TlsParts {
  readonly isOn: boolean;
  readonly sni?: string | undefined;
  readonly alpn?: readonly string[] | undefined;
  readonly insecure?: boolean | undefined;
  readonly fingerprint?: string | undefined;
  readonly ech?: string | undefined;
  readonly pins?: readonly string[] | undefined;
  readonly verifyNames?: readonly string[] | undefined;
  readonly reality?: RealityParts | undefined;
}

/** Present only where the format says that it is REALITY. */
export interface RealityParts {
  readonly publicKey: string | undefined;
  /** May be empty. */
  readonly shortId: string | undefined;
  readonly spiderX?: string | undefined;
  readonly mldsa65Verify?: string | undefined;
}

/** Joins the parts. REALITY without a fingerprint gets chrome, as in links. Faults: link-missing-field. */
export function buildTls(parts: TlsParts): Result<TlsFields> {
  const { reality } = parts;
  if (reality !== undefined && reality.publicKey === undefined) {
    return fail('link-missing-field', 'REALITY needs the public key of the server, and this entry has none.');
  }
  const named = parts.fingerprint?.toLowerCase();
  const fingerprint = named === undefined || named === 'none' ? (reality === undefined ? undefined : 'chrome') : named;
  return succeed({
    security: reality === undefined ? (parts.isOn ? 'tls' : 'none') : 'reality',
    ...present({
      sni: parts.sni,
      alpn: parts.alpn,
      insecure: parts.insecure === true ? true : undefined,
      fingerprint,
      ech: parts.ech,
      certificatePins: parts.pins?.map(normalizePin),
      verifyNames: parts.verifyNames,
    }),
    ...present({ publicKey: reality?.publicKey, shortId: reality?.shortId, spiderX: reality?.spiderX, mldsa65Verify: reality?.mldsa65Verify }),
  });
}
