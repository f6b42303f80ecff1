/** The lists a person follows: added after their word, refreshed by hand, by interval and at start, edited, removed. */
import type { LocalEntrance } from '../../shared/connection.ts';
import type { CallAnswer, RefreshOutcome } from '../../shared/contract.ts';
import { fail, succeed, type Fault, type Result } from '../../shared/fault.ts';
import type { HandlerInput } from '../../shared/serve.ts';
import type { SubscriptionDiff } from '../../shared/subscription.ts';
import { subscriptionTitle } from '../core/subscription-headers.ts';
import { dueAt, headToKeep } from '../core/subscription-plan.ts';
import { createDueTimer } from './due-timer.ts';
import { randomText } from './random-text.ts';
import type { StoredSubscription, StoredSubscriptions, SubscriptionSecret } from './stored.ts';
import { applyList, serversOf } from './subscription-apply.ts';
import { createListBackup, type ListBackup } from './subscription-backup.ts';
import { createBook, type BookWorld } from './subscription-book.ts';
import { editRecord } from './subscription-edit.ts';
import { fetchList } from './subscription-fetch.ts';
import { partsToKeep, refreshedRecord, withOwnWords } from './subscription-record.ts';
import { createListServers, type ListServers } from './subscription-servers.ts';
import { openSecret, sealSecret } from './subscription-shelf.ts';

export interface SubscriptionsService {
  load(list: StoredSubscriptions): void;
  add(input: HandlerInput<'subscriptions.add'>): Promise<Result<CallAnswer<'subscriptions.add'>>>;
  refresh(ids: readonly string[] | undefined): Promise<Result<readonly RefreshOutcome[]>>;
  edit(input: HandlerInput<'subscriptions.edit'>): Promise<Result<null>>;
  remove(id: string): Promise<Result<CallAnswer<'subscriptions.remove'>>>;
  undoRemove(undo: string): Promise<Result<CallAnswer<'subscriptions.undoRemove'>>>;
  /** The person's word on single servers. */
  readonly single: ListServers;
  /** Into a backup and out of it. */
  readonly backup: ListBackup;
  /** Ids of a list's servers. */
  servers(id: string): readonly string[];
  /** Refreshes what is due, and goes on doing so. */
  follow(): void;
  /** Stops what is being fetched; nothing is fetched any more. */
  stop(): void;
}

export interface SubscriptionWorld extends BookWorld {
  readonly entrance: () => LocalEntrance | null;
}

/** Lists refreshed at once. */
const atOnce = 4;
const maxLists = 1000;

/** The service over no lists; `load` fills it. */
export function createSubscriptions(world: SubscriptionWorld): SubscriptionsService {
  const { deps, profiles } = world;
  const running = new Map<string, { readonly stop: AbortController; readonly done: Promise<Result<SubscriptionDiff>> }>();
  const book = createBook(world, (id) => running.has(id));
  const { records, diffs, keep, show } = book;
  const listServers = createListServers(deps, book, profiles);
  const backup = createListBackup(deps, book);
  const removals = new Map<string, StoredSubscription>();
  const ending = new AbortController();

  /** Fetches and applies; the record with what was learned comes back, and is kept by the caller. */
  async function get(record: StoredSubscription, secret: SubscriptionSecret, name: string | undefined, signal: AbortSignal): Promise<Result<{ readonly record: StoredSubscription; readonly diff: SubscriptionDiff }>> {
    const got = await fetchList(deps, record, secret, world.entrance(), signal);
    if (signal.aborted) return fail('cancelled');
    if (!got.ok) return got;
    const { parsed, head, rung, unread, partHosts } = got.value;
    const newest = records.get(record.id) ?? record; // servers may have been removed or kept by hand meanwhile
    const marks = openSecret(deps.secrets, newest);
    const isPartial = unread.some(({ host }) => record.partHosts?.includes(host) === true);
    const { gone, keptByHand } = newest;
    const applied = await applyList(deps, profiles, { id: record.id, parsed, gone, held: book.held(), keptByHand, leftOut: marks.ok ? marks.value.leftOut : [], isPartial });
    if (!applied.ok) return applied;
    const learned = { ...headToKeep(head), title: subscriptionTitle(head, secret.url, name ?? record.title), gone: applied.value.gone, rung, ...partsToKeep(record, unread, partHosts) };
    return succeed({ record: refreshedRecord(record, learned, deps.clock.now()), diff: applied.value.diff });
  }

  function refreshOne(id: string): Promise<Result<SubscriptionDiff>> {
    const already = running.get(id);
    if (already !== undefined) return already.done;
    const stop = new AbortController();
    const done = renew(id, AbortSignal.any([stop.signal, ending.signal])).finally(() => {
      running.delete(id);
      show(id);
    });
    running.set(id, { stop, done });
    show(id);
    return done;
  }

  async function renew(id: string, signal: AbortSignal): Promise<Result<SubscriptionDiff>> {
    const before = records.get(id);
    if (before === undefined) return fail('not-found', 'no such list');
    const secret = openSecret(deps.secrets, before);
    const got = secret.ok ? await get(before, secret.value, undefined, signal) : secret;
    const now = records.get(id); // edited meanwhile, or gone
    if (now === undefined || signal.aborted) return fail('cancelled');
    if (!got.ok) {
      records.set(id, { ...now, triedAt: deps.clock.now(), fault: withoutCause(got.fault) });
      deps.log.write('warning', 'app', `a list was not refreshed: ${got.fault.code}`);
      return (await keep(), got);
    }
    records.set(id, withOwnWords(got.value.record, now));
    diffs.set(id, got.value.diff);
    const kept = await keep();
    return kept.ok ? succeed(got.value.diff) : kept;
  }

  async function add({ url, name, accept = [] }: HandlerInput<'subscriptions.add'>): Promise<Result<CallAnswer<'subscriptions.add'>>> {
    const known = backup.find(url);
    if (known !== undefined) {
      const again = await refreshOne(known.id);
      return again.ok ? succeed({ id: known.id, diff: again.value }) : again;
    }
    if (records.size >= maxLists) return fail('input-too-large', 'too many lists');
    const secret = { url: url.trim() };
    const sealed = sealSecret(deps.secrets, secret);
    if (!sealed.ok) return sealed;
    const record: StoredSubscription = { id: randomText(deps.random(16)), addedAt: deps.clock.now(), sealed: sealed.value, accept: [...new Set(accept)], way: 'auto', gone: {}, rung: 0 };
    const got = await get(record, secret, name, ending.signal);
    if (!got.ok) return got;
    records.set(record.id, got.value.record);
    diffs.set(record.id, got.value.diff);
    show(record.id);
    timer.arm();
    const kept = await keep();
    return kept.ok ? succeed({ id: record.id, diff: got.value.diff }) : kept;
  }

  async function refresh(ids: readonly string[] = [...records.keys()]): Promise<Result<readonly RefreshOutcome[]>> {
    if (ids.some((id) => !records.has(id))) return fail('not-found', 'no such list');
    const outcomes = new Map<string, RefreshOutcome>();
    const queue = [...new Set(ids)];
    const work = async (): Promise<void> => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
        const result = await refreshOne(id);
        outcomes.set(id, result.ok ? { id, diff: result.value } : { id, fault: withoutCause(result.fault) });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    timer.arm();
    return succeed(ids.flatMap((id) => outcomes.get(id) ?? []));
  }

  async function remove(id: string): Promise<Result<CallAnswer<'subscriptions.remove'>>> {
    const record = records.get(id);
    if (record === undefined) return fail('not-found', 'no such list');
    running.get(id)?.stop.abort();
    records.delete(id);
    const servers = serversOf(profiles, id);
    const removed = servers.length === 0 ? succeed({ undo: randomText(deps.random(16)), removed: 0 }) : await profiles.remove(servers);
    show(id);
    const kept = await keep();
    if (!removed.ok) return removed;
    removals.set(removed.value.undo, record);
    return kept.ok ? removed : kept;
  }

  async function undoRemove(undo: string): Promise<Result<CallAnswer<'subscriptions.undoRemove'>>> {
    const record = removals.get(undo);
    if (record === undefined) return fail('not-found', 'nothing to bring back');
    removals.delete(undo);
    records.set(record.id, record);
    const restored = await profiles.undoRemove(undo);
    show(record.id);
    timer.arm();
    const kept = await keep();
    return kept.ok ? succeed({ restored: restored.ok ? restored.value.restored : 0 }) : kept;
  }

  async function edit(input: HandlerInput<'subscriptions.edit'>): Promise<Result<null>> {
    const forgotten = input.bringsBackRemoved === true ? await listServers.forget(input.id) : succeed(null);
    if (!forgotten.ok) return forgotten;
    const record = records.get(input.id);
    if (record === undefined) return fail('not-found', 'no such list');
    const edited = editRecord(deps, record, input);
    if (!edited.ok) return edited;
    records.set(record.id, edited.value);
    show(record.id);
    timer.arm();
    return keep();
  }

  let following = false;
  const timer = createDueTimer(deps.clock, () => (following ? earliest([...records.values()].flatMap((record) => dueAt(record) ?? [])) : undefined), () => void lookForDue());

  async function lookForDue(): Promise<void> {
    const now = deps.clock.now();
    const due = [...records.values()].filter((record) => (dueAt(record) ?? Infinity) <= now && !running.has(record.id));
    if (due.length > 0) await refresh(due.map(({ id }) => id));
    else timer.arm();
  }

  return {
    load({ items }) {
      for (const item of items) records.set(item.id, item);
      if (items.length > 0) show(...records.keys());
    },
    add,
    refresh,
    edit,
    remove,
    undoRemove,
    single: listServers,
    backup,
    servers: (id) => serversOf(profiles, id),
    follow() {
      following = true;
      void listServers.removeDue().then(() => timer.arm());
    },
    stop() {
      ending.abort();
      timer.stop();
    },
  };
}

function earliest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The cause is for the log; what is stored and shown is the code and its detail. */
function withoutCause({ code, detail }: Fault): Fault {
  return { code, ...(detail === undefined ? {} : { detail }) };
}
