/**
 * Certificates inside profiles, read for display: the only place that looks into one. Runs in the reader process; a
 * connection is judged by the engine, never by what stands here.
 */
import { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../../shared/profile-tunnels.ts';
import type { Parsed, Profile } from '../../shared/profile.ts';

/** Read in one profile, at most, over all its blocks. */
const maxCertificates = 32;
const places = ['cert', 'ca', 'extra-certs'] as const;

/** The same content, in which every OpenVPN profile says what certificates it brings. */
export function withCertificates(parsed: Parsed): Parsed {
  return parsed.profiles.some(({ type, detour }) => type === 'openvpn' || detour !== undefined) ? { ...parsed, profiles: parsed.profiles.map(withFacts) } : parsed;
}

function withFacts(profile: Profile): Profile {
  const detour = profile.detour === undefined ? {} : { detour: withFacts(profile.detour) };
  if (profile.type !== 'openvpn') return { ...profile, ...detour };
  const certificates = certificatesIn(profile.blocks);
  return { ...profile, ...detour, ...(certificates.length === 0 ? {} : { certificates }) };
}

/** What can be read of the blocks; damaged certificates are passed over, as connecting will tell of them. */
export function certificatesIn(blocks: Readonly<Record<string, string>>): readonly CertificateFacts[] {
  const found: CertificateFacts[] = [];
  for (const place of places) {
    for (const pem of pemsOf(blocks[place] ?? '')) {
      const facts = found.length < maxCertificates ? factsOf(pem, place) : undefined;
      if (facts !== undefined) found.push(facts);
    }
  }
  return found;
}

function pemsOf(block: string): readonly string[] {
  const opening = '-----BEGIN CERTIFICATE-----';
  const closing = '-----END CERTIFICATE-----';
  const pems: string[] = [];
  for (let start = block.indexOf(opening); start >= 0 && pems.length < maxCertificates; ) {
    const end = block.indexOf(closing, start);
    if (end < 0) return pems;
    pems.push(block.slice(start, end + closing.length));
    start = block.indexOf(opening, end);
  }
  return pems;
}

/** The library has no other way of saying no than throwing. */
function factsOf(pem: string, place: CertificateFacts['place']): CertificateFacts | undefined {
  try {
    const certificate = new X509Certificate(pem);
    const notBefore = Date.parse(certificate.validFrom);
    const notAfter = Date.parse(certificate.validTo);
    if (!Number.isFinite(notBefore) || !Number.isFinite(notAfter)) return undefined;
    const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
    return { place, subject: nameOf(certificate.subject), issuer: nameOf(certificate.issuer), notBefore, notAfter, fingerprint };
  } catch {
    return undefined;
  }
}

/** The library writes a line for each part, and nothing at all for an empty name. */
function nameOf(lines: string | undefined): string {
  return (lines ?? '').split('\n').join(', ').replace(/\p{C}/gu, ' ').slice(0, 500);
}
