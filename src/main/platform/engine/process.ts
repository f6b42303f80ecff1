/** The engine behind its control channel: starts, shakes hands, asks, ends. When to start again is decided elsewhere. */
import { fail, succeed, type Fault, type Result } from '../../../shared/fault.ts';
import type { Traffic } from '../../../shared/snapshot.ts';
import type { Clock, EngineLink, EngineVersion, Log, ProbeAnswer, ProbeRequest } from '../../services/deps.ts';
import { openChannel, type CallOptions, type Channel, type Outcome } from './channel.ts';
import { failure } from './failure.ts';
import { protocolVersion, type MethodName, type MethodParams } from './protocol.ts';
import { spawnEngine, type EngineChild, type SpawnEngine } from './spawn-engine.ts';
import { errorCode } from '../paths.ts';

export interface EngineLinkOptions {
  /** Absolute path of the program. */
  readonly path: string;
  /** None for the real engine; nothing secret may stand here. */
  readonly programArguments?: readonly string[];
  readonly spawn?: SpawnEngine;
  readonly log: Log;
  readonly clock: Clock;
}

interface Running {
  readonly channel: Channel;
  version?: EngineVersion;
}

/**
 * The link. Nothing runs before `start`; calls without a running engine answer `engine-died`. `onDeath` is called only
 * when a process that had shaken hands ends without `close`; after it `start` works again.
 */
export function createEngineLink(options: EngineLinkOptions): EngineLink {
  const trafficReceivers = new Set<(traffic: Traffic) => void>();
  const deathReceivers = new Set<(fault: Fault) => void>();
  let running: Running | undefined;
  let starting: Promise<Result<EngineVersion>> | undefined;
  let closing: Promise<void> = Promise.resolve();

  function start(): Promise<Result<EngineVersion>> {
    if (running?.version !== undefined) return Promise.resolve(succeed(running.version));
    if (starting !== undefined) return starting;
    const mine: Promise<Result<EngineVersion>> = closing.then(() => (starting === mine ? launch() : fail('cancelled', 'closed before it started')));
    starting = mine;
    void mine.then(() => { if (starting === mine) starting = undefined; });
    return mine;
  }

  async function launch(): Promise<Result<EngineVersion>> {
    const child = tryToSpawn(options);
    if (!child.ok) return child;
    const channel = openChannel({
      child: child.value,
      clock: options.clock,
      log: options.log,
      onTraffic: (traffic) => { for (const receive of trafficReceivers) receive(traffic); },
      onEnd: (fault, asked) => ended(mine, fault, asked),
    });
    const mine: Running = { channel };
    running = mine;
    const answer = await channel.call('hello', { protocol: protocolVersion });
    if (answer.ok && answer.value.protocol === protocolVersion && running === mine) {
      mine.version = answer.value;
      return answer;
    }
    if (running === mine) running = undefined;
    await channel.close();
    if (!answer.ok) return { ok: false, fault: answer.fault };
    if (answer.value.protocol === protocolVersion) return fail('cancelled', 'closed while starting');
    return fail('engine-version', 'another protocol', { wanted: protocolVersion, spoken: answer.value.protocol });
  }

  function ended(which: Running, fault: Fault, asked: boolean): void {
    if (running === which) running = undefined;
    if (asked || which.version === undefined) return;
    options.log.write('error', 'engine', `the engine ended: ${fault.cause ?? ''}`);
    for (const receive of deathReceivers) receive(fault);
  }

  function call<Name extends MethodName>(name: Name, params: MethodParams<Name>, callOptions?: CallOptions): Promise<Outcome<Name>> {
    if (running?.version === undefined) return Promise.resolve(failure(fail('engine-died', 'the engine does not run').fault));
    return running.channel.call(name, params, callOptions);
  }

  async function close(): Promise<void> {
    const channel = running?.channel;
    running = undefined;
    starting = undefined;
    if (channel !== undefined) closing = Promise.all([closing, channel.close()]).then(() => undefined);
    await closing;
  }

  return {
    start,
    apply: (config) => call('apply', config),
    stop: async () => withoutValue(await call('stop', {})),
    check: (request) => call('check', { ...request }, { extraMs: request.timeoutMs }),
    probe: (request, signal) => probe(call, request, signal),
    startPractice: (request) => call('practice.start', { ...request }),
    stopPractice: async () => withoutValue(await call('practice.stop', {})),
    connections: async () => {
      const answer = await call('connections', {});
      return answer.ok ? succeed(answer.value.connections) : answer;
    },
    closeConnections: (ids) => call('connections.close', { ids }),
    memory: () => call('memory', {}),
    onTraffic: (receive) => subscribe(trafficReceivers, receive),
    onDeath: (receive) => subscribe(deathReceivers, receive),
    close,
  };
}

type Call = <Name extends MethodName>(name: Name, params: MethodParams<Name>, options?: CallOptions) => Promise<Outcome<Name>>;

async function probe(call: Call, request: ProbeRequest, signal: AbortSignal | undefined): Promise<ProbeAnswer> {
  const answer = await call('probe', { ...request }, { extraMs: request.timeoutMs, signal });
  if (answer.ok) return { result: succeed({ status: answer.value.status }), stages: answer.value.stages, bytes: answer.value.bytes };
  const bytes = answer.fault.detail?.['bytes'];
  return { result: { ok: false, fault: answer.fault }, stages: answer.stages, bytes: typeof bytes === 'number' ? bytes : 0 };
}

function withoutValue(answer: Result<unknown>): Result<null> {
  return answer.ok ? succeed(null) : answer;
}

function tryToSpawn({ spawn = spawnEngine, path, programArguments = [] }: EngineLinkOptions): Result<EngineChild> {
  try {
    return succeed(spawn(path, programArguments));
  } catch (error) {
    return fail('engine-missing', errorCode(error)); // some failures are thrown, others arrive as an event
  }
}

function subscribe<T>(receivers: Set<(value: T) => void>, receive: (value: T) => void): () => void {
  const own = (value: T): void => receive(value); // the same function may subscribe twice
  receivers.add(own);
  return () => receivers.delete(own);
}
