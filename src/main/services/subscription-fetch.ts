/** One try to get a list: asked for under each name in turn until something comes that can be read. */
import { fail, succeed, type Fault, type Result } from '../../shared/fault.ts';
import type { LocalEntrance } from '../../shared/connection.ts';
import type { Parsed } from '../../shared/profile.ts';
import { readSubscriptionHead, type SubscriptionHead } from '../core/subscription-headers.ts';
import { isWebPage, ladderLength, userAgents } from '../core/subscription-plan.ts';
import type { Deps, FetchAnswer, FetchRequest } from './deps.ts';
import type { StoredSubscription, SubscriptionSecret } from './stored.ts';
import { readParts, type WholeList } from './subscription-parts.ts';

type FetchDeps = Pick<Deps, 'fetcher' | 'parse' | 'host' | 'clock'>;

export interface FetchedList extends WholeList {
  readonly head: SubscriptionHead;
  readonly rung: number;
}

type Top = Pick<FetchedList, 'parsed' | 'head' | 'rung'> & { readonly userAgent: string };

/** Status codes that another name does not change: who asks is not allowed to, or asks too often. */
const finalStatuses: ReadonlySet<number> = new Set([401, 429]);
/** For all lists inside a list together. */
const partsMs = 60_000;

/**
 * Fetches and reads, with the lists inside it. Faults: those of `Fetcher`, `list-status` (detail `status`), `list-device`,
 * `list-unreadable`, those of reading a text; `unreachable` when the tunnel is asked for and none is on.
 */
export async function fetchList(deps: FetchDeps, record: StoredSubscription, secret: SubscriptionSecret, entrance: LocalEntrance | null, signal: AbortSignal): Promise<Result<FetchedList>> {
  if (record.way === 'tunnel' && entrance === null) return fail('unreachable', 'no tunnel is on');
  const through = record.way === 'direct' || entrance === null ? {} : { through: entrance };
  const top = await fetchTop(deps, record, secret, through, signal);
  if (!top.ok) return top;
  const { parsed, head, rung, userAgent } = top.value;
  const { stop, done } = deadline(deps.clock, signal);
  // The number of the device and the person's consent are for the list's own address, never for one that it names.
  const ask = async (url: string): Promise<Result<Parsed>> => {
    const got = await deps.fetcher.fetch({ url, accept: [], userAgent, ...through }, stop);
    const read = got.ok ? await readAnswer(deps, got.value) : got;
    return read.ok ? succeed(read.value.parsed) : read;
  };
  const whole = await readParts(parsed, secret.url, ask);
  done();
  if (whole.parsed.profiles.length > 0) return succeed({ ...whole, head, rung });
  return fail(whole.unread[0]?.code ?? 'list-unreadable', 'nothing inside this list could be read');
}

/** The signal with an end of its own; `done` lets the clock go. */
function deadline(clock: FetchDeps['clock'], signal: AbortSignal): { readonly stop: AbortSignal; readonly done: () => void } {
  const late = new AbortController();
  return { stop: AbortSignal.any([signal, late.signal]), done: clock.after(partsMs, () => late.abort()) };
}

async function fetchTop(deps: FetchDeps, record: StoredSubscription, secret: SubscriptionSecret, through: Pick<FetchRequest, 'through'>, signal: AbortSignal): Promise<Result<Top>> {
  const headers = secret.hardwareId === undefined ? {} : { headers: { 'x-hwid': secret.hardwareId } };
  const request = { url: secret.url, accept: record.accept, ...through, ...headers };
  const names = userAgents(deps.host.version, secret.userAgent, record.rung);
  let first: Result<Top> = fail('list-unreadable');
  for (const [index, userAgent] of names.entries()) {
    const answer = await deps.fetcher.fetch({ ...request, userAgent }, signal);
    const read = answer.ok ? await readAnswer(deps, answer.value) : answer;
    if (read.ok) return succeed({ ...read.value, userAgent, rung: (record.rung + index) % ladderLength });
    if (!mayHelp(read.fault)) return read;
    if (index === 0) first = read;
  }
  return first;
}

/** Whether the same address may answer better to another name. */
function mayHelp({ code, detail }: Fault): boolean {
  return code === 'list-unreadable' || (code === 'list-status' && !finalStatuses.has(Number(detail?.['status'])));
}

async function readAnswer(deps: FetchDeps, { status, headers, body }: FetchAnswer): Promise<Result<Pick<FetchedList, 'parsed' | 'head'>>> {
  const head = readSubscriptionHead(headers, body);
  if (head.refusesDevice) return fail('list-device');
  if (status < 200 || status > 299) return fail('list-status', undefined, { status });
  if (isWebPage(body, headers)) return fail('list-unreadable', 'a web page');
  const parsed = await deps.parse.parse(body);
  if (!parsed.ok) return parsed.fault.code === 'input-empty' ? fail('list-unreadable', 'nothing in it') : parsed;
  const { profiles, subscriptions = [] } = parsed.value;
  return profiles.length + subscriptions.length === 0 ? fail('list-unreadable', 'no server in it') : succeed({ parsed: parsed.value, head });
}
