/** For tests: an app that fetches from a real server on loopback, whose lists are lines `number[:password][=name]` or addresses. */
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { Parsed, Profile } from '../../shared/profile.ts';
import { createFetcher } from '../platform/fetch/fetcher.ts';
import { startListServer, type ListServer } from '../platform/fetch/testing/list-server.ts';
import { startApp, type Harness } from '../services/testing/app-harness.ts';
import { sampleProfile, type FakeDeps } from '../services/testing/fake-deps.ts';

export interface ListBench extends Harness {
  readonly server: ListServer;
  readonly url: string;
  /** What the server answers next. */
  say(body: string, status?: number, headers?: Readonly<Record<string, string>>): void;
  add(): Promise<string>;
  close(): Promise<void>;
}

/** Starts both. `prepare` sees the deps before the app does. */
export async function startListBench(prepare: (deps: FakeDeps) => void = () => undefined, refreshLists = false): Promise<ListBench> {
  let next: { readonly body: string; readonly status: number; readonly headers: Readonly<Record<string, string>> } = { body: '1\n2', status: 200, headers: {} };
  const server = await startListServer((_request, response) => response.writeHead(next.status, next.headers).end(next.body));
  const fetcher = createFetcher();
  const harness = await startApp((deps) => {
    deps.fetcher.answer = (request, signal) => fetcher.fetch(request, signal);
    deps.parse.parse = (text) => Promise.resolve(readLines(text));
    prepare(deps);
  }, { refreshLists });
  const url = `http://127.0.0.1:${server.port}/sub/secret-token`;
  return {
    ...harness,
    server,
    url,
    say: (body, status = 200, headers = {}) => (next = { body, status, headers }),
    async add() {
      const added = await harness.call('subscriptions.add', { url, accept: ['plain', 'private'] });
      return added.ok ? added.value.id : added.fault.code;
    },
    async close() {
      await harness.app.shutdown();
      await server.close();
    },
  };
}

function readLines(text: string): Result<Parsed> {
  const profiles = text.split('\n').flatMap((line): readonly Profile[] => {
    const [, number, password, name] = /^(\d+)(?::(\w+))?(?:=(.+))?$/.exec(line) ?? [];
    if (number === undefined) return [];
    return [{ ...sampleProfile(Number(number)), ...(password === undefined ? {} : { password }), ...(name === undefined ? {} : { name }) }];
  });
  const subscriptions = text.split('\n').flatMap((url, index) => (url.startsWith('http') ? [{ url, line: index + 1 }] : []));
  if (profiles.length + subscriptions.length === 0) return fail('input-empty');
  return succeed({ profiles, rejected: [], ...(subscriptions.length === 0 ? {} : { subscriptions }) });
}
