/**
 * The connection machine: step(machine, event) → [machine, effects]. Pure; the runner is `services/connection.ts`.
 *
 *            connect             bytes came back, proxy set
 *   off ───────────────▶ starting ───────────────────────▶ on ◀──────────────┐
 *    ▲                    │    │  ▲                         │ engine died,    │ bytes came back
 *    │                    │    │  │ then connect            │ three misses    │
 *    │            fault,  │    │  │                         ▼                 │
 *    │     nothing held   │    └──┼── fault while held ─▶ recovering ─────────┘
 *    │                    ▼       │                       │  ▲   │ fault: wait longer, try again
 *    ├─ then off ───── stopping ──┘ ◀─────────────────────┘  └───┘
 *    │                  ▲    │                 lasting fault, nothing held
 *    │      disconnect, │    │ then failed
 *    │     every state  │    ▼
 *    └──────────────────┴─ failed ── connect ▶ starting
 *
 * Connecting to another server while one is on goes through `starting` with the same local ports: what the system proxy
 * points at stays where it is. Parts: -types, -climb (the way up), -run (starting, recovering), -on, -change (what a
 * person or the system changes meanwhile), -proxy, -stop, -view (what people see).
 */
import type { Machine, MachineEvent, Stepped } from './connection-machine-types.ts';
import { connectAgain, putAgain, replan, takeBack, verify, type Running } from './connection-machine-change.ts';
import { afterAsking, ask, engineDiedWhileOn } from './connection-machine-on.ts';
import { holdAfter, look } from './connection-machine-proxy.ts';
import { afterProxy, climbWith, engineDiedWhileClimbing, markSent, tryNow } from './connection-machine-run.ts';
import { beginStop, stepResting, stepStopping } from './connection-machine-stop.ts';

/** Before anything happened. */
export const initialMachine: Machine = { phase: { kind: 'off' }, generation: 0, proxy: { kind: 'clean' }, turn: 0 };

/** One event → the next machine and what is to be done about it. Stale answers change nothing. */
export function step(machine: Machine, event: MachineEvent): Stepped {
  if ((event.kind === 'engine' || event.kind === 'timer') && event.generation !== machine.generation) return [machine, []];
  if (event.kind === 'proxy' && event.turn !== machine.turn) return [machine, []];
  const told = event.kind === 'proxy' ? { ...machine, proxy: holdAfter(machine.proxy, event.answer) } : machine;
  switch (told.phase.kind) {
    case 'off':
    case 'failed':
      return stepResting(told, event);
    case 'stopping':
      return stepStopping(told, told.phase, event);
    case 'starting':
    case 'on':
    case 'recovering':
      return stepRunning(told, told.phase, event);
  }
}

function stepRunning(machine: Machine, phase: Running, event: MachineEvent): Stepped {
  switch (event.kind) {
    case 'disconnect':
      return beginStop(machine, phase.run.plan.profileId, { kind: 'off' }, event.at);
    case 'connect':
      return connectAgain(machine, phase, event.plan, event.at);
    case 'replan':
      return replan(machine, phase, event.plan, event.at);
    case 'take-back':
      return takeBack(machine, phase, event.at);
    case 'put-again':
      return putAgain(machine, phase);
    case 'settings-stirred':
      return look(machine);
    case 'verify':
      return verify(machine, phase);
    case 'engine-died':
      return phase.kind === 'on' ? engineDiedWhileOn(machine, phase, event) : engineDiedWhileClimbing(machine, phase, event);
    case 'bytes-sent':
      return phase.kind === 'on' ? [machine, []] : markSent(machine, phase);
    case 'timer':
      if (phase.kind === 'on') return ask(machine, phase);
      return phase.kind === 'recovering' ? tryNow(machine, phase) : [machine, []];
    case 'engine':
      return phase.kind === 'on'
        ? afterAsking(machine, phase, event.answer, event.at)
        : climbWith(machine, phase, event.answer, event.at);
    case 'proxy':
      return phase.kind === 'on' ? [machine, []] : afterProxy(machine, phase, event.at);
  }
}
