/**
 * What happens to the system's proxy settings: when they are set, held, released and put back. Pure. Answers are
 * matched by `turn`; because the runner works in order, the newest operation decides what the settings hold.
 */
import type { SystemProxyState } from '../../shared/connection.ts';
import type { Effect, Machine, ProxyAnswer, ProxyHold, Run, Stepped } from './connection-machine-types.ts';
import { wantsSystemProxy } from './connection-machine-climb.ts';

/** Asks for the earlier settings, whatever was under way. */
export function restoreProxy(machine: Machine): Stepped {
  const turn = machine.turn + 1;
  return [{ ...machine, turn, proxy: { kind: 'restoring' } }, [{ kind: 'restore-proxy', turn }]];
}

/** Restores only where something is to be put back and nobody is at it yet. */
export function restoreIfHeld(machine: Machine): Stepped {
  const idle = machine.proxy.kind === 'clean' || machine.proxy.kind === 'restoring';
  return idle ? [machine, []] : restoreProxy(machine);
}

/** While the way is closed: hold what is set, unless the person chose release or no system proxy at all. */
export function holdOrRelease(machine: Machine, run: Run): Stepped {
  const holds = wantsSystemProxy(run) && run.plan.whenWayCloses === 'hold';
  return holds ? [machine, []] : restoreIfHeld(machine);
}

/**
 * Brings the settings in line with a run that was just heard. `waiting` is true when its answer decides about "on";
 * putting back what is no longer wanted need not be waited for.
 */
export function settleProxy(machine: Machine, run: Run): { readonly stepped: Stepped; readonly waiting: boolean } {
  const port = run.systemProxyPort;
  if (!wantsSystemProxy(run) || port === undefined) return { stepped: restoreIfHeld(machine), waiting: false };
  if (isAsWanted(machine.proxy, port, run.plan.bypass)) return { stepped: [machine, []], waiting: false };
  const [cleared, effects] = machine.proxy.kind === 'clean' ? [machine, []] : restoreProxy(machine);
  const turn = cleared.turn + 1;
  const enable: Effect = { kind: 'enable-proxy', turn, port, bypass: run.plan.bypass };
  return { stepped: [{ ...cleared, turn, proxy: { kind: 'enabling', port, bypass: run.plan.bypass } }, [...effects, enable]], waiting: true };
}

function isAsWanted(proxy: ProxyHold, port: number, bypass: readonly string[]): boolean {
  return proxy.kind === 'set' && proxy.inEffect && proxy.port === port && proxy.bypass.join('\n') === bypass.join('\n');
}

/** What the settings hold after an answer of the current turn. */
export function holdAfter(proxy: ProxyHold, answer: ProxyAnswer): ProxyHold {
  switch (answer.kind) {
    case 'enabled':
      return proxy.kind === 'enabling' ? { ...proxy, kind: 'set', inEffect: true } : proxy;
    case 'restored':
      return { kind: 'clean' };
    case 'seen':
      return proxy.kind === 'set' ? { ...proxy, inEffect: answer.inEffect } : proxy;
    case 'failed':
      // A refused change leaves nothing changed, but only a restore that succeeded is proof of that.
      return answer.fault.code === 'proxy-unsupported' ? { kind: 'clean' } : { kind: 'stuck', fault: answer.fault };
  }
}

/** The settings' part of the state that people see. */
export function systemProxyState(machine: Machine, run: Run): SystemProxyState {
  if (!run.plan.useSystemProxy) return 'unused';
  if (!run.plan.proxySupported) return 'unsupported';
  if (machine.proxy.kind !== 'set') return 'released';
  return machine.proxy.inEffect ? 'set' : 'not-in-effect';
}
