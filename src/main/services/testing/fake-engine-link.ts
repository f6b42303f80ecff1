/** For tests: an engine that does what it is told to answer, and knows what would really be open. */
import { fail, makeFault, succeed, type Fault, type Result } from '../../../shared/fault.ts';
import type { Traffic } from '../../../shared/snapshot.ts';
import type { EngineConfig } from '../../core/engine-config.ts';
import type { CheckAnswer, CheckRequest, EngineLink, EngineVersion, PracticeAnswer, PracticeRequest, ProbeAnswer, ProbeRequest } from '../deps.ts';

type Bound = { readonly port: number; readonly systemProxyPort?: number; readonly scriptUrl?: string };

/** What each call answers; replace members to script a test. */
export interface EngineAnswers {
  start: () => Promise<Result<EngineVersion>>;
  apply: (config: EngineConfig) => Promise<Result<Bound>>;
  stop: () => Promise<Result<null>>;
  check: (request: CheckRequest) => Promise<Result<CheckAnswer>>;
  probe: (request: ProbeRequest, signal?: AbortSignal) => Promise<ProbeAnswer>;
  startPractice: (request: PracticeRequest) => Promise<Result<PracticeAnswer>>;
}

export interface FakeEngineLink extends EngineLink {
  readonly answers: EngineAnswers;
  readonly calls: string[];
  /** The configuration in force: its ports are open. */
  config(): EngineConfig | undefined;
  isPracticing(): boolean;
  die(fault?: Fault): void;
  traffic(traffic: Traffic): void;
}

const practicePageUrl = 'http://127.0.0.1:41004/';

/** Everything works until `answers` says otherwise. */
export function createFakeEngineLink(): FakeEngineLink {
  const calls: string[] = [];
  const deaths = new Set<(fault: Fault) => void>();
  const listeners = new Set<(traffic: Traffic) => void>();
  let config: EngineConfig | undefined;
  let practicing = false;
  const answers = workingAnswers();
  const unused = (): Promise<never> => Promise.reject(new Error('not used by services'));

  return {
    answers,
    calls,
    config: () => config,
    isPracticing: () => practicing,
    die(fault = makeFault('engine-died')) {
      config = undefined;
      practicing = false;
      for (const receive of deaths) receive(fault);
    },
    traffic: (traffic) => listeners.forEach((receive) => receive(traffic)),
    start: () => (calls.push('start'), answers.start()),
    async apply(wanted) {
      calls.push('apply');
      const result = await answers.apply(wanted);
      if (result.ok) config = wanted;
      return result;
    },
    async stop() {
      calls.push('stop');
      const result = await answers.stop();
      if (result.ok) config = undefined;
      return result;
    },
    check: (request) => (calls.push(`check ${request.url}`), answers.check(request)),
    probe: (request, signal) => (calls.push(`probe ${request.url}`), answers.probe(request, signal)),
    async startPractice(request) {
      calls.push('startPractice');
      const result = await answers.startPractice(request);
      practicing ||= result.ok;
      return result;
    },
    stopPractice() {
      calls.push('stopPractice');
      practicing = false;
      return Promise.resolve(succeed(null));
    },
    connections: unused,
    closeConnections: unused,
    memory: unused,
    onTraffic: (receive) => (listeners.add(receive), () => listeners.delete(receive)),
    onDeath: (receive) => (deaths.add(receive), () => deaths.delete(receive)),
    close() {
      calls.push('close');
      config = undefined;
      practicing = false;
      return Promise.resolve();
    },
  };
}

function workingAnswers(): EngineAnswers {
  return {
    start: () => Promise.resolve(succeed({ protocol: 1, engine: '0.1.0', mihomo: '1.19.30' })),
    apply: ({ local, systemProxy }) =>
      Promise.resolve(
        succeed({
          port: local.port,
          ...(systemProxy === undefined ? {} : { systemProxyPort: systemProxy.port }),
          ...(systemProxy?.script === undefined ? {} : { scriptUrl: `http://127.0.0.1:${systemProxy.script.port}/0123456789abcdef0123456789abcdef.pac` }),
        }),
      ),
    stop: () => Promise.resolve(succeed(null)),
    check: ({ url }) =>
      Promise.resolve(succeed({ status: 204, bytes: 10, ms: 5, ...(url === practicePageUrl ? { page: { title: 'Practice', text: 'It came through.' } } : {}) })),
    probe: () => Promise.resolve({ result: succeed({ status: 200 }), stages: [{ stage: 'dial', ms: 3 }, { stage: 'first-byte', ms: 4 }, { stage: 'body', ms: 9 }], bytes: 65_536 }),
    startPractice: () => Promise.resolve(succeed({ port: 41_003, pageUrl: practicePageUrl })),
  };
}

/** An answer that never comes. */
export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** A promised fault. */
export function failing(...fault: Parameters<typeof fail>): Promise<ReturnType<typeof fail>> {
  return Promise.resolve(fail(...fault));
}
