/** The machine → the state that people see. Pure. */
import type { ConnectionState, StartStep } from '../../shared/connection.ts';
import type { Climb, Machine } from './connection-machine-types.ts';
import { systemProxyView } from './connection-machine-proxy.ts';

/** Leaves out everything that only the machine needs. */
export function viewConnection(machine: Machine): ConnectionState {
  const { phase } = machine;
  switch (phase.kind) {
    case 'off':
      return { kind: 'off' };
    case 'starting':
      return { kind: 'starting', profileId: phase.run.plan.profileId, step: startStep(phase.climb), since: phase.since };
    case 'on':
      return {
        kind: 'on',
        profileId: phase.run.plan.profileId,
        since: phase.since,
        lastAnswerAt: phase.heard.at,
        lastAnswerMs: phase.heard.ms,
        ...(phase.isVerifying === true ? { isVerifying: true } : {}),
        ...systemProxyView(machine, phase.run),
      };
    case 'recovering':
      return {
        kind: 'recovering',
        profileId: phase.run.plan.profileId,
        since: phase.since,
        attempt: phase.attempt,
        ...systemProxyView(machine, phase.run),
        fault: phase.fault,
      };
    case 'stopping':
      return { kind: 'stopping', since: phase.since };
    case 'failed':
      return { kind: 'failed', profileId: phase.profileId, since: phase.since, fault: phase.fault };
  }
}

/** reach = no byte has left yet; hear = the server took some, or has answered and the system is being told. */
function startStep(climb: Climb): StartStep {
  if (climb.stage === 'proxy') return 'hear';
  if (climb.stage === 'check') return climb.sent ? 'hear' : 'reach';
  return 'prepare';
}
