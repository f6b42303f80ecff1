/** Carries restoring out: claim the journal, put back key by key, read back, forget the journal. */
import { fail, succeed, type Fault, type Result } from '../../../shared/fault.ts';
import type { Change, ProxyStore, Snapshot } from './backend.ts';
import { crashPoint } from './crash-point.ts';
import { decide } from './decide.ts';
import { claimJournal, dropClaim, returnClaim, setAside, sweep, type Claim } from './journal-file.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { isOwnerAlive } from '../process-identity.ts';
import type { Session } from './session.ts';
import { isMode, shapeOf, type Values } from './shape.ts';

/** What restoring would leave behind in one store. */
export interface Restored {
  readonly writes: Values;
  readonly left: readonly string[];
  readonly values: Values;
  /** Stores that are one file. */
  readonly text?: string;
}

/**
 * Restores whatever a journal here, or this control's memory, says; `restored` false when there was nothing. With
 * `spareLiving` another running process's journal is left alone.
 */
export async function restoreAll(session: Session, options: RestoreOptions): Promise<Result<{ readonly restored: boolean }>> {
  session.stirs.stop();
  const settled = await settleClaims(session, options);
  if (settled.fault?.code === 'proxy-not-restored') return { ok: false, fault: settled.fault };
  if (settled.isSpared) return succeed({ restored: settled.owners.length > 0 });
  const rest = await settleMemory(session, settled.owners);
  if (!rest.ok) return rest;
  await session.options.stores.login.remove(session.options);
  crashPoint('autostart-removed');
  await sweep(session.options.dataDir);
  await session.guard?.dismiss();
  session.guard = null;
  session.journal = null;
  if (settled.fault !== null && !rest.value) return { ok: false, fault: settled.fault };
  return succeed({ restored: rest.value || settled.owners.length > 0 });
}

/** What one store will look like: its untouched file exactly as before, else key by key. Pure. */
export function planRestore(entry: JournalEntry, ports: readonly number[], now: Snapshot, store: ProxyStore): Restored {
  if (now.text !== undefined && entry.beforeText !== undefined && entry.oursTexts?.includes(now.text) === true) {
    return { writes: {}, left: [], values: entry.before, text: entry.beforeText };
  }
  const { writes, left } = decide({ ...entry, ports, current: now.values });
  const values = { ...now.values, ...writes };
  const text = now.text === undefined ? undefined : store.file?.edit(now.text, writes);
  return { writes, left, values, ...(text === undefined ? {} : { text }) };
}

export interface RestoreOptions {
  readonly spareLiving: boolean;
}

interface Settled {
  readonly fault: Fault | null;
  readonly isSpared: boolean;
  /** Owners of the journals carried out. */
  readonly owners: readonly string[];
}

async function settleClaims(session: Session, options: RestoreOptions): Promise<Settled> {
  const isSparing = (journal: Journal): boolean => options.spareLiving && journal.owner !== session.owner && isOwnerAlive(journal);
  const owners: string[] = [];
  for (let fault: Fault | null = null; ; ) {
    const claim = await claimJournal(session.options.dataDir, isSparing);
    if (!claim.ok) return { fault: claim.fault, owners, isSpared: false };
    if (claim.value === 'nothing' || claim.value === 'spared') return { fault, owners, isSpared: claim.value === 'spared' };
    crashPoint('claimed');
    const done = await settleClaim(session, claim.value);
    if (done.ok) owners.push(done.value);
    else fault = done.fault;
    if (fault?.code === 'proxy-not-restored') return { fault, owners, isSpared: false };
  }
}

async function settleClaim(session: Session, claim: Claim): Promise<Result<string>> {
  const { dataDir, now } = session.options;
  const read = claim.journal;
  if (!read.ok || read.value.uid !== (process.getuid?.() ?? -1)) {
    const keptAs = await setAside(dataDir, claim, now?.() ?? new Date());
    return fail('proxy-journal-damaged', read.ok ? 'of another user' : read.fault.cause, { keptAs });
  }
  const done = await carryOut(session, read.value);
  if (!done.ok) {
    await returnClaim(dataDir, claim);
    return done;
  }
  const dropped = await dropClaim(dataDir, claim);
  crashPoint('journal-removed');
  return dropped.ok ? succeed(read.value.owner) : fail('proxy-not-restored', dropped.fault.cause);
}

/** The file may have been damaged or deleted under a running app, which still knows what it did. True when it helped. */
async function settleMemory(session: Session, owners: readonly string[]): Promise<Result<boolean>> {
  const { journal } = session;
  if (journal === null || owners.includes(journal.owner)) return succeed(false);
  const done = await carryOut(session, journal);
  return done.ok ? succeed(true) : done;
}

/** Every store is tried even when one fails; the first fault is answered. */
async function carryOut(session: Session, journal: Journal): Promise<Result<null>> {
  let fault: Fault | null = null;
  for (const entry of journal.stores) {
    const store = openEntry(session, entry);
    const done = store === null ? fail('proxy-not-restored', `${entry.store}: not here`) : await restoreStore(session, store, entry, journal.ports);
    if (!done.ok) fault ??= done.fault;
  }
  if (fault !== null) return { ok: false, fault };
  crashPoint('restore-verified');
  return succeed(null);
}

/** The store that a journal's entry means; null when this system has none of that kind. */
export function openEntry(session: Session, entry: JournalEntry): ProxyStore | null {
  return session.options.stores.open(entry.store, entry.scope);
}

async function restoreStore(session: Session, store: ProxyStore, entry: JournalEntry, ports: readonly number[]): Promise<Result<null>> {
  const now = await store.read();
  if (!now.ok && now.fault.code === 'not-found') return succeed(null); // the connection is gone, and its settings with it
  if (!now.ok) return fail('proxy-not-restored', now.fault.cause);
  const target = planRestore(entry, ports, now.value, store);
  if (target.left.length > 0) session.options.note?.(`${store.name}: left as changed by others: ${target.left.join(', ')}`);
  const written = await writeBack(store, target, now.value);
  if (!written.ok) return fail('proxy-not-restored', written.fault.cause);
  return checkBack(store, target);
}

async function writeBack(store: ProxyStore, target: Restored, now: Snapshot): Promise<Result<null>> {
  if (store.file !== undefined && target.text !== undefined) {
    // A file deleted while proxied is written again: Chromium did not notice the deletion and still uses the old port.
    if (target.text === now.text && now.isMissing !== true) return succeed(null);
    const replaced = await store.file.replace(target.text);
    crashPoint(`restored ${store.name}`);
    return replaced;
  }
  const changes = modesFirst(store, target.writes);
  for (const step of store.isWhole === true && changes.length > 0 ? [changes] : changes.map((change) => [change])) {
    const written = await store.write(step);
    if (!written.ok) return written;
    crashPoint(`restored ${store.name} ${step.length > 1 ? 'whole' : step[0]?.[0]}`);
  }
  return succeed(null);
}

/** Programs must not see half of an earlier address behind a mode that is still on. */
function modesFirst(store: ProxyStore, writes: Values): readonly Change[] {
  const shape = shapeOf(store.name);
  return Object.entries(writes).toSorted(([a], [b]) => Number(isMode(shape, b)) - Number(isMode(shape, a)));
}

/** A fresh read must show what was written, and unset where it was unset. */
async function checkBack(store: ProxyStore, target: Restored): Promise<Result<null>> {
  const now = await store.readBefore();
  if (!now.ok) return fail('proxy-not-restored', now.fault.cause);
  if (target.text !== undefined) return now.value.text === target.text ? succeed(null) : fail('proxy-not-restored', `${store.name}: not written`);
  const { values } = now.value;
  const isRight = ([key, raw]: Change): boolean => (values[key] ?? null) === raw || (raw === null && store.isUnset?.(key, values) === true);
  const wrong = Object.entries(target.writes).filter((change) => !isRight(change));
  return wrong.length === 0 ? succeed(null) : fail('proxy-not-restored', `${store.name}: ${wrong.map(([key]) => key).join(', ')}`);
}
