/** What the engine's library (mihomo 1.19.30) cannot run, as one closed list. Read in its adapter/outbound files. */
import { fail, type Result } from '../../shared/fault.ts';

/** Short names for `detail.feature` of a `link-unsupported` fault: technical terms, the same in every language. */
export type UnrunnableFeature =
  | 'protocol' // a kind of server that nothing in the engine speaks
  | 'quic' // the old QUIC transport
  | 'kcp' // mKCP below anything but VMess
  | 'kcp-header' // an mKCP disguise that is not known
  | 'h2' // the HTTP/2 transport below Trojan
  | 'xhttp' // XHTTP below anything but VLESS
  | 'tcp-header' // a TCP disguise other than `http`, or any below Trojan
  | 'reality' // REALITY where the protocol has no place for it
  | 'reality-transport' // REALITY below ws, httpupgrade or kcp: the library would speak plain TLS without a word
  | 'flow' // a flow other than Vision
  | 'flow-transport' // Vision below a transport that hides the TLS records it needs
  | 'trojan-without-tls' // the library always wraps Trojan in TLS
  | 'without-tls' // AnyTLS outside TLS
  | 'ssr-protocol'
  | 'packet-disguise' // Hysteria 1 dressed as TCP: needs raw sockets
  | 'snell-version'
  | 'amnezia-key' // an AmneziaWG key that is not known, or two that exclude each other
  | 'tap' // OpenVPN below the level of IP
  | 'digest' // OpenVPN's packet authentication
  | 'tls-auth-digest' // a signed control channel whose digest is not SHA-1
  | 'compress'
  | 'static-key' // OpenVPN without certificates
  | 'pkcs12'
  | 'fragment'
  | 'peer-fingerprint' // OpenVPN with a fingerprint in the place of an authority
  | 'openvpn-proxy' // a proxy named inside an OpenVPN file
  | 'static-challenge' // a one-time code for every connection
  | 'scramble' // a disguise that only patched OpenVPN has
  | 'detour-depth' // more servers on the way than are taken
  | 'detour-udp' // a server on the way that carries no UDP, below one that needs it
  | 'cipher'
  | 'plugin'
  | 'plugin-mode'
  | 'plugin-certificate' // a certificate authority of the plugin's own
  | 'obfs'
  | 'ports' // more port ranges than the library takes
  | 'prefix' // Outline's salt prefix
  | 'pqv' // REALITY's ML-DSA-65 check
  | 'finalmask' // Xray's packet masks (`fm`)
  | 'tls-layer' // Shadow-TLS, Restls, JLS or TLSMirror in the place of TLS
  | 'client-certificate' // a certificate of the client's own
  | 'certificate-authority' // an authority of the profile's own
  | 'ech' // Encrypted Client Hello where the protocol has no place for it
  | 'certificate-pins' // more than one pin: the library compares with one
  | 'verify-names' // more than one name: the library compares with one
  | 'download-settings'; // an XHTTP return path that is not XHTTP

/** The library refuses longer lists of port ranges (common/utils/ranges.go). */
export const maxPortRanges = 28;

/** The fault for a feature that the engine cannot run. */
export function cannotRun(feature: UnrunnableFeature): Extract<Result<never>, { ok: false }> {
  return fail('link-unsupported', `the engine cannot run ${feature}`, { feature });
}

/** The fault for a part without which the engine would do something else than the profile says. */
export function missingField(field: string): Extract<Result<never>, { ok: false }> {
  return fail('link-missing-field', `${field} is missing`, { field });
}
