/**
 * Test 22 of the proofs: a page of the public internet, and one whose name leads to this computer, in Chromium and in
 * Firefox, against every port on which Byway listens. It gets no data, opens no wire and moves nothing.
 */
import { createServer, type Server } from 'node:http';
import { chromium, expect, test } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './chromium.ts';
import { startFirefox } from './firefox.ts';
import { listenersOf } from './listeners.ts';
import { hasNetwork, siteAddress } from './network.ts';
import { startRunningApp, type RunningApp } from './running-app.ts';

interface Visitor {
  goto(url: string): Promise<void>;
  evaluate(expression: string): Promise<string>;
  close(): Promise<void>;
}

const rebinding = 'rebind.test';
/** Without the browsers' own protection of local addresses, which older ones lack: Byway must not need it. */
const visitors: Readonly<Record<string, () => Promise<Visitor>>> = {
  Chromium: async () => {
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags, `--host-resolver-rules=MAP ${rebinding} 127.0.0.1`, '--disable-features=LocalNetworkAccessChecks'] });
    const page = await browser.newPage();
    return { goto: async (url) => void (await page.goto(url)), evaluate: (expression) => page.evaluate<string>(expression), close: () => browser.close() };
  },
  Firefox: () => startFirefox(process.env, { 'network.dns.localDomains': rebinding, 'network.proxy.type': 0, 'network.lna.enabled': false, 'network.lna.blocking': false }),
};

/** Each comes to `refused`, or to what the page got. TARGET stands for host and port. */
const attempts: Readonly<Record<string, string>> = {
  fetch: "fetch('http://TARGET/').then((answer) => answer.text(), () => 'refused')",
  'a JSON post': "fetch('http://TARGET/', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }).then((answer) => answer.text(), () => 'refused')",
  'a blind post': "fetch('http://TARGET/', { mode: 'no-cors', method: 'POST', body: '{\"kind\":\"request\",\"id\":1,\"call\":\"proxy.restore\",\"input\":{}}' }).then((answer) => (answer.type === 'opaque' ? 'refused' : 'read'), () => 'refused')",
  'a script': "new Promise((resolve) => { const node = document.createElement('script'); node.onload = () => resolve('loaded'); node.onerror = () => resolve('refused'); node.src = 'http://TARGET/'; document.body.append(node); })",
  'an image': "new Promise((resolve) => { const node = new Image(); node.onload = () => resolve('loaded'); node.onerror = () => resolve('refused'); node.src = 'http://TARGET/favicon.ico'; })",
  'an event source': "new Promise((resolve) => { const source = new EventSource('http://TARGET/'); source.onerror = () => (source.close(), resolve('refused')); source.onopen = () => resolve('open'); })",
  'a wire': "new Promise((resolve) => { const socket = new WebSocket('ws://TARGET/wire'); socket.onopen = () => resolve('open'); socket.onclose = () => resolve('refused'); })",
  'a frame': "new Promise((resolve) => { const node = document.createElement('iframe'); node.onload = () => resolve((node.contentDocument?.body.innerText ?? '') === '' ? 'refused' : 'read'); node.src = 'http://TARGET/'; document.body.append(node); })",
};
/** The page leaves for the target and takes data along. */
const formPost = "{ const form = document.createElement('form'); form.method = 'post'; form.action = 'http://TARGET/'; form.innerHTML = '<input name=kind value=request>'; document.body.append(form); form.submit(); 'sent' }";

test.describe('22: a hostile page', () => {
  test.describe.configure({ mode: 'serial' });
  let app: RunningApp;
  let evil: Server;
  let ports: readonly number[];
  let before: string;

  test.beforeAll(async () => {
    expect(hasNetwork()).toBe(true);
    app = await startRunningApp({ settings: { directWithoutByway: 'true' } });
    await app.connect();
    ports = listenersOf(app.pids()).map(({ port }) => port);
    expect(ports).toHaveLength(4); // the window, programs with a password, the system's proxy, its script
    evil = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>evil</title><body></body>'));
    await new Promise<void>((resolve) => evil.listen(0, resolve));
    before = await stateOf(app);
  });
  test.afterAll(async () => {
    evil.closeAllConnections();
    evil.close();
    await app.stop();
  });

  for (const [name, start] of Object.entries(visitors)) {
    test(`in ${name} gets no data from any port and moves nothing`, async () => {
      const visitor = await start();
      const port = portOf(evil);
      try {
        for (const [host, target] of [[siteAddress, '127.0.0.1'], [rebinding, rebinding]]) {
          const origin = `http://${host}:${port}/`;
          await visitor.goto(origin);
          for (const [what, script] of Object.entries(attempts)) {
            const tries = ports.map((each) => script.replaceAll('TARGET', `${target}:${each}`));
            const answers = await visitor.evaluate(`Promise.all([${tries.join()}]).then(JSON.stringify)`);
            expect(JSON.parse(answers), `${what} from ${origin}`).toEqual(ports.map(() => 'refused'));
          }
        }
        for (const each of ports) {
          const origin = `http://${siteAddress}:${port}/`;
          await visitor.goto(origin);
          await visitor.evaluate(formPost.replaceAll('TARGET', `127.0.0.1:${each}`));
          await expect.poll(() => visitor.evaluate('location.href').catch(() => origin)).not.toBe(origin);
          await expectNothingShown(visitor);
          await visitor.goto(`http://${rebinding}:${each}/`).catch(() => undefined); // an empty error answer counts as a failure in Chromium
          await expectNothingShown(visitor);
        }
      } finally {
        await visitor.close();
      }
      expect(await stateOf(app)).toBe(before);
    });
  }
});

/** Neither Byway's window nor a website through its tunnel. */
async function expectNothingShown(visitor: Visitor): Promise<void> {
  // The browser may still be on its way from one error page to the next.
  const seen = (): Promise<string> => visitor.evaluate('document.documentElement.outerHTML').catch(() => 'seen from nowhere yet');
  await expect.poll(seen).not.toMatch(/id="root"|seen from/);
}

/** Everything that a page might have moved. */
async function stateOf(app: RunningApp): Promise<string> {
  const answer = await app.caller.call('state.get', {});
  if (!answer.ok) throw new Error(answer.fault.code);
  const { connection, profiles, settings } = answer.value;
  const since = connection.kind === 'on' ? connection.since : 0;
  return JSON.stringify([connection.kind, since, profiles, settings, app.desktop.dump(), listenersOf(app.pids())]);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
