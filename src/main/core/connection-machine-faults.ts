/** Which of several faults tells a person most, and which ones no second try will mend. Pure. */
import type { Fault, FaultCode } from '../../shared/fault.ts';

/**
 * Most telling first. What the server itself said comes before what may be the check address's own trouble, and both
 * before silence, which says least.
 */
const tellingOrder: readonly FaultCode[] = [
  'auth-failed',
  'reality-refused',
  'name-unresolved',
  'refused',
  'tls-failed',
  'unreachable',
  'protocol-error',
  'cut-off',
  'check-failed',
  'closed-early',
  'timeout',
];

/** The fault to show when every check address failed; the first of equals. Undefined for none. */
export function mostTelling(faults: readonly Fault[]): Fault | undefined {
  return faults.toSorted((left, right) => rank(left.code) - rank(right.code))[0];
}

function rank(code: FaultCode): number {
  const index = tellingOrder.indexOf(code);
  return index < 0 ? tellingOrder.length : index;
}

/** True for the engine's own trouble: asking another address would only repeat it. */
export function isEngineFault(fault: Fault): boolean {
  return engineFaults.has(fault.code);
}

const engineFaults: ReadonlySet<FaultCode> = new Set(['engine-missing', 'engine-version', 'engine-died', 'engine-busy', 'config-refused']);

/** True when trying again on this computer, as it is, cannot help. */
export function isLasting(fault: Fault): boolean {
  return lastingFaults.has(fault.code);
}

const lastingFaults: ReadonlySet<FaultCode> = new Set(['engine-missing', 'engine-version', 'config-refused', 'link-unsupported', 'proxy-held']);
