/** One try to get a list: asked for under each name in turn until something comes that can be read. */
import { fail, succeed, type Fault, type Result } from '../../shared/fault.ts';
import type { LocalEntrance } from '../../shared/connection.ts';
import type { Parsed } from '../../shared/profile.ts';
import { readSubscriptionHead, type SubscriptionHead } from '../core/subscription-headers.ts';
import { isWebPage, ladderLength, userAgents } from '../core/subscription-plan.ts';
import type { Deps, FetchAnswer, FetchRequest } from './deps.ts';
import type { StoredSubscription, SubscriptionSecret } from './stored.ts';

type FetchDeps = Pick<Deps, 'fetcher' | 'parse' | 'host'>;

export interface FetchedList {
  readonly parsed: Parsed;
  readonly head: SubscriptionHead;
  readonly rung: number;
}

/** Status codes that another name does not change: who asks is not allowed to, or asks too often. */
const finalStatuses: ReadonlySet<number> = new Set([401, 429]);

/**
 * Fetches and reads. Faults: those of `Fetcher`, `list-status` (detail `status`), `list-device`, `list-unreadable`, those
 * of reading a text; `unreachable` when the tunnel is asked for and none is on.
 */
export async function fetchList(deps: FetchDeps, record: StoredSubscription, secret: SubscriptionSecret, entrance: LocalEntrance | null, signal: AbortSignal): Promise<Result<FetchedList>> {
  if (record.way === 'tunnel' && entrance === null) return fail('unreachable', 'no tunnel is on');
  const through = record.way === 'direct' || entrance === null ? {} : { through: entrance };
  const headers = secret.hardwareId === undefined ? {} : { headers: { 'x-hwid': secret.hardwareId } };
  const request = { url: secret.url, accept: record.accept, ...through, ...headers };
  const names = userAgents(deps.host.version, secret.userAgent, record.rung);
  let first: Result<FetchedList> = fail('list-unreadable');
  for (const [index, userAgent] of names.entries()) {
    const rung = (record.rung + index) % ladderLength;
    const tried = await tryOnce(deps, { ...request, userAgent }, rung, signal);
    if (tried.ok || !mayHelp(tried.fault)) return tried;
    if (index === 0) first = tried;
  }
  return first;
}

/** Whether the same address may answer better to another name. */
function mayHelp({ code, detail }: Fault): boolean {
  return code === 'list-unreadable' || (code === 'list-status' && !finalStatuses.has(Number(detail?.['status'])));
}

async function tryOnce(deps: FetchDeps, request: FetchRequest, rung: number, signal: AbortSignal): Promise<Result<FetchedList>> {
  const answer = await deps.fetcher.fetch(request, signal);
  return answer.ok ? readAnswer(deps, answer.value, rung) : answer;
}

async function readAnswer(deps: FetchDeps, { status, headers, body }: FetchAnswer, rung: number): Promise<Result<FetchedList>> {
  const head = readSubscriptionHead(headers, body);
  if (head.refusesDevice) return fail('list-device');
  if (status < 200 || status > 299) return fail('list-status', undefined, { status });
  if (isWebPage(body, headers)) return fail('list-unreadable', 'a web page');
  const parsed = await deps.parse.parse(body);
  if (!parsed.ok) return parsed.fault.code === 'input-empty' ? fail('list-unreadable', 'nothing in it') : parsed;
  if (parsed.value.profiles.length === 0) return fail('list-unreadable', 'no server in it');
  return succeed({ parsed: parsed.value, head, rung });
}
