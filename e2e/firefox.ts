/** Firefox without a window, driven over WebDriver BiDi. It follows the system's proxy settings, as it does by default. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { Follower } from './follower.ts';

export interface Firefox {
  /** Opens an address; throws Firefox's own word for what went wrong. */
  goto(url: string): Promise<void>;
  /** What the expression comes to in the page, promises awaited; texts only. */
  evaluate(expression: string): Promise<string>;
  close(): Promise<void>;
}

/** Nothing that Firefox would ask of its own servers, and no upgrade of http to https. */
const quiet: Readonly<Record<string, boolean | number | string>> = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.security.https_first': false,
  'dom.security.https_only_mode': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.http.speculative-parallel-limit': 0,
  'network.proxy.failover_direct': false,
  'services.settings.server': 'http://127.0.0.1:1/',
  'toolkit.telemetry.enabled': false,
};

/** Starts it in the session whose environment is given. `within`: words before the program, which it replaces itself with. */
export async function startFirefox(env: NodeJS.ProcessEnv, preferences: typeof quiet = {}, within: readonly string[] = []): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), 'byway-firefox-'));
  const lines = Object.entries({ ...quiet, ...preferences }).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  writeFileSync(join(profile, 'user.js'), `${lines.join('\n')}\n`);
  const [program, ...words] = [...within, 'firefox-esr', '--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'];
  const child = spawn(program, words, { env: { ...env, MOZ_HEADLESS: '1', MOZ_CRASHREPORTER_DISABLE: '1' }, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const bidi = await openBidi(await listeningAddress(child.stderr));
  await bidi.ask('session.new', { capabilities: {} });
  const tree = await bidi.ask('browsingContext.getTree', {});
  const context = (tree['contexts'] as readonly { readonly context: string }[])[0]?.context; // WebDriver BiDi 7.3.4
  return {
    goto: async (url) => void (await bidi.ask('browsingContext.navigate', { context, url, wait: 'complete' })),
    evaluate: async (expression) => {
      const answer = await bidi.ask('script.evaluate', { expression, target: { context }, awaitPromise: true });
      const result = answer['result'] as { readonly value?: unknown } | undefined; // absent when the page threw
      return typeof result?.value === 'string' ? result.value : JSON.stringify(answer);
    },
    close: async () => {
      bidi.close();
      if (child.pid !== undefined) endGroup(child.pid);
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Firefox as a browser that knows nothing of Byway. */
export async function startFirefoxFollower(env: NodeJS.ProcessEnv, within: readonly string[] = []): Promise<Follower> {
  const firefox = await startFirefox(env, {}, within);
  let visit = 0;
  return {
    name: 'Firefox',
    read: async (url) => {
      visit += 1;
      try {
        await firefox.goto(`${url}?visit=${visit}`);
        return await firefox.evaluate('document.body.innerText');
      } catch (error) {
        return String(error);
      }
    },
    close: () => firefox.close(),
  };
}

interface Bidi {
  ask(method: string, params: object): Promise<Readonly<Record<string, unknown>>>;
  close(): void;
}

async function openBidi(address: string): Promise<Bidi> {
  const socket = new WebSocket(`${address}/session`);
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, (message: Answer) => void>();
  let last = 0;
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Answer; // WebDriver BiDi's own form
    waiting.get(message.id ?? 0)?.(message);
  });
  return {
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, (answer) => (answer.type === 'success' ? resolve(answer.result ?? {}) : reject(new Error(`${answer.error}: ${answer.message}`))));
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close: () => socket.terminate(),
  };
}

interface Answer {
  readonly id?: number;
  readonly type: 'success' | 'error' | 'event';
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: string;
  readonly message?: string;
}

function listeningAddress(stderr: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stderr.on('data', (data: Buffer) => {
      text += data.toString();
      const found = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    stderr.on('end', () => reject(new Error(`Firefox ended: ${text.slice(-400)}`)));
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it has ended already
  }
}
