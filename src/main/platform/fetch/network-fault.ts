/** What Node throws around sockets, TLS and HTTP → a fault. */
import { makeFault, type Fault, type FaultCode } from '../../../shared/fault.ts';
import { errorCode } from '../paths.ts';

const codes: Readonly<Record<string, FaultCode>> = {
  ENOTFOUND: 'name-unresolved',
  EAI_AGAIN: 'name-unresolved',
  EAI_FAIL: 'name-unresolved',
  ECONNREFUSED: 'refused',
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'closed-early',
  EPIPE: 'closed-early',
  EPROTO: 'tls-failed',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-failed',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-failed',
};

/** The fault; its `cause` is the system's short name only, which holds no address. */
export function networkFault(error: unknown): Fault {
  // Several addresses were tried: the first one's reason stands for all.
  if (error instanceof AggregateError && error.errors.length > 0) return networkFault(error.errors[0]);
  const code = errorCode(error);
  const known = codes[code] ?? (/CERT|TLS|SSL/.test(code) ? 'tls-failed' : 'protocol-error');
  return makeFault(known, code);
}
