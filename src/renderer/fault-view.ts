/** What to do about a fault: each code leads to one piece of advice. Pure. */
import type { FaultCode } from '../shared/fault.ts';
import type { TextKey } from '../shared/text.ts';

/** The sentence that says what a person can do. */
export function adviceFor(code: FaultCode): TextKey {
  switch (code) {
    case 'engine-missing':
    case 'engine-version':
      return 'advice.reinstall';
    case 'engine-died':
    case 'engine-busy':
    case 'engine-internal':
    case 'unexpected':
    case 'bad-request':
    case 'not-found':
    case 'not-here':
    case 'busy':
    case 'input-too-slow':
    case 'store-damaged':
      return 'advice.again';
    case 'port-busy':
      return 'advice.port';
    case 'name-unresolved':
    case 'unreachable':
    case 'timeout':
      return 'advice.network';
    case 'refused':
    case 'protocol-error':
    case 'closed-early':
    case 'cut-off':
    case 'link-unsupported':
    case 'link-unknown':
      return 'advice.another';
    case 'tls-failed':
      return 'advice.clock';
    case 'config-refused':
    case 'reality-refused':
    case 'auth-failed':
    case 'address-refused':
    case 'list-status':
    case 'list-device':
    case 'list-unreadable':
      return 'advice.fresh-link';
    case 'check-failed':
      return 'advice.checks';
    case 'cancelled':
    case 'address-unsafe':
    case 'sealed-locked': // its sentence says what to do
    case 'sealed-wrong':
      return 'advice.none';
    case 'input-empty':
    case 'input-too-large':
    case 'link-malformed':
    case 'link-missing-field':
    case 'link-bad-port':
    case 'link-bad-host':
    case 'link-bad-base64':
    case 'sealed-damaged':
      return 'advice.whole-link';
    case 'proxy-unsupported':
    case 'proxy-locked':
    case 'proxy-not-applied':
      return 'advice.proxy';
    case 'proxy-held':
      return 'advice.other-byway';
    case 'proxy-not-restored':
    case 'proxy-journal-damaged':
      return 'advice.restore';
    case 'store-full':
      return 'advice.disk';
    case 'store-locked':
    case 'store-read-only':
    case 'secrets-unreadable':
      return 'advice.folder';
  }
}
