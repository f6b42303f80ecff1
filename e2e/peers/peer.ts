/** What every test server is to a suite, and how our own test program becomes one. */
import type { Profile } from '../../src/shared/profile.ts';
import { startChild, type Child } from './child.ts';
import { testpeersProgram } from './places.ts';

/** Something running that a suite must stop. */
export interface Peer {
  readonly port: number;
  /** Payload bytes that came back through the server, by its own counter. */
  bytesSeen(): Promise<number>;
  /** What it wrote so far, for failure messages. */
  log(): string;
  stop(): Promise<void>;
}

/** A server that carries traffic, with the profile that fits it. */
export interface ProxyPeer extends Peer {
  readonly profile: Profile;
}

/** What passed through one of our own test programs. */
export interface Seen {
  readonly up: number;
  readonly down: number;
  readonly connections: number;
  /** By entrance, where one process has several. */
  readonly ways: Readonly<Record<string, { readonly up: number; readonly down: number }>>;
}

/** One of our own test programs, listening. */
export interface TestProgram {
  /** The line that said it listens. */
  readonly ready: Readonly<Record<string, unknown>>;
  seen(): Promise<Seen>;
  log(): string;
  stop(): Promise<void>;
}

/** Starts `testpeers` (or another program of the same manners) and waits until it listens. */
export async function startTestProgram(args: readonly string[], program = testpeersProgram): Promise<TestProgram> {
  const child = await startChild(program, args);
  try {
    const ready = await child.hear((line) => {
      const said = readObject(line);
      return said['ready'] === true ? said : undefined;
    });
    return { ready, seen: oneAtATime(() => askSeen(child)), log: () => child.log(), stop: () => child.stop() };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** A peer out of one of our own test programs with one entrance. */
export function asPeer(program: TestProgram): Peer {
  return {
    port: Number(program.ready['port']),
    bytesSeen: async () => (await program.seen()).down,
    log: () => program.log(),
    stop: () => program.stop(),
  };
}

async function askSeen(child: Child): Promise<Seen> {
  child.say('seen');
  return await child.hear((line) => {
    const seen = readObject(line)['seen'];
    // The line comes from our own program (engine/testpeers/peer), whose test fixes its shape.
    return seen === undefined ? undefined : { ways: {}, ...(seen as Omit<Seen, 'ways'>) };
  });
}

/** Answers come in the order of questions, so a question waits for the one before it. */
function oneAtATime<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const answer = last.then(ask);
    last = answer.catch(() => undefined);
    return answer;
  };
}

function readObject(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {}; // a line of the library's own
  }
}
