/** What a person can do with lists of servers. */
import { succeed, type Fault, type Result } from '../shared/fault.ts';
import type { FoundSubscription } from '../shared/profile.ts';
import type { SubscriptionDiff, UnsafeReason } from '../shared/subscription.ts';
import type { CallInput } from '../shared/contract.ts';
import { ask, askAndTell } from './actions.ts';
import { writeClipboard } from './clipboard.ts';
import { changeUi, showToast } from './store.ts';

/** Fetches and keeps the list: the person has just said so. Answers what came of it. */
export async function addList({ url, name }: FoundSubscription, accept: readonly UnsafeReason[]): Promise<Result<SubscriptionDiff['counts']>> {
  const added = await ask('subscriptions.add', { url, ...(name === undefined ? {} : { name }), accept: [...accept] });
  return added.ok ? succeed(added.value.diff.counts) : added;
}

/** Goes to where the list is, and says what it brought. */
export function showList(counts: SubscriptionDiff['counts']): void {
  changeUi({ screen: 'servers' });
  tell({ counts }, 'list.added');
}

/** Fetches it anew; what went wrong stays at the list itself. */
export async function refreshList(id: string): Promise<void> {
  const outcomes = await askAndTell('subscriptions.refresh', { ids: [id] });
  const diff = outcomes.ok ? outcomes.value.find((outcome) => outcome.id === id)?.diff : undefined;
  if (diff !== undefined) tell(diff, 'list.refreshed');
}

export async function removeList(id: string): Promise<void> {
  const removed = await askAndTell('subscriptions.remove', { id });
  if (removed.ok) showToast('list.removed', undefined, { kind: 'list', token: removed.value.undo });
}

/** Changes what the person may change of a list; true when it is kept. */
export async function editList(change: CallInput<'subscriptions.edit'>): Promise<boolean> {
  const edited = await askAndTell('subscriptions.edit', change);
  if (edited.ok) showToast('list.saved');
  return edited.ok;
}

/** Servers removed from it by hand come back with a refresh at once. */
export async function bringBack(id: string): Promise<void> {
  const edited = await askAndTell('subscriptions.edit', { id, bringsBackRemoved: true });
  if (edited.ok) await refreshList(id);
}

/** A server that left its list stays. */
export async function keepServer(id: string): Promise<void> {
  const kept = await askAndTell('subscriptions.keepServers', { ids: [id] });
  if (kept.ok) showToast('list.server-kept');
}

/** The address with its key; undefined when it cannot be had, which a banner tells. */
export async function listAddress(id: string): Promise<string | undefined> {
  const address = await askAndTell('subscriptions.address', { id });
  return address.ok ? address.value.url : undefined;
}

/** What a provider names is copied, never opened: an address from outside decides where a browser goes. */
export async function copyAddress(address: string): Promise<void> {
  showToast((await writeClipboard(address)) ? 'list.link-copied' : 'copy.failed');
}

/** What speaks against the address, out of the fault that said so. */
export function unsafeReasons(fault: Fault): readonly UnsafeReason[] {
  const words = String(fault.detail?.['reasons'] ?? '').split(' ');
  return (['plain', 'private'] as const).filter((reason) => words.includes(reason));
}

function tell({ counts }: Pick<SubscriptionDiff, 'counts'>, key: 'list.added' | 'list.refreshed'): void {
  showToast(key, { fresh: counts.fresh, changed: counts.changed, gone: counts.gone });
}
