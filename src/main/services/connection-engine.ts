/** The engine's part of the connection's effects: start, practice, apply, check, stop. Each ends by its deadline. */
import type { LocalEntrance } from '../../shared/connection.ts';
import { fail, makeFault, succeed, type Result } from '../../shared/fault.ts';
import type { Profile } from '../../shared/profile.ts';
import type { PracticePage } from '../../shared/snapshot.ts';
import { engineChain, wayName, type EngineConfig } from '../core/engine-config.ts';
import { wantsSystemProxy } from '../core/connection-machine-climb.ts';
import type { LocalPorts } from '../core/local-ports.ts';
import { proxyScript } from '../core/proxy-script.ts';
import type { EngineAnswer, Run } from '../core/connection-machine-types.ts';
import { withDeadline } from './deadline.ts';
import type { Deps, PracticeAnswer } from './deps.ts';
import { randomText } from './random-text.ts';
import type { SettingsService } from './settings.ts';

/** A cold start on a slow disk, with a virus scanner looking. */
const startMs = 15_000;
const applyMs = 10_000;
const stopMs = 5000;
/** What one check may take inside the engine; the answer's own deadline is a little later. */
export const checkMs = 8000;
const checkSlackMs = 2000;
/** How often other ports are picked when they are taken. */
const maxMoves = 5;

export interface ConnectionEngine {
  start(): Promise<EngineAnswer>;
  startPractice(profile: Profile | undefined, language: string): Promise<EngineAnswer>;
  apply(profile: Profile | undefined, run: Run, keepPorts: boolean): Promise<EngineAnswer>;
  check(url: string): Promise<{ readonly answer: EngineAnswer; readonly page?: PracticePage }>;
  /** Nothing listens any more when this is answered: where stopping fails, the process is ended. */
  stop(): Promise<EngineAnswer>;
  /** Where to enter, while a configuration is applied. */
  local(): LocalEntrance | null;
  /** The practice server, while one was started here. */
  practice(): PracticeAnswer | undefined;
}

/** Holds the credentials and ports of the running configuration; a new password for every connection. */
export function createConnectionEngine(deps: Pick<Deps, 'engine' | 'clock' | 'random'>, settings: SettingsService): ConnectionEngine {
  const { engine, clock } = deps;
  let credentials: { readonly username: string; readonly password: string } | undefined;
  let entrance: LocalEntrance | null = null;
  let practice: PracticeAnswer | undefined;

  function configFor(proxies: EngineConfig['proxies'], run: Run, ports = settings.ports()): EngineConfig {
    credentials ??= { username: randomText(deps.random(9)), password: randomText(deps.random(18)) };
    const systemProxy = wantsSystemProxy(run) ? { systemProxy: openDoor(run, ports) } : {};
    return { local: { port: ports.local, ...credentials }, ...systemProxy, proxies, selected: wayName };
  }

  async function applyOnSomePorts(proxies: EngineConfig['proxies'], run: Run, keepPorts: boolean): Promise<EngineAnswer> {
    for (let moves = 0; ; moves++) {
      const config = configFor(proxies, run);
      const applied = await withDeadline(clock, applyMs, 'engine-busy', () => engine.apply(config));
      if (applied.ok) {
        const { port, ...rest } = applied.value;
        const bound = rest.systemProxyPort === undefined ? {} : { systemProxyPort: rest.systemProxyPort };
        entrance = { port, username: config.local.username, password: config.local.password, ...bound };
        return { kind: 'applied', ...rest };
      }
      if (applied.fault.code !== 'port-busy' || keepPorts || moves >= maxMoves) return { kind: 'failed', fault: applied.fault };
      settings.movePorts();
    }
  }

  async function stopPractice(): Promise<void> {
    if (practice === undefined) return;
    practice = undefined;
    await withDeadline(clock, stopMs, 'engine-busy', () => engine.stopPractice());
  }

  return {
    async start() {
      const started = await withDeadline(clock, startMs, 'engine-busy', () => engine.start());
      return started.ok ? { kind: 'started' } : { kind: 'failed', fault: started.fault };
    },
    async startPractice(profile, language) {
      if (profile?.type !== 'shadowsocks') return { kind: 'failed', fault: makeFault('unexpected', 'no practice profile') };
      const request = { method: profile.method, password: profile.password, language };
      const started = await withDeadline(clock, startMs, 'engine-busy', () => engine.startPractice(request));
      if (!started.ok) return { kind: 'failed', fault: started.fault };
      practice = started.value;
      return { kind: 'practice-started', ...started.value };
    },
    async apply(profile, run, keepPorts) {
      if (!run.plan.practice) await stopPractice(); // an earlier run's
      const proxies = proxiesFor(profile, run);
      return proxies.ok ? applyOnSomePorts(proxies.value, run, keepPorts) : { kind: 'failed', fault: proxies.fault };
    },
    async check(url) {
      const request = { url, timeoutMs: checkMs };
      const answer = await withDeadline(clock, checkMs + checkSlackMs, 'timeout', () => engine.check(request));
      if (!answer.ok) return { answer: { kind: 'failed', fault: answer.fault } };
      const { page, ms } = answer.value;
      return { answer: { kind: 'heard', ms }, ...(page === undefined ? {} : { page: { ...page, ms } }) };
    },
    async stop() {
      await stopPractice();
      const stopped = await withDeadline(clock, stopMs, 'engine-busy', () => engine.stop());
      if (!stopped.ok) await withDeadline(clock, stopMs, 'engine-busy', async () => succeed(await engine.close()));
      credentials = undefined;
      entrance = null;
      return { kind: 'stopped' };
    },
    local: () => entrance,
    practice: () => practice,
  };
}

function openDoor({ plan }: Run, ports: LocalPorts): NonNullable<EngineConfig['systemProxy']> {
  const port = ports.systemProxy;
  return plan.directWithoutByway ? { port, script: { port: ports.script, text: proxyScript(port, plan.bypass) } } : { port };
}

function proxiesFor(profile: Profile | undefined, run: Run): Result<EngineConfig['proxies']> {
  if (profile === undefined) return fail('not-found', 'no such server');
  return engineChain(run.practice === undefined ? profile : { ...profile, port: run.practice.port }, wayName);
}
