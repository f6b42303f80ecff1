/**
 * What happens to the system's proxy settings: when they are set, held, released and put back. Pure. Answers are
 * matched by `turn`; because the runner works in order, the newest operation decides what the settings hold.
 */
import type { FoundProxy, SystemProxyState } from '../../shared/connection.ts';
import type { Aim, Effect, Machine, ProxyAnswer, ProxyHold, Run, Stepped } from './connection-machine-types.ts';
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
  const aim = aimOf(run);
  if (aim === null) return { stepped: restoreIfHeld(machine), waiting: false };
  const holds = machine.proxy.kind === 'set' && machine.proxy.inEffect;
  if (machine.proxy.kind === 'set' && holds && isSame(machine.proxy.aim, aim)) return { stepped: [machine, []], waiting: false };
  // What is in effect is changed over, without a moment of the earlier settings.
  const [cleared, effects] = holds || machine.proxy.kind === 'clean' ? [machine, []] : restoreProxy(machine);
  const turn = cleared.turn + 1;
  const enable: Effect = { kind: 'enable-proxy', turn, aim };
  return { stepped: [{ ...cleared, turn, proxy: { kind: 'enabling', aim } }, [...effects, enable]], waiting: true };
}

/** What this run wants the settings to say; null when it is to leave them alone. */
function aimOf(run: Run): Aim | null {
  const { systemProxyPort: port, scriptUrl } = run;
  if (!wantsSystemProxy(run) || port === undefined) return null;
  return { port, bypass: run.plan.bypass, ...(scriptUrl === undefined ? {} : { scriptUrl }) };
}

function isSame(left: Aim, right: Aim): boolean {
  return left.port === right.port && left.scriptUrl === right.scriptUrl && left.bypass.join('\n') === right.bypass.join('\n');
}

/** What the settings hold after an answer of the current turn. */
export function holdAfter(proxy: ProxyHold, answer: ProxyAnswer): ProxyHold {
  switch (answer.kind) {
    case 'enabled':
      return proxy.kind === 'enabling' ? { kind: 'set', aim: proxy.aim, inEffect: true } : proxy;
    case 'restored':
      return { kind: 'clean' };
    case 'seen':
      return proxy.kind === 'set' ? seen(proxy.aim, answer) : proxy;
    case 'failed':
      // A refused change leaves nothing changed, but only a restore that succeeded is proof of that.
      return answer.fault.code === 'proxy-unsupported' ? { kind: 'clean' } : { kind: 'stuck', fault: answer.fault };
  }
}

function seen(aim: Aim, { inEffect, found }: Extract<ProxyAnswer, { kind: 'seen' }>): ProxyHold {
  return { kind: 'set', aim, inEffect, ...(inEffect || found === undefined ? {} : { found }) };
}

/** Looks at what is set, because somebody wrote to it. */
export function look(machine: Machine): Stepped {
  return machine.proxy.kind === 'set' ? [machine, [{ kind: 'watch-proxy', turn: machine.turn }]] : [machine, []];
}

/** The settings' part of the state that people see. */
export function systemProxyView(machine: Machine, run: Run): { readonly systemProxy: SystemProxyState; readonly foundProxy?: FoundProxy } {
  if (!run.plan.useSystemProxy) return { systemProxy: 'unused' };
  if (!run.plan.proxySupported) return { systemProxy: 'unsupported' };
  if (machine.proxy.kind !== 'set') return { systemProxy: 'released' };
  if (machine.proxy.inEffect) return { systemProxy: 'set' };
  return { systemProxy: 'not-in-effect', ...(machine.proxy.found === undefined ? {} : { foundProxy: machine.proxy.found }) };
}
