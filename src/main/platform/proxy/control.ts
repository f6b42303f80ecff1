/** `ProxyControl` over journal, guard and stores: one operation at a time, in the order asked. */
import { randomBytes } from 'node:crypto';
import type { FoundProxy } from '../../../shared/connection.ts';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { ProxyControl, ProxyRemark } from '../../services/deps.ts';
import { findAstray } from './astray.ts';
import { describeNow } from './describe.ts';
import type { ProxyPlan } from './backend.ts';
import { enableProxy } from './enable.ts';
import { hold, release } from './hold.ts';
import { environmentRemarks } from './remarks.ts';
import { restoreAll } from './restore.ts';
import { takeRestoredNote } from './restored-note.ts';
import type { ProxyControlOptions, Session } from './session.ts';
import { createStirs } from './stirs.ts';

/** Makes the control. Nothing is read or started before the first call. */
export function createProxyControl(options: ProxyControlOptions): ProxyControl {
  const session: Session = { options, owner: randomBytes(16).toString('hex'), guard: null, journal: null, stirs: createStirs(options.stores), wasUnwatched: false };
  const inTurn = makeQueue();
  return {
    supported: options.stores.isSupported,
    enable: (plan) => inTurn(() => enable(session, plan)),
    restore: () => inTurn(() => thenRelease(session, restoreAll(session, { spareLiving: false }))),
    // A journal whose writer still runs is that process's business.
    recover: () => inTurn(() => recover(session)),
    inEffect: () => inTurn(async () => session.journal !== null && (await findAstray(session.journal, options.stores)) === null),
    found: () => inTurn(() => describeFound(session)),
    remarks: () => inTurn(() => remarksOf(session)),
    onStir: (receive) => session.stirs.listen(receive),
  };
}

async function enable(session: Session, plan: ProxyPlan): Promise<Result<null>> {
  const held = await hold(session);
  return held.ok ? thenRelease(session, enableProxy(session, plan)) : held;
}

/** Whatever came of it: what is not set is not held. */
async function thenRelease<T>(session: Session, done: Promise<Result<T>>): Promise<Result<T>> {
  const result = await done;
  await release(session);
  return result;
}

/** Also what guard or login restorer did meanwhile: the person has not heard of it yet. */
async function recover(session: Session): Promise<Result<{ readonly restored: boolean }>> {
  const restored = await restoreAll(session, { spareLiving: true });
  if (!restored.ok) return restored;
  const note = await takeRestoredNote(session.options.dataDir);
  if (note === null) return restored;
  session.options.note?.(`earlier settings put back by: ${note.by}`);
  if (note.damaged !== undefined) return fail('proxy-journal-damaged', `found by: ${note.by}`, { keptAs: note.damaged });
  return succeed({ restored: true });
}

async function remarksOf({ journal, options, wasUnwatched }: Session): Promise<readonly ProxyRemark[]> {
  if (journal === null) return [];
  const port = journal.ports[0] ?? 0;
  const about = journal.stores.some(({ store }) => store === 'gsettings' || store === 'kioslaverc') ? environmentRemarks(options.environment, port) : [];
  const earlier = await Promise.all(journal.stores.map((entry) => describeNow(entry.store, entry.before)));
  const dead = earlier.find((found) => 'address' in found && found.isDead === true);
  return [
    ...about,
    ...(wasUnwatched ? [{ kind: 'restart-browser' as const }] : []),
    ...(dead !== undefined && 'address' in dead ? [{ kind: 'earlier-proxy-dead' as const, detail: { address: dead.address } }] : []),
  ];
}

async function describeFound({ journal, options }: Session): Promise<FoundProxy> {
  const astray = journal === null ? null : await findAstray(journal, options.stores);
  return astray === null ? { kind: 'unknown' } : astray.describe();
}

/** Enabling and restoring never interleave; one that fails by a bug does not block the next. */
function makeQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
}
