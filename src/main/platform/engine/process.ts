/** The engine behind its control channel, as services see it. When to start it again is decided elsewhere. */
import { fail, succeed, type Fault, type Result } from '../../../shared/fault.ts';
import type { Traffic } from '../../../shared/snapshot.ts';
import type { EngineLink, ProbeAnswer, ProbeRequest } from '../../services/deps.ts';
import type { CallOptions, Outcome } from './channel.ts';
import { failure } from './failure.ts';
import { createLifecycle, type EngineLinkOptions } from './lifecycle.ts';
import type { MethodName, MethodParams } from './protocol.ts';

/**
 * The link. Nothing runs before `start`; calls without a running engine answer `engine-died`. `onDeath` is called only
 * when a process that had been greeted ends without `close`; after it `start` works again.
 */
export function createEngineLink(options: EngineLinkOptions): EngineLink {
  const trafficReceivers = new Set<(traffic: Traffic) => void>();
  const deathReceivers = new Set<(fault: Fault) => void>();
  const lifecycle = createLifecycle(options, {
    onTraffic: (traffic) => { for (const receive of trafficReceivers) receive(traffic); },
    onDeath: (fault) => {
      options.log.write('error', 'engine', `the engine ended: ${fault.cause ?? ''}`);
      for (const receive of deathReceivers) receive(fault);
    },
  });

  function call<Name extends MethodName>(name: Name, params: MethodParams<Name>, callOptions?: CallOptions): Promise<Outcome<Name>> {
    const channel = lifecycle.channel();
    if (channel === undefined) return Promise.resolve(failure(fail('engine-died', 'the engine does not run').fault));
    return channel.call(name, params, callOptions);
  }

  return {
    start: lifecycle.start,
    apply: (config) => call('apply', config),
    stop: async () => withoutValue(await call('stop', {})),
    check: (request) => call('check', { ...request }, { extraMs: request.timeoutMs }),
    probe: (request, signal) => probe(call, request, signal),
    startPractice: (request) => call('practice.start', { ...request }),
    stopPractice: async () => withoutValue(await call('practice.stop', {})),
    connections: async () => listOf(await call('connections', {})),
    closeConnections: (ids) => call('connections.close', { ids }),
    memory: () => call('memory', {}),
    onTraffic: (receive) => subscribe(trafficReceivers, receive),
    onDeath: (receive) => subscribe(deathReceivers, receive),
    close: lifecycle.close,
  };
}

function listOf(answer: Outcome<'connections'>): Awaited<ReturnType<EngineLink['connections']>> {
  return answer.ok ? succeed(answer.value.connections) : answer;
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

function subscribe<T>(receivers: Set<(value: T) => void>, receive: (value: T) => void): () => void {
  const own = (value: T): void => receive(value); // the same function may subscribe twice
  receivers.add(own);
  return () => receivers.delete(own);
}
