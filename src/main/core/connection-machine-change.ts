/** What a person or the system changes while a connection is under way. Pure. */
import type { Machine, Phase, Plan, Stepped } from './connection-machine-types.ts';
import { wantsSystemProxy } from './connection-machine-climb.ts';
import { ask } from './connection-machine-on.ts';
import { holdOrRelease, restoreIfHeld, settleProxy } from './connection-machine-proxy.ts';
import { beOn, tryNow } from './connection-machine-run.ts';
import { beginStart } from './connection-machine-stop.ts';

/** A connection is wanted and worked on. */
export type Running = Extract<Phase, { kind: 'starting' | 'on' | 'recovering' }>;

/** *Connect* once more: a double click does nothing, another server is a switch, a waiting recovery tries at once. */
export function connectAgain(machine: Machine, phase: Running, plan: Plan, at: number): Stepped {
  if (!isSame(phase.run.plan, plan)) return beginStart(machine, plan, at);
  if (phase.kind === 'recovering') return tryNow(machine, phase);
  if (phase.kind === 'on' && isProxyAstray(machine, phase)) return beginStart(machine, plan, at);
  return [machine, []];
}

/** The settings are no longer ours although they should be: pressing *Connect* again is how a person re-applies them. */
function isProxyAstray(machine: Machine, phase: Running): boolean {
  if (phase.run.takenBack) return true;
  return wantsSystemProxy(phase.run) && machine.proxy.kind === 'set' && !machine.proxy.inEffect;
}

/** Settings changed. What touches the system proxy runs the way up again; the rest is only remembered. */
export function replan(machine: Machine, phase: Running, plan: Plan, at: number): Stepped {
  const { run } = phase;
  if (plan.profileId !== run.plan.profileId || isSame(run.plan, plan)) return [machine, []];
  const touchesProxy = (['useSystemProxy', 'directWithoutByway', 'bypass'] as const).some((key) => !isSame(run.plan[key], plan[key]));
  if (touchesProxy && phase.kind !== 'recovering') return beginStart(machine, plan, at);
  const next: Machine = { ...machine, phase: { ...phase, run: { ...run, plan, preferred: 0 } } };
  return phase.kind === 'recovering' ? holdOrRelease(next, { ...run, plan }) : [next, []];
}

/** The earlier settings come back now and stay; the connection goes on for those who enter by its local port. */
export function takeBack(machine: Machine, phase: Running, at: number): Stepped {
  const run = { ...phase.run, takenBack: true };
  const [cleared, effects] = restoreIfHeld({ ...machine, phase: { ...phase, run } });
  if (phase.kind === 'on' || phase.climb?.stage !== 'proxy' || phase.heard === undefined) return [cleared, effects];
  const [on, more] = beOn(cleared, run, phase.heard, at);
  return [on, [...effects, ...more]];
}

/** Byway's settings again, in place of whatever is there: what that is becomes the earlier settings. */
export function putAgain(machine: Machine, phase: Running): Stepped {
  const run = { ...phase.run, takenBack: false };
  const next: Machine = { ...machine, phase: { ...phase, run } };
  // Elsewhere the way up ends with the settings by itself.
  return phase.kind === 'on' ? settleProxy(next, run).stepped : [next, []];
}

/** The computer woke up or its networks changed: whether the way is still open is asked, not assumed. */
export function verify(machine: Machine, phase: Running): Stepped {
  switch (phase.kind) {
    case 'starting': // its checks are under way
      return [machine, []];
    case 'on':
      return ask(machine, { ...phase, isVerifying: true });
    case 'recovering':
      return tryNow(machine, { ...phase, attempt: 1 });
  }
}

/** Plans are plain data built in one place, so their texts are equal when they are. */
function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
