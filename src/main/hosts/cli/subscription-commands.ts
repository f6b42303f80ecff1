/** `byway subscriptions`: the lists of servers behind addresses. */
import type { CallInput } from '../../../shared/contract.ts';
import { fail, type Fault } from '../../../shared/fault.ts';
import type { SubscriptionCard, SubscriptionDiff } from '../../../shared/subscription.ts';
import { exitCodes, type ExitCode } from './commands.ts';
import type { Output } from './output.ts';
import { failed, summary } from './server-commands.ts';
import { findServers, type Session } from './session.ts';

export interface SubscriptionWords {
  readonly words: readonly string[];
  /** The person takes an address that is not encrypted or lies inside the own network. */
  readonly yes: boolean;
}

/** True when nothing is changed or fetched. */
export function isReadingLists(words: readonly string[]): boolean {
  return words.length === 0 || words[0] === 'list';
}

/** Runs one of `list`, `add`, `refresh`, `edit`, `keep`, `remove`. */
export async function runSubscriptions(session: Session, output: Output, { words, yes }: SubscriptionWords): Promise<ExitCode> {
  const [verb = 'list', ...rest] = words;
  const [first] = rest;
  if (verb === 'list' && first === undefined) return listAll(session, output);
  if (verb === 'add' && first !== undefined && rest.length === 1) return addList(session, output, first, yes);
  if (verb === 'refresh') return refreshLists(session, output, rest);
  if (verb === 'edit' && first !== undefined && rest.length === 3) return editList(session, output, first, rest[1] ?? '', rest[2] ?? '');
  if (verb === 'keep' && first !== undefined) return keepServers(session, output, rest);
  if (verb === 'remove' && first !== undefined && rest.length === 1) return removeList(session, output, first);
  return failed(output, fail('bad-request', 'subscriptions takes: list, add URL, refresh [ID…], edit ID KEY VALUE, keep SERVER… or remove ID'));
}

function lists(session: Session): readonly SubscriptionCard[] {
  return session.app.state.get().subscriptions;
}

function listAll(session: Session, output: Output): ExitCode {
  output.object(lists(session));
  for (const list of lists(session)) output.line(row(list));
  return exitCodes.done;
}

async function addList(session: Session, output: Output, url: string, yes: boolean): Promise<ExitCode> {
  const added = await session.call('subscriptions.add', { url, ...(yes ? { accept: ['plain', 'private'] } : {}) });
  if (!added.ok) {
    const code = failed(output, added);
    if (added.fault.code === 'address-unsafe' && !yes) output.line('Nothing was fetched. With --yes it is taken all the same.');
    return code;
  }
  output.object(added.value);
  output.line(`added    ${row(lists(session).find(({ id }) => id === added.value.id))}`);
  tellDiff(output, added.value.diff);
  return exitCodes.done;
}

async function refreshLists(session: Session, output: Output, ids: readonly string[]): Promise<ExitCode> {
  const refreshed = await session.call('subscriptions.refresh', ids.length === 0 ? {} : { ids: [...ids] });
  if (!refreshed.ok) return failed(output, refreshed);
  output.object(refreshed.value);
  const faults: Fault[] = [];
  for (const { id, diff, fault } of refreshed.value) {
    output.line(`${fault === undefined ? 'refreshed' : 'failed   '} ${row(lists(session).find((list) => list.id === id))}`);
    if (diff !== undefined) tellDiff(output, diff);
    tellUnread(output, id, session);
    if (fault !== undefined) faults.push(fault);
  }
  for (const fault of faults) output.fault(fault);
  return faults.length === 0 ? exitCodes.done : exitCodes.failed;
}

async function removeList(session: Session, output: Output, id: string): Promise<ExitCode> {
  const before = lists(session).find((list) => list.id === id);
  const removed = await session.call('subscriptions.remove', { id });
  if (!removed.ok) return failed(output, removed);
  output.object({ id, removed: removed.value.removed });
  output.line(`removed  ${row(before)}`);
  return exitCodes.done;
}

/** Servers that left their list stay. */
async function keepServers(session: Session, output: Output, names: readonly string[]): Promise<ExitCode> {
  const found = findServers(session.app.state.get(), names);
  if (!found.ok) return failed(output, found);
  const kept = await session.call('subscriptions.keepServers', { ids: found.value.map(({ id }) => id) });
  if (!kept.ok) return failed(output, kept);
  output.object({ kept: found.value.map(summary) });
  for (const { id, name } of found.value) output.line(`kept     ${id}  ${name}`);
  return exitCodes.done;
}

type Patch = Omit<CallInput<'subscriptions.edit'>, 'id'>;

/** One key of `edit`; undefined when there is no such key or value. The contract checks the rest. */
function patchOf(key: string, value: string): Patch | undefined {
  switch (key) {
    case 'title':
      return { title: value };
    case 'user-agent':
      return { userAgent: value };
    case 'interval':
      return value === 'auto' ? { intervalHours: null } : /^\d{1,3}$/.test(value) ? { intervalHours: Number(value) } : undefined;
    case 'way':
      return value === 'auto' || value === 'direct' || value === 'tunnel' ? { way: value } : undefined;
    case 'hardware-id':
      return value === 'on' || value === 'off' ? { sendsHardwareId: value === 'on' } : undefined;
    case 'removed':
      return value === 'bring-back' ? { bringsBackRemoved: true } : undefined;
    default:
      return undefined;
  }
}

async function editList(session: Session, output: Output, id: string, key: string, value: string): Promise<ExitCode> {
  const patch = patchOf(key, value);
  if (patch === undefined) return failed(output, fail('bad-request', 'edit takes: title, interval 0-168 or auto, way auto|direct|tunnel, user-agent, hardware-id on|off, removed bring-back'));
  const edited = await session.call('subscriptions.edit', { id, ...patch });
  if (!edited.ok) return failed(output, edited);
  const list = lists(session).find((card) => card.id === id);
  output.object(list);
  output.line(`changed  ${row(list)}`);
  return exitCodes.done;
}

function tellDiff(output: Output, { fresh, gone, changed, counts }: SubscriptionDiff): void {
  for (const name of fresh) output.line(`  new      ${name}`);
  for (const name of changed) output.line(`  changed  ${name}`);
  for (const name of gone) output.line(`  gone     ${name}`);
  output.line(`  kept     ${counts.kept}, refused ${counts.rejected}${counts.leftOut === undefined ? '' : `, left out ${counts.leftOut}`}`);
}

/** Lists inside it that could not be read: their servers stay. */
function tellUnread(output: Output, id: string, session: Session): void {
  for (const { host, code } of lists(session).find((list) => list.id === id)?.unread ?? []) output.line(`  unread   ${host} (${code})`);
}

function row(list: SubscriptionCard | undefined): string {
  return list === undefined ? '' : `${list.id}  ${list.host}  ${list.servers} servers  ${list.title}${list.fault === undefined ? '' : `  (${list.fault.code})`}`;
}
