/** TLS fields of a Clash/mihomo proxy. */
import type { Result } from '../../../shared/fault.ts';
import type { TlsFields } from '../../../shared/profile.ts';
import { putRest, takeFields, takeFlag, takeSecret, takeText, takeTexts, type Fields } from './fields.ts';
import { buildTls, type RealityParts } from './tls.ts';

/** Names of browsers, which some panels write into the field of the certificate's fingerprint. */
const browsers = /^(?:chrome|firefox|safari|ios|android|edge|360|qq|random|randomized)$/i;

/** Takes them; `always` for protocols that know no plain form. Faults: link-missing-field. */
export function takeClashTls(fields: Fields, mode: 'flag' | 'always'): Result<TlsFields> {
  const isOn = takeFlag(fields, 'tls');
  const pin = takeText(fields, 'fingerprint');
  const isBrowser = pin !== undefined && browsers.test(pin);
  const client = takeText(fields, 'clientfingerprint');
  return buildTls({
    isOn: mode === 'always' || isOn === true,
    sni: takeText(fields, 'sni', 'servername', 'peer'),
    alpn: takeTexts(fields, 'alpn'),
    insecure: takeFlag(fields, 'skipcertverify', 'allowinsecure', 'insecure'),
    fingerprint: client ?? (isBrowser ? pin : undefined),
    pins: pin === undefined || isBrowser ? undefined : pin.split(',').map((each) => each.trim()),
    verifyNames: takeTexts(fields, 'namecertverify'),
    ech: takeEch(fields),
    reality: takeReality(fields),
  });
}

function takeReality(fields: Fields): RealityParts | undefined {
  const reality = takeFields(fields, 'realityopts');
  if (reality.size === 0) return undefined;
  const parts = {
    publicKey: takeText(reality, 'publickey'),
    shortId: takeShortId(reality),
    spiderX: takeText(reality, 'spiderx'),
    mldsa65Verify: takeSecret(reality, 'mldsa65verify'),
  };
  putRest(fields, 'reality-opts', reality);
  return parts;
}

/** An empty one is a value of its own; `null` is what emptiness becomes in some panels. */
export function takeShortId(reality: Fields): string | undefined {
  const isPresent = reality.has('shortid');
  return takeText(reality, 'shortid') ?? (isPresent ? '' : undefined);
}

/** Without a configuration it is looked up by whatever resolver is at hand, which a `+` with nothing behind it means. */
function takeEch(fields: Fields): string | undefined {
  const ech = takeFields(fields, 'echopts');
  if (takeFlag(ech, 'enable') !== true) return undefined;
  const name = takeText(ech, 'queryservername') ?? '';
  return takeText(ech, 'config') ?? `${name}+`;
}
