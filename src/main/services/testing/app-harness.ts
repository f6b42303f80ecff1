/** For tests: an app on fake deps, called as a window would call it. */
import { createCaller, type Caller } from '../../../shared/call.ts';
import { succeed } from '../../../shared/fault.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { memoryWirePair } from '../../../shared/wire.ts';
import { createApp, type App, type AppOptions } from '../app.ts';
import { calm } from './fake-clock.ts';
import { createFakeDeps, sampleProfile, type FakeDeps } from './fake-deps.ts';

export interface Harness {
  readonly deps: FakeDeps;
  readonly app: App;
  readonly call: Caller['call'];
  snapshot(): Snapshot;
  /** Every state of the connection since the start, one word each, with its fault's code. */
  readonly states: string[];
}

/** A ready app. `prepare` sets the scene before anything is read. */
export async function startApp(prepare: (deps: FakeDeps) => void = () => undefined, options: AppOptions = {}): Promise<Harness> {
  const deps = createFakeDeps();
  prepare(deps);
  const app = createApp(deps, options);
  const states: string[] = [];
  app.state.onChange((change) => {
    const { connection } = change;
    if (connection === undefined) return;
    const word = 'fault' in connection ? `${connection.kind} ${connection.fault.code}` : connection.kind;
    if (states.at(-1) !== word) states.push(word);
  });
  const [near, far] = memoryWirePair();
  app.serve(far);
  const caller = createCaller(near, { after: (ms, run) => deps.clock.after(ms * 1000, run) });
  await app.ready;
  return { deps, app, call: caller.call, snapshot: () => app.state.get(), states };
}

/** A ready app with `count` servers in its list; answers their ids. */
export async function startWithServers(count = 1, prepare?: (deps: FakeDeps) => void): Promise<Harness & { readonly ids: readonly string[] }> {
  const harness = await startApp(prepare);
  harness.deps.parse.next = succeed({ profiles: Array.from({ length: count }, (_, index) => sampleProfile(index + 1)), rejected: [] });
  const report = await harness.call('profiles.import', { text: 'links' });
  return { ...harness, ids: report.ok ? report.value.added.map((card) => card.id) : [] };
}

/** Presses *Connect* and lets what follows at once happen. */
export async function connect(harness: Harness, profileId?: string): Promise<void> {
  await harness.call('connection.connect', profileId === undefined ? {} : { profileId });
  await calm();
}
