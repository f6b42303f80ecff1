/** Settings that a profile carries among its extra ones and that would change what is spoken: never passed over in silence. */
import type { Profile } from '../../shared/profile.ts';
import type { UnrunnableFeature } from './engine-config-limits.ts';

/** In the spellings of Clash, sing-box and Xray files, as `extra` keeps them. */
const layers: ReadonlyMap<string, UnrunnableFeature> = new Map([
  ['shadow-tls-opts', 'tls-layer'], ['restls-opts', 'tls-layer'], ['jls-opts', 'tls-layer'], ['tlsmirror-opts', 'tls-layer'],
  ['tls.client_certificate', 'client-certificate'], ['tls.client_certificate_path', 'client-certificate'],
  ['ca', 'certificate-authority'], ['ca-str', 'certificate-authority'], ['tls.certificate', 'certificate-authority'], ['tls.certificate_path', 'certificate-authority'], ['tls.certificate_public_key_sha256', 'certificate-pins'],
]);

/** The first of them; undefined for a profile without. */
export function unrunnableLayer({ extra, type }: Profile): UnrunnableFeature | undefined {
  if (extra === undefined || type === 'unsupported' || type === 'openvpn') return undefined;
  if ((extra['certificate'] ?? '') !== '' && (extra['private-key'] ?? '') !== '') return 'client-certificate';
  for (const [name, feature] of layers) if ((extra[name] ?? '') !== '') return feature;
  const certificates = extra['tls.certificates'] ?? '';
  if (certificates === '' || certificates === '[]') return undefined;
  return /"usage":"verify"/.test(certificates) ? 'certificate-authority' : 'client-certificate';
}
