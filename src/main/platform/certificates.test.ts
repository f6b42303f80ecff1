import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { profileSamples } from '../../shared/profile-samples.ts';
import { profileSchema } from '../../shared/profile-schema.ts';
import { certificatesIn, withCertificates } from './certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'byway-certificates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function makeCertificate(subject: string, days: number): { readonly pem: string; readonly fingerprint: string } {
  const path = join(folder, 'c.pem');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', join(folder, 'k.pem')];
  execFileSync('openssl', ['req', '-x509', ...key, '-days', String(days), '-utf8', '-subj', subject, '-out', path], { stdio: 'ignore' });
  const line = execFileSync('openssl', ['x509', '-in', path, '-noout', '-fingerprint', '-sha256'], { encoding: 'utf8' });
  return { pem: readFileSync(path, 'utf8'), fingerprint: (line.split('=')[1] ?? '').trim().replaceAll(':', '').toLowerCase() };
}

const authority = makeCertificate('/C=DE/O=Two words/CN=Authority \u202Eevil', 30);
const own = makeCertificate('/CN=me', 1);

test('says of each certificate whose it is, who gave it, until when, and which it is', () => {
  const found = certificatesIn({ ca: `text before\n${authority.pem}\n${own.pem}`, cert: own.pem, key: '-----BEGIN PRIVATE KEY-----' });
  expect(found.map(({ place, fingerprint }) => [place, fingerprint])).toEqual([['cert', own.fingerprint], ['ca', authority.fingerprint], ['ca', own.fingerprint]]);
  expect(found[1]).toMatchObject({ subject: 'C=DE, O=Two words, CN=Authority  evil', issuer: 'C=DE, O=Two words, CN=Authority  evil' });
  const [mine] = found;
  expect(mine?.subject).toBe('CN=me');
  expect((mine?.notAfter ?? 0) - (mine?.notBefore ?? 0)).toBe(86_400_000);
});

test.each([
  ['nothing', {}],
  ['damage', { ca: authority.pem.replace(/[A-Z]/g, 'A') }],
  ['a certificate that is never closed', { ca: authority.pem.slice(0, -30) }],
  ['something else', { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }],
])('passes over %s', (_what, blocks) => {
  expect(certificatesIn(blocks)).toEqual([]);
});

test('a thousand certificates are not all read', () => {
  expect(certificatesIn({ ca: authority.pem.repeat(1_000) })).toHaveLength(32);
});

test('profiles on the way have theirs, and all of it can be stored', () => {
  const vpn = { ...profileSamples.openvpn, blocks: { ca: authority.pem } };
  const [trojan] = withCertificates({ profiles: [{ ...profileSamples.ssr, detour: vpn }], rejected: [] }).profiles;
  expect(trojan?.detour).toMatchObject({ certificates: [{ place: 'ca', fingerprint: authority.fingerprint }] });
  expect(profileSchema.parse(trojan)).toEqual(trojan);
});
