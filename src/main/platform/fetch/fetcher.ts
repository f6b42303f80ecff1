/**
 * Fetches lists of servers. Nothing that answers can make it wait, fill the memory or reach into the person's own
 * network: one deadline over everything, one size, and an address policy that is asked anew at every hop.
 */
import { request, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { fail, makeFault, succeed, type Result } from '../../../shared/fault.ts';
import type { FetchAnswer, FetchRequest, Fetcher } from '../../services/deps.ts';
import { isPublicAddress, judgeAddress } from './address-policy.ts';
import { dial, lookupAll, type Lookup } from './dial.ts';
import { networkFault } from './network-fault.ts';
import { readBody } from './read-body.ts';

export interface FetchLimits {
  /** Bytes of the body, on the wire and decoded. */
  readonly bytes: number;
  /** Milliseconds for everything, redirects included. */
  readonly totalMs: number;
  readonly redirects: number;
}

export const fetchLimits: FetchLimits = { bytes: 16 * 1024 * 1024, totalMs: 30_000, redirects: 5 };

export interface FetcherOptions {
  readonly limits?: Partial<FetchLimits>;
  readonly lookup?: Lookup;
  /** Addresses that count as public; tests have only loopback. */
  readonly isPublic?: (address: string) => boolean;
  /** Further certificate authorities, PEM. */
  readonly ca?: string;
}

/** A fetcher for the world outside. */
export function createFetcher(options: FetcherOptions = {}): Fetcher {
  const tools: Tools = {
    limits: { ...fetchLimits, ...options.limits },
    lookup: options.lookup ?? lookupAll,
    isPublic: options.isPublic ?? isPublicAddress,
    ca: options.ca,
  };
  return {
    async fetch(wish, signal) {
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), tools.limits.totalMs);
      const all = AbortSignal.any([deadline.signal, ...(signal === undefined ? [] : [signal])]);
      const result = await untilAborted(follow(wish, tools, all), all);
      clearTimeout(timer);
      // What an abort breaks looks like anything; the reason for it is what counts.
      if (signal?.aborted === true) return fail('cancelled');
      return deadline.signal.aborted ? fail('timeout') : result;
    },
  };
}

interface Tools {
  readonly limits: FetchLimits;
  readonly lookup: Lookup;
  readonly isPublic: (address: string) => boolean;
  readonly ca: string | undefined;
}

/** A name look-up cannot be stopped: it is left behind. */
function untilAborted(work: Promise<Result<FetchAnswer>>, signal: AbortSignal): Promise<Result<FetchAnswer>> {
  const { promise, resolve } = Promise.withResolvers<Result<FetchAnswer>>();
  const stop = (): void => resolve(fail('cancelled'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  work.then(resolve, (error: unknown) => resolve(fail('unexpected', error instanceof Error ? error.name : 'unknown')));
  return promise.finally(() => signal.removeEventListener('abort', stop));
}

async function follow(wish: FetchRequest, tools: Tools, signal: AbortSignal): Promise<Result<FetchAnswer>> {
  const first = judgeAddress(wish.url, wish.accept);
  if (!first.ok) return first;
  let url = first.value;
  for (let hop = 0; hop <= tools.limits.redirects; hop += 1) {
    const isFirst = url.origin === first.value.origin;
    const got = await askOnce(url, wish, isFirst, tools, signal);
    if (!got.ok) return isFirst || got.fault.code !== 'address-unsafe' ? got : fail('address-refused', 'a redirect into the own network', got.fault.detail);
    if (got.value.kind === 'answer') return succeed(got.value.answer);
    const next = nextAddress(got.value.location, url, first.value, wish);
    if (!next.ok) return next;
    url = next.value;
  }
  return fail('address-refused', 'too many redirects');
}

/** What was confirmed holds for the confirmed origin only; every other place must be public and encrypted. */
function nextAddress(location: string, from: URL, first: URL, wish: FetchRequest): Result<URL> {
  if (!URL.canParse(location, from)) return fail('address-refused', 'a redirect to nowhere');
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(location) ? location : new URL(location, from).href;
  const isSame = new URL(location, from).origin === first.origin;
  const judged = judgeAddress(absolute, isSame ? wish.accept : []);
  if (judged.ok) return judged;
  return { ok: false, fault: makeFault('address-refused', 'a redirect to where no list may lead', judged.fault.detail) };
}

type Hop = { readonly kind: 'answer'; readonly answer: FetchAnswer } | { readonly kind: 'redirect'; readonly location: string };

async function askOnce(url: URL, wish: FetchRequest, isFirst: boolean, tools: Tools, signal: AbortSignal): Promise<Result<Hop>> {
  const secure = url.protocol === 'https:';
  const isAccepted = isFirst && wish.accept.includes('private');
  const target = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port === '' ? (secure ? 443 : 80) : url.port),
    secure,
    allow: isAccepted ? () => true : tools.isPublic,
    through: wish.through,
  };
  const stream = await dial(target, tools, signal);
  if (!stream.ok) return stream;
  try {
    const answer = await ask(stream.value, url, headersFor(url, wish, isFirst), signal);
    return answer.ok ? await readHop(answer.value, tools.limits.bytes) : answer;
  } finally {
    stream.value.destroy();
  }
}

/** Cookies and a referrer are never sent; a password in the address goes to its own origin only. */
function headersFor(url: URL, wish: FetchRequest, isFirst: boolean): Record<string, string> {
  const own = { host: url.host, 'user-agent': wish.userAgent, accept: '*/*', 'accept-encoding': 'gzip, br', connection: 'close' };
  if (!isFirst) return own;
  const given = new URL(wish.url);
  if (given.username === '' && given.password === '') return { ...wish.headers, ...own };
  const pair = `${decoded(given.username)}:${decoded(given.password)}`;
  return { ...wish.headers, ...own, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a bare percent sign
  }
}

function ask(stream: Duplex, url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Result<IncomingMessage>> {
  return new Promise((done) => {
    const asking = request({ createConnection: () => stream, method: 'GET', path: `${url.pathname}${url.search}`, headers, signal });
    asking.on('response', (answer) => done(succeed(answer)));
    asking.on('error', (error) => done({ ok: false, fault: networkFault(error) }));
    asking.end();
  });
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

async function readHop(answer: IncomingMessage, limit: number): Promise<Result<Hop>> {
  const status = answer.statusCode ?? 0;
  const headers = readHeaders(answer);
  const location = headers['location'];
  if (redirectStatuses.has(status) && location !== undefined) return succeed({ kind: 'redirect', location });
  if (status < 200 || status > 299) return succeed({ kind: 'answer', answer: { status, headers, body: '' } });
  const body = await readBody(answer, limit);
  return body.ok ? succeed({ kind: 'answer', answer: { status, headers, body: body.value } }) : body;
}

/** Panels write titles in raw UTF-8, which HTTP hands over byte by byte. */
function readHeaders(answer: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(answer.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, Buffer.from(value, 'latin1').toString('utf8')] as const] : [])),
  );
}
