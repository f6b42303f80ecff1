/** One engine process at a time: started, greeted, ended, and told about when it ends by itself. */
import { fail, succeed, type Fault, type Result } from '../../../shared/fault.ts';
import type { Traffic } from '../../../shared/snapshot.ts';
import type { Clock, EngineVersion, Log } from '../../services/deps.ts';
import { errorCode } from '../paths.ts';
import { openChannel, type Channel } from './channel.ts';
import { protocolVersion } from './protocol.ts';
import { spawnEngine, type EngineChild, type SpawnEngine } from './spawn-engine.ts';

export interface EngineLinkOptions {
  /** Absolute path of the program. */
  readonly path: string;
  /** None for the real engine; nothing secret may stand here. */
  readonly programArguments?: readonly string[];
  readonly spawn?: SpawnEngine;
  readonly log: Log;
  readonly clock: Clock;
}

export interface LifecycleEvents {
  readonly onTraffic: (traffic: Traffic) => void;
  /** A process that had been greeted ended without `close`. */
  readonly onDeath: (fault: Fault) => void;
}

export interface Lifecycle {
  start(): Promise<Result<EngineVersion>>;
  /** The channel of a greeted process; undefined while there is none. */
  channel(): Channel | undefined;
  close(): Promise<void>;
}

interface Running {
  readonly channel: Channel;
  version?: EngineVersion;
}

/** Nothing runs before `start`. A `close` ends a start that is under way; a `start` after it waits for the old process's end. */
export function createLifecycle(options: EngineLinkOptions, events: LifecycleEvents): Lifecycle {
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
    const onEnd = (fault: Fault, asked: boolean): void => {
      if (running === mine) running = undefined;
      if (!asked && mine.version !== undefined) events.onDeath(fault);
    };
    const mine: Running = { channel: openChannel({ child: child.value, clock: options.clock, log: options.log, onTraffic: events.onTraffic, onEnd }) };
    running = mine;
    const greeted = await greet(mine.channel);
    if (greeted.ok && running === mine) mine.version = greeted.value;
    else await mine.channel.close();
    return mine.version !== undefined || !greeted.ok ? greeted : fail('cancelled', 'closed while starting');
  }

  async function close(): Promise<void> {
    const ending = running?.channel.close();
    running = undefined;
    starting = undefined;
    closing = Promise.all([closing, ending]).then(() => undefined);
    await closing;
  }

  return { start, channel: () => (running?.version === undefined ? undefined : running.channel), close };
}

async function greet(channel: Channel): Promise<Result<EngineVersion>> {
  const answer = await channel.call('hello', { protocol: protocolVersion });
  if (!answer.ok || answer.value.protocol === protocolVersion) return answer;
  return fail('engine-version', 'another protocol', { wanted: protocolVersion, spoken: answer.value.protocol });
}

function tryToSpawn({ spawn = spawnEngine, path, programArguments = [] }: EngineLinkOptions): Result<EngineChild> {
  try {
    return succeed(spawn(path, programArguments));
  } catch (error) {
    return fail('engine-missing', errorCode(error)); // some failures are thrown, others arrive as an event
  }
}
