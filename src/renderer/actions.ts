/** What a person can set going: each asks the app and tells what came of it. Progress itself arrives as changes of the mirror. */
import type { Caller } from '../shared/call.ts';
import { canConnect, canDisconnect } from '../shared/connection.ts';
import type { CallName, CallInput, CallAnswer } from '../shared/contract.ts';
import { fail, type Result } from '../shared/fault.ts';
import type { Settings } from '../shared/settings.ts';
import { changeUi, showToast, useStore } from './store.ts';

let current: Caller | undefined;

/** Gives the actions the wire they speak over; `undefined` while there is none. */
export function speakOver(caller: Caller | undefined): void {
  current = caller;
}

/** Asks and leaves the answer, fault or not, to the caller. */
export async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Result<CallAnswer<Name>>> {
  return current === undefined ? fail('cancelled', 'no wire') : current.call(name, input);
}

/** Asks; a fault becomes the banner about calls. A lost wire has a banner of its own. */
export async function askAndTell<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Result<CallAnswer<Name>>> {
  const result = await ask(name, input);
  if (!result.ok && result.fault.code !== 'cancelled') changeUi({ fault: result.fault.code });
  return result;
}

export async function connect(profileId?: string): Promise<void> {
  changeUi({ fault: null });
  await askAndTell('connection.connect', profileId === undefined ? {} : { profileId });
}

export async function disconnect(): Promise<void> {
  await askAndTell('connection.disconnect', {});
}

/** Starts the practice server and connects through it. */
export async function practise(): Promise<void> {
  changeUi({ screen: 'home', fault: null });
  await askAndTell('connection.practice', {});
}

/** What the main button does now. */
export async function toggleConnection(): Promise<void> {
  const { mirror } = useStore.getState();
  if (mirror === undefined) return;
  if (canDisconnect(mirror.connection)) await disconnect();
  else if (canConnect(mirror.connection) && mirror.chosen !== undefined) await connect();
}

export async function choose(id: string): Promise<void> {
  await askAndTell('profiles.choose', { id });
}

/** Chooses a server; while another is in use, goes over to it. */
export async function takeServer(id: string): Promise<void> {
  await choose(id);
  const kind = useStore.getState().mirror?.connection.kind;
  if (kind === 'off' || kind === 'failed') return;
  await connect(id);
}

/** Chooses a server and connects through it, whatever was on before. */
export async function takeAndConnect(id: string): Promise<void> {
  changeUi({ screen: 'home', open: null });
  await choose(id);
  await connect(id);
}

export async function rename(id: string, name: string): Promise<void> {
  await askAndTell('profiles.rename', { id, name });
}

export async function removeServers(ids: readonly string[]): Promise<void> {
  const result = await askAndTell('profiles.remove', { ids: [...ids] });
  if (!result.ok) return;
  const { open } = useStore.getState().ui;
  if (open !== undefined && ids.includes(open)) changeUi({ open: null });
  showToast('servers.removed', { count: result.value.removed }, { kind: 'removal', token: result.value.undo });
}

/** Takes back the last removal or import. */
export async function undoLast(): Promise<void> {
  const { undo } = useStore.getState().ui;
  if (undo === undefined) return;
  changeUi({ undo: null, toast: null });
  if (undo.kind === 'removal') {
    const result = await askAndTell('profiles.undoRemove', { undo: undo.token });
    if (result.ok) showToast('servers.restored', { count: result.value.restored });
    return;
  }
  if (undo.kind === 'sealed') {
    const back = await askAndTell('sealed.undo', { undo: undo.token });
    if (back.ok) showToast('unlock.undone');
    return;
  }
  if (undo.kind === 'list') {
    const back = await askAndTell('subscriptions.undoRemove', { undo: undo.token });
    if (back.ok) showToast('list.restored');
    return;
  }
  const result = await askAndTell('import.undo', { undo: undo.token });
  if (result.ok) showToast('import.undone', { count: result.value.removed });
}

/** The link with its keys; null when it cannot be had. */
export async function reveal(id: string): Promise<CallAnswer<'profiles.reveal'> | undefined> {
  const result = await askAndTell('profiles.reveal', { id });
  return result.ok ? result.value : undefined;
}

export async function startTests(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  if (ids.length > 1) changeUi({ testRun: { ids, startedAt: Date.now() } });
  await askAndTell('probes.start', { ids: [...ids] });
}

export async function stopTests(): Promise<void> {
  await askAndTell('probes.stop', {});
}

export async function changeSettings(patch: Partial<Settings>): Promise<Result<Settings>> {
  return askAndTell('settings.change', { ...patch });
}

/** Byway's proxy settings again, in place of whatever somebody else set. */
export async function applyProxy(): Promise<void> {
  const result = await askAndTell('proxy.apply', {});
  if (result.ok) showToast('home.scope.applied');
}

export async function restoreProxy(): Promise<void> {
  const result = await askAndTell('proxy.restore', {});
  if (result.ok) showToast(result.value.restored ? 'settings.restored' : 'settings.restored.nothing');
}

export async function dismissNotice(id: string): Promise<void> {
  await askAndTell('notices.dismiss', { id });
}

/** Where programs can enter the tunnel; asked for only when a person looks. */
export async function localEntrance(): Promise<CallAnswer<'connection.local'>> {
  const result = await ask('connection.local', {});
  return result.ok ? result.value : null;
}

/** Ends the app. The wire goes with it, so the answer may never come. */
export async function quit(): Promise<void> {
  const result = await ask('app.quit', {});
  if (result.ok || result.fault.code === 'cancelled') changeUi({ link: 'quit', toast: null });
  else changeUi({ fault: result.fault.code });
}
