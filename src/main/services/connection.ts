/** The connection: feeds events to the machine in order, shows its state, has its effects carried out. */
import type { ConnectionState, LocalEntrance } from '../../shared/connection.ts';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { Profile, StoredProfile } from '../../shared/profile.ts';
import type { Traffic } from '../../shared/snapshot.ts';
import { chooseLanguage } from '../../shared/text.ts';
import { engineChain, wayName } from '../core/engine-config.ts';
import { initialMachine, step } from '../core/connection-machine.ts';
import type { Machine, MachineEvent, Plan } from '../core/connection-machine-types.ts';
import { viewConnection } from '../core/connection-machine-view.ts';
import { createConnectionEngine } from './connection-engine.ts';
import { createRunner } from './connection-runner.ts';
import type { Deps, PracticeAnswer, ProxyRemark } from './deps.ts';
import type { Notices } from './notices.ts';
import type { SettingsService } from './settings.ts';
import type { State } from './state.ts';

export interface ConnectionService {
  /** Accepted, or why this server cannot be run. `starting` is shown before this returns. */
  connect(stored: StoredProfile): Result<null>;
  disconnect(): void;
  /** Settings changed: what touches the running connection takes effect. */
  settingsChanged(): void;
  tell(event: 'woke-up' | 'network-changed'): void;
  /** Byway's proxy settings again, in place of whatever somebody else set. Fault `not-found` when there is no connection. */
  applyProxy(): Promise<Result<null>>;
  /** The earlier proxy settings, now; a running connection goes on without them. */
  restoreProxy(): Promise<Result<{ readonly restored: boolean }>>;
  local(): LocalEntrance | null;
  /** The profile a connection is wanted to, if any. */
  wantedProfile(): string | undefined;
  practice(): PracticeAnswer | undefined;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
}

const noTraffic: Traffic = { up: 0, down: 0, upTotal: 0, downTotal: 0 };

type ConnectionDeps = Pick<Deps, 'engine' | 'proxy' | 'clock' | 'random' | 'log' | 'host'>;

/** A connection that is off. Listens to the engine from now on. */
export function createConnection(deps: ConnectionDeps, state: State, settings: SettingsService, notices: Notices): ConnectionService {
  let machine: Machine = initialMachine;
  const events: MachineEvent[] = [];
  const targets = new Map<string, StoredProfile>();
  const waiters: (() => void)[] = [];
  let stepping = false;
  const remarked = new Set<ProxyRemark['kind']>();

  const engine = createConnectionEngine(deps, settings);
  const runner = createRunner(deps, {
    engine,
    dispatch,
    profile: (id): Profile | undefined => targets.get(id)?.profile,
    language: () => chooseLanguage(settings.current().language, deps.host.languages),
    showPage: (page) => state.change({ practicePage: page }),
  });

  function dispatch(event: MachineEvent): void {
    events.push(event);
    if (stepping) return; // told while an earlier one is being carried out: it has its turn in the loop below
    stepping = true;
    try {
      for (let next = events.shift(); next !== undefined; next = events.shift()) take(next);
    } finally {
      stepping = false;
    }
  }

  function take(event: MachineEvent): void {
    const before = machine;
    const [after, effects] = step(machine, event);
    machine = after;
    if (before !== after) show(before, after);
    for (const effect of effects) runner.run(effect);
    if (!isResting(after) || events.length > 0) return; // somebody may have answered "off" with the next connect
    targets.clear();
    for (const resolve of waiters.splice(0)) resolve();
  }

  function show(before: Machine, after: Machine): void {
    const connection = viewConnection(after);
    const earlier = viewConnection(before);
    if (JSON.stringify(connection) === JSON.stringify(earlier)) return;
    const ended = isResting(after) && !isResting(before);
    const page = ended && state.get().practicePage !== undefined ? { practicePage: null } : {};
    state.change({ connection, ...(ended ? { traffic: noTraffic } : {}), ...page });
    if (connection.kind !== earlier.kind) {
      deps.log.write('info', 'app', `connection: ${connection.kind}${'fault' in connection ? ` (${connection.fault.code})` : ''}`);
    }
    showProxyNotice(earlier, connection);
  }

  /** Only when it changes: a dismissed notice does not come back with every answer. */
  function showProxyNotice(earlier: ConnectionState, now: ConnectionState): void {
    const proxy = 'systemProxy' in now ? now.systemProxy : undefined;
    if (proxy === ('systemProxy' in earlier ? earlier.systemProxy : undefined)) return;
    notices.clear('proxy-not-in-effect');
    notices.clear('proxy-unsupported');
    if (proxy === 'not-in-effect' || proxy === 'unsupported') notices.show(`proxy-${proxy}`);
    if (proxy === 'set') void deps.proxy.remarks().then(showRemarks);
  }

  /** Each kind once in a run: a person who has put one away knows it. */
  function showRemarks(remarks: readonly ProxyRemark[]): void {
    for (const { kind, detail } of remarks.filter((remark) => !remarked.has(remark.kind))) {
      remarked.add(kind);
      notices.show(kind, detail);
    }
  }

  deps.proxy.onStir(() => dispatch({ kind: 'settings-stirred', at: deps.clock.now() }));
  deps.engine.onDeath((fault) => dispatch({ kind: 'engine-died', at: deps.clock.now(), fault }));
  deps.engine.onTraffic((traffic) => {
    if (isResting(machine)) return;
    state.changeSoon({ traffic });
    if (traffic.upTotal > 0) dispatch({ kind: 'bytes-sent', at: deps.clock.now() });
  });

  function planFor(stored: StoredProfile): Plan {
    const { checkAddresses, useSystemProxy, directWithoutByway, bypass, whenWayCloses } = settings.current();
    const practice = stored.source.kind === 'practice';
    return { profileId: stored.id, practice, checkAddresses, useSystemProxy, directWithoutByway, bypass, whenWayCloses, proxySupported: deps.proxy.supported };
  }

  return {
    connect(stored) {
      const runnable = engineChain(stored.profile, wayName);
      if (!runnable.ok) return runnable;
      targets.set(stored.id, stored);
      dispatch({ kind: 'connect', at: deps.clock.now(), plan: planFor(stored) });
      return succeed(null);
    },
    disconnect: () => dispatch({ kind: 'disconnect', at: deps.clock.now() }),
    settingsChanged() {
      const wanted = targets.get(wantedProfile(machine) ?? '');
      if (wanted !== undefined) dispatch({ kind: 'replan', at: deps.clock.now(), plan: planFor(wanted) });
    },
    tell(event) {
      deps.log.write('info', 'app', event);
      dispatch({ kind: 'verify', at: deps.clock.now() });
    },
    async applyProxy() {
      if (wantedProfile(machine) === undefined) return fail('not-found', 'not connected');
      dispatch({ kind: 'put-again', at: deps.clock.now() });
      await runner.proxyIdle();
      return machine.proxy.kind === 'stuck' ? { ok: false, fault: machine.proxy.fault } : succeed(null);
    },
    async restoreProxy() {
      const before = runner.restoredCount();
      dispatch({ kind: 'take-back', at: deps.clock.now() });
      const last = await runner.restore(); // behind the machine's own; finds what an earlier run left, too
      return last.ok ? succeed({ restored: runner.restoredCount() > before }) : last;
    },
    local: () => engine.local(),
    wantedProfile: () => wantedProfile(machine),
    practice: () => engine.practice(),
    settled: () => (isResting(machine) ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
  };
}

function isResting(machine: Machine): boolean {
  return machine.phase.kind === 'off' || machine.phase.kind === 'failed';
}

function wantedProfile({ phase }: Machine): string | undefined {
  switch (phase.kind) {
    case 'off':
    case 'failed':
      return undefined;
    case 'stopping':
      return phase.next.kind === 'connect' ? phase.next.plan.profileId : undefined;
    case 'starting':
    case 'on':
    case 'recovering':
      return phase.run.plan.profileId;
  }
}
