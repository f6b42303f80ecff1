/**
 * Points the system's settings at Byway: earlier values to the journal first, then guard and login entry, then the
 * change, mode last, then a fresh read. Whatever fails on the way, nothing stays changed.
 */
import { join, resolve } from 'node:path';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { Change, ProxyPlan, ProxyStore, Snapshot } from './backend.ts';
import { crashPoint } from './crash-point.ts';
import { withoutOwnAddresses } from './decide.ts';
import { startGuard, type GuardJob } from './guard.ts';
import { createJournal, readJournal, replaceJournal } from './journal-file.ts';
import { maxPorts, type Journal, type JournalEntry } from './journal.ts';
import { lastingProgram } from './lasting-program.ts';
import { identifySelf, isOwnerAlive, noteBoot } from '../process-identity.ts';
import { openEntry, planRestore, restoreAll } from './restore.ts';
import type { Session } from './session.ts';
import { isMode, shapeOf, type Values } from './shape.ts';

interface Prepared {
  readonly store: ProxyStore;
  readonly wanted: Values;
  readonly found: Snapshot;
  readonly entry: JournalEntry;
}

/** See `ProxyControl.enable`. Called again while on, it changes over without a moment of the earlier settings. */
export async function enableProxy(session: Session, plan: ProxyPlan): Promise<Result<null>> {
  if (!session.options.stores.isSupported) return fail('proxy-unsupported');
  const older = await settleOlder(session, plan);
  if (!older.ok) return older;
  const stores = await session.options.stores.used();
  if (!stores.ok) return stores;
  if (stores.value.length === 0) return fail('proxy-unsupported', 'nothing is connected');
  const prepared = await prepareAll(stores.value, plan, older.value);
  if (!prepared.ok) return prepared;
  if (older.value === null) session.wasUnwatched = prepared.value.some(isUnwatched);
  const journal = makeJournal(session, plan, prepared.value, older.value);
  const noted = older.value === null ? await createJournal(session.options.dataDir, journal) : await replaceJournal(session.options.dataDir, journal);
  if (!noted.ok) return older.value === null ? noted : undo(session, noted);
  session.journal = journal;
  crashPoint('journal-written');
  const changed = await changeOver(session, plan, prepared.value, older.value === null);
  if (!changed.ok) return undo(session, changed);
  session.stirs.start();
  return changed;
}

/** Chromium watches KDE's file only when it found this key at its start. */
function isUnwatched({ store, found }: Prepared): boolean {
  return store.name === 'kioslaverc' && (found.isMissing === true || (found.values['ProxyType'] ?? null) === null);
}

/** The journal as it stands once everything was found right: the last generation only. Pure. */
export function settleJournal(journal: Journal, plan: ProxyPlan): Journal {
  const stores = journal.stores.map((entry) => ({
    ...entry,
    ours: entry.ours.slice(-1),
    ...(entry.oursTexts === undefined ? {} : { oursTexts: entry.oursTexts.slice(-1) }),
  }));
  return { ...journal, phase: 'on', ports: planPorts(plan), stores };
}

/** This control's own journal if it is on already; restores what dead ones left; `busy` while another one lives. */
async function settleOlder(session: Session, plan: ProxyPlan): Promise<Result<Journal | null>> {
  const found = await readJournal(session.options.dataDir);
  if (found?.ok === true) {
    const isOwn = found.value.owner === session.owner;
    if (isOwn && writesSameKeys(session, found.value, plan)) return succeed(found.value);
    if (!isOwn && isOwnerAlive(found.value)) return fail('busy', 'another Byway holds the proxy settings');
  }
  const restored = await restoreAll(session, { spareLiving: true });
  if (restored.ok) return succeed(null);
  if (restored.fault.code !== 'proxy-journal-damaged') return restored;
  session.options.note?.('proxy journal damaged, set aside');
  return succeed(null);
}

/** Between addresses and a script there is no changing over: each leaves keys behind that the other never writes. */
function writesSameKeys(session: Session, older: Journal, plan: ProxyPlan): boolean {
  return older.stores.every((entry) => {
    const wanted = Object.keys(openEntry(session, entry)?.plan(plan) ?? {});
    return wanted.toSorted().join() === Object.keys(entry.ours.at(-1) ?? {}).toSorted().join();
  });
}

async function prepareAll(stores: readonly ProxyStore[], plan: ProxyPlan, older: Journal | null): Promise<Result<readonly Prepared[]>> {
  const prepared: Prepared[] = [];
  for (const store of stores) {
    const wanted = store.plan(plan);
    const [found, locked] = await Promise.all([store.readBefore(), store.locked(Object.keys(wanted))]);
    if (!found.ok) return found;
    if (!locked.ok) return locked;
    if (locked.value.length > 0) return fail('proxy-locked', `${store.name}: ${locked.value.join(', ')}`);
    prepared.push({ store, wanted, found: found.value, entry: makeEntry(store, wanted, plan, found.value, older) });
  }
  return succeed(prepared);
}

/**
 * "Before" is what restoring at this moment would bring back: on the first time what is there, later the journal's older
 * values plus whatever others changed meanwhile. Never an address of our own.
 */
function makeEntry(store: ProxyStore, wanted: Values, plan: ProxyPlan, found: Snapshot, older: Journal | null): JournalEntry {
  const earlier = older?.stores.find((entry) => entry.store === store.name && entry.scope === store.scope);
  const base = earlier === undefined ? found : planRestore(earlier, older?.ports ?? [], found, store);
  const before = withoutOwnAddresses(store.name, base.values, [...(older?.ports ?? []), ...planPorts(plan)]);
  const scope = store.scope === undefined ? {} : { scope: store.scope };
  const entry = { store: store.name, ...scope, before, ours: [...(earlier?.ours.slice(-1) ?? []), wanted] };
  if (store.file === undefined || base.text === undefined) return entry;
  const dropped = Object.fromEntries(Object.entries(before).filter(([key, raw]) => raw !== (base.values[key] ?? null)));
  const beforeText = store.file.edit(base.text, dropped);
  return { ...entry, beforeText, oursTexts: [...(earlier?.oursTexts?.slice(-1) ?? []), store.file.edit(beforeText, wanted)] };
}

/** The local ports that settings made after this plan may point at. */
function planPorts({ port, script }: ProxyPlan): readonly number[] {
  return script === undefined ? [port] : [port, script.port];
}

function makeJournal(session: Session, plan: ProxyPlan, prepared: readonly Prepared[], older: Journal | null): Journal {
  const isHandled = (entry: JournalEntry): boolean => prepared.some(({ store }) => store.name === entry.store && store.scope === entry.scope);
  const others = older?.stores.filter((entry) => !isHandled(entry)) ?? [];
  return {
    version: 1,
    owner: session.owner,
    uid: process.getuid?.() ?? -1,
    boot: noteBoot(),
    app: identifySelf(),
    phase: 'changing',
    ports: [...new Set([...(older?.ports ?? []), ...planPorts(plan)])].slice(-maxPorts),
    stores: [...prepared.map(({ entry }) => entry), ...others],
  };
}

async function changeOver(session: Session, plan: ProxyPlan, prepared: readonly Prepared[], isFirst: boolean): Promise<Result<null>> {
  const { options } = session;
  const login = await options.stores.login.add(options);
  if (!login.ok) options.note?.(`no login entry: ${login.fault.code}`);
  crashPoint('autostart-written');
  const [guarded, unchanged] = await Promise.all([guard(session), isFirst ? isUnchanged(prepared) : true]);
  if (!guarded.ok) return guarded;
  if (!unchanged) return fail('busy', 'the proxy settings changed at this moment');
  crashPoint('guard-started');
  for (const each of prepared) {
    const written = await write(each);
    if (!written.ok) return fail(written.fault.code === 'proxy-locked' ? 'proxy-locked' : 'proxy-not-applied', written.fault.cause);
  }
  return verify(session, prepared, plan);
}

/** Another process may have restored between our reading and our journal: then we noted its values, not the person's. */
async function isUnchanged(prepared: readonly Prepared[]): Promise<boolean> {
  const now = await Promise.all(prepared.map(({ store }) => store.read()));
  return prepared.every(({ found }, index) => {
    const read = now[index];
    const seen = Object.entries(found.seen ?? found.values);
    return read?.ok === true && read.value.text === found.text && seen.every(([key, raw]) => read.value.values[key] === raw);
  });
}

async function guard(session: Session): Promise<Result<null>> {
  const { options } = session;
  const enginePid = options.enginePid?.();
  const journal = join(resolve(options.dataDir), 'proxy-journal.json');
  const job: GuardJob = { journal, appPid: process.pid, ...(enginePid === undefined ? {} : { enginePid }) };
  if (session.guard?.isRunning() === true) {
    session.guard.tell(job);
    return succeed(null);
  }
  const started = await startGuard(await lastingProgram(options), job, options.environment);
  if (!started.ok) return started;
  session.guard = started.value;
  return succeed(null);
}

async function write({ store, wanted, found, entry }: Prepared): Promise<Result<null>> {
  const text = entry.oursTexts?.at(-1);
  if (store.file !== undefined && text !== undefined) {
    const replaced = await store.file.replace(text);
    crashPoint(`wrote ${store.name}`);
    return replaced;
  }
  const changes = modesLast(store, wanted).filter(([key, raw]) => (found.values[key] ?? null) !== raw);
  for (const step of store.isWhole === true && changes.length > 0 ? [changes] : changes.map((change) => [change])) {
    const written = await store.write(step);
    if (!written.ok) return written;
    crashPoint(`wrote ${store.name} ${step.length > 1 ? 'whole' : step[0]?.[0]}`);
  }
  return succeed(null);
}

/** Nobody follows the addresses before the mode says so. */
function modesLast(store: ProxyStore, wanted: Values): readonly Change[] {
  const shape = shapeOf(store.name);
  return Object.entries(wanted).toSorted(([a], [b]) => Number(isMode(shape, a)) - Number(isMode(shape, b)));
}

async function verify(session: Session, prepared: readonly Prepared[], plan: ProxyPlan): Promise<Result<null>> {
  for (const { store, wanted } of prepared) {
    const now = await store.read();
    if (!now.ok) return fail('proxy-not-applied', now.fault.cause);
    const wrong = Object.keys(wanted).filter((key) => (now.value.values[key] ?? null) !== (wanted[key] ?? null));
    if (wrong.length > 0) return fail('proxy-not-applied', `${store.name}: ${wrong.join(', ')} read back differently`);
  }
  crashPoint('verified');
  const settled = session.journal === null ? null : settleJournal(session.journal, plan);
  if (settled === null) return succeed(null);
  // Without this second note restoring still works: the first one allows for both generations.
  const noted = await replaceJournal(session.options.dataDir, settled);
  if (noted.ok) session.journal = settled;
  else session.options.note?.(`journal not updated: ${noted.fault.code}`);
  crashPoint('journal-on');
  return succeed(null);
}

async function undo(session: Session, failed: Result<null>): Promise<Result<null>> {
  const restored = await restoreAll(session, { spareLiving: true });
  return restored.ok ? failed : restored;
}
