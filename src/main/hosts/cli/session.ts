/** One command's hold on the app: calls through an in-memory wire, checked by the same contract as a window's. */
import { createCaller, type Caller } from '../../../shared/call.ts';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { ProfileCard, Snapshot } from '../../../shared/snapshot.ts';
import { memoryWirePair } from '../../../shared/wire.ts';
import type { App } from '../../services/app.ts';

export interface Session {
  readonly app: App;
  readonly call: Caller['call'];
}

/** Joins a caller to the app and waits until the app is ready. */
export async function openSession(app: App): Promise<Session> {
  const [near, far] = memoryWirePair();
  app.serve(far);
  const caller = createCaller(near);
  await app.ready;
  return { app, call: caller.call };
}

/**
 * The server a person means: by id, else by exact name. Faults: `not-found`, and `bad-request` when a name fits more
 * than one.
 */
export function findServer(snapshot: Snapshot, named: string): Result<ProfileCard> {
  const byId = snapshot.profiles.find((card) => card.id === named);
  if (byId !== undefined) return succeed(byId);
  const byName = snapshot.profiles.filter((card) => card.name === named);
  const [only] = byName;
  if (only === undefined) return fail('not-found', 'no server has this id or name', { name: named.slice(0, 80) });
  return byName.length === 1 ? succeed(only) : fail('bad-request', `${byName.length} servers have this name; say which by id: ${byName.map((card) => card.id).join(' ')}`);
}

/** All that are meant, in order and without doubles; the first fault otherwise. */
export function findServers(snapshot: Snapshot, names: readonly string[]): Result<readonly ProfileCard[]> {
  const found = new Map<string, ProfileCard>();
  for (const name of names) {
    const card = findServer(snapshot, name);
    if (!card.ok) return card;
    found.set(card.value.id, card.value);
  }
  return succeed([...found.values()]);
}
