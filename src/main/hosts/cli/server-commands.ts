/** add, list, show, remove: the list of servers. */
import { fail, type Result } from '../../../shared/fault.ts';
import { isLockedText } from '../../../shared/locked-text.ts';
import type { Reject } from '../../../shared/profile.ts';
import type { ProfileCard } from '../../../shared/snapshot.ts';
import { exitCodes, type ExitCode } from './commands.ts';
import type { Output } from './output.ts';
import { findServer, findServers, type Session } from './session.ts';

/** A server as `--json` gives it in lists: stable for scripts. */
export function summary(card: ProfileCard): Readonly<Record<string, unknown>> {
  return { id: card.id, name: card.name, type: card.type, server: card.server, port: card.port };
}

/** A refusal as `--json` gives it: stable for scripts. The refused text itself is left out, it may hold keys. */
export function refusal(reject: Reject): Readonly<Record<string, unknown>> {
  return { line: reject.line, code: reject.code, reason: reject.reason };
}

/** Prints each refusal for people. */
export function listRefusals(output: Output, rejected: readonly Reject[]): void {
  for (const reject of rejected) output.line(`line ${reject.line} refused: ${reject.code}: ${reject.reason}`);
}

/** How a locked text among the input is opened. */
export interface Opening {
  readonly passphrase: string;
  readonly withSettings: boolean;
  readonly withLists?: boolean;
  /** Also lists whose address is not encrypted or lies inside the own network. */
  readonly withUnsafeLists?: boolean;
}

/** `byway add`: texts are what the words, files or standard input held. Nothing usable at all ends with code 3. */
export async function addServers(session: Session, output: Output, texts: readonly string[], opening?: Opening): Promise<ExitCode> {
  const added: ProfileCard[] = [];
  const known: ProfileCard[] = [];
  const rejected: Reject[] = [];
  const found: string[] = [];
  for (const text of texts) {
    const locked = opening !== undefined && isLockedText(text);
    const report = locked ? await session.call('profiles.unseal', { text, ...opening }) : await session.call('profiles.import', { text });
    if (!report.ok && report.fault.code !== 'input-empty') return failed(output, report);
    if (!report.ok) continue;
    added.push(...report.value.added);
    known.push(...report.value.known);
    rejected.push(...report.value.rejected);
    found.push(...(report.value.subscriptions ?? []).map(({ url }) => new URL(url).hostname));
  }
  const lists = [...new Set(found)].map((host) => ({ host }));
  output.object({ added: added.map(summary), known: known.map(summary), rejected: rejected.map(refusal), ...(lists.length === 0 ? {} : { subscriptions: lists }) });
  for (const line of importedRows({ added, known })) output.line(line);
  listRefusals(output, rejected);
  for (const { host } of lists) output.line(`a list of servers at ${host}, not fetched: byway subscriptions add ADDRESS`);
  if (added.length + known.length > 0) return exitCodes.done;
  output.fault(fail('input-empty').fault);
  return exitCodes.nothingUsable;
}

/** A line for each server of an import. */
export function importedRows({ added, known }: { readonly added: readonly ProfileCard[]; readonly known: readonly ProfileCard[] }): readonly string[] {
  return [...added.map((card) => `added    ${row(card)}`), ...known.map((card) => `known    ${row(card)}`)];
}

/** `byway list`. */
export function listServers(session: Session, output: Output): ExitCode {
  const { profiles, chosen } = session.app.state.get();
  output.object(profiles.map(summary));
  for (const card of profiles) output.line(`${card.id === chosen ? '*' : ' '} ${row(card)}`);
  return exitCodes.done;
}

/** `byway show`: the link only when asked for. */
export async function showServer(session: Session, output: Output, named: string, withLink: boolean): Promise<ExitCode> {
  const found = findServer(session.app.state.get(), named);
  if (!found.ok) return failed(output, found);
  if (!withLink) {
    output.object(found.value);
    for (const [name, value] of Object.entries(found.value)) output.line(`${name}: ${plain(value)}`);
    return exitCodes.done;
  }
  const revealed = await session.call('profiles.reveal', { id: found.value.id });
  if (!revealed.ok) return failed(output, revealed);
  output.object({ ...found.value, link: revealed.value.link });
  output.line(revealed.value.link);
  return exitCodes.done;
}

/** `byway remove`. */
export async function removeServers(session: Session, output: Output, names: readonly string[]): Promise<ExitCode> {
  const found = findServers(session.app.state.get(), names);
  if (!found.ok) return failed(output, found);
  const removed = await session.call('profiles.remove', { ids: found.value.map((card) => card.id) });
  if (!removed.ok) return failed(output, removed);
  output.object({ removed: found.value.map(summary) });
  for (const card of found.value) output.line(`removed  ${row(card)}`);
  return exitCodes.done;
}

/** Prints the fault; a misuse has a code of its own. */
export function failed(output: Output, result: Extract<Result<unknown>, { readonly ok: false }>): ExitCode {
  output.fault(result.fault);
  return result.fault.code === 'bad-request' ? exitCodes.misuse : exitCodes.failed;
}

function row(card: ProfileCard): string {
  const host = card.server.includes(':') ? `[${card.server}]` : card.server;
  return `${card.id}  ${card.type.padEnd(11)}  ${host}:${card.port}  ${card.name}`;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
