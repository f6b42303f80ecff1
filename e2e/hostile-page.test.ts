/** A page of another origin, in a real browser, against the port of `byway serve`: no data, no wire, no change. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumFlags, chromiumPath } from './chromium.ts';
import { openCaller, startServed, type Served } from './served.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'byway-hostile-'));
const evil = createServer((_request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>evil</title><body></body>'));
let served: Served;
let browser: Browser;
let page: Page;
let port: string;

beforeAll(async () => {
  served = await startServed(dataDir);
  port = new URL(served.url).port;
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
  const { port: evilPort } = evil.address() as AddressInfo; // a listening TCP server has one
  // A name that resolves to this computer, as a rebinding attacker's does.
  browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags, '--host-resolver-rules=MAP evil.test 127.0.0.1'] });
  page = await browser.newPage();
  await page.goto(`http://evil.test:${evilPort}/`);
});
afterAll(async () => {
  await browser.close();
  evil.close();
  await served.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs in the hostile page; `HOST` stands for the served address. */
function attempt(script: string): Promise<unknown> {
  return page.evaluate(script.replaceAll('HOST', `127.0.0.1:${port}`));
}

describe('a hostile page', () => {
  it.each([
    ['reads by fetch', "fetch('http://HOST/').then((answer) => answer.text(), () => 'refused')"],
    ['posts by fetch', "fetch('http://HOST/', { method: 'POST', body: '{}' }).then((answer) => answer.text(), () => 'refused')"],
    ['loads a script', "new Promise((resolve) => { const script = document.createElement('script'); script.src = 'http://HOST/'; script.onload = () => resolve('loaded'); script.onerror = () => resolve('refused'); document.body.append(script); })"],
    ['listens for events', "new Promise((resolve) => { const source = new EventSource('http://HOST/'); source.onerror = () => (source.close(), resolve('refused')); source.onopen = () => resolve('open'); })"],
    ['opens a wire', "new Promise((resolve) => { const socket = new WebSocket('ws://HOST/wire'); socket.onopen = () => resolve('open'); socket.onclose = () => resolve('refused'); })"],
  ])('that %s is refused', async (_what, script) => {
    expect(await attempt(script)).toBe('refused');
  });

  it('that gets an opaque answer has moved nothing', async () => {
    await attempt("fetch('http://HOST/', { mode: 'no-cors', method: 'POST', body: '{\"kind\":\"request\"}' }).then(() => 'sent', () => 'refused')");
    const caller = await openCaller(served.url);
    expect(await caller.call('state.get', {})).toMatchObject({ ok: true, value: { connection: { kind: 'off' }, profiles: [] } });
    caller.close();
  });

  it('cannot frame it', async () => {
    await attempt("void (document.body.innerHTML = '<iframe src=\"http://HOST/\"></iframe>')");
    const frame = page.frames().at(-1);
    await expect.poll(() => frame?.url()).toMatch(/^chrome-error:/);
  });

  it('that came to the port under its own name gets nothing', async () => {
    const other = await browser.newPage();
    await expect(other.goto(`http://evil.test:${port}/`)).rejects.toThrow('ERR_HTTP_RESPONSE_CODE_FAILURE'); // 421, without a body
    await other.close();
  });

  it('cannot post a form as a navigation', async () => {
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url() === `http://127.0.0.1:${port}/`),
      attempt("{ const form = document.createElement('form'); form.method = 'post'; form.action = 'http://HOST/'; document.body.append(form); form.submit(); }"),
    ]);
    expect(answer.status()).toBe(403);
  });
});
