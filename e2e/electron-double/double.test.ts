import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type LaunchedApp } from '../host.ts';
import { projectRoot } from '../project.ts';
import { start } from '../program.ts';

/** The real main and preload bundles with a page of the test's own, so that what is looked at is the host alone. */
const work = mkdtempSync(join(tmpdir(), 'byway-electron-'));
const out = join(work, 'out');
const dataDir = join(work, 'data');
const env = { ...process.env, BYWAY_ENGINE: join(projectRoot, 'engine', 'bin', 'byway-engine'), LANGUAGE: 'en' };
let app: LaunchedApp;

const pageScript = `
window.heard = [];
window.ends = 0;
window.byway.onMessage((message) => window.heard.push(message));
window.byway.onClose(() => { window.ends += 1; });
window.ask = (name, input = {}) => window.byway.send({ kind: 'request', id: window.heard.length, name, input });
`;

/** Runs in the page; answers what JSON can carry. */
function inPage<T>(script: string): Promise<T> {
  return app.page.evaluate<T>(script);
}

beforeAll(async () => {
  for (const folder of ['main', 'preload', 'node']) cpSync(join(projectRoot, 'out', folder), join(out, folder), { recursive: true });
  mkdirSync(join(out, 'renderer'));
  writeFileSync(join(out, 'renderer', 'index.html'), '<!doctype html><html lang="en"><head><title>T</title><script type="module" src="./page.js"></script></head><body>page<script>window.inline = 1</script></body></html>');
  writeFileSync(join(out, 'renderer', 'page.js'), pageScript);
  writeFileSync(join(out, 'renderer', 'secret.txt'), 'not served');
  app = await launchApp({ host: 'double', dataDir, out, env });
});
afterAll(async () => {
  await app.stop();
  rmSync(work, { recursive: true, force: true });
});

describe('the Electron bundles', () => {
  it('give the page exactly one thing: a wire of four functions', async () => {
    expect(await inPage('Object.getOwnPropertyNames(window.byway).sort()')).toEqual(['close', 'onClose', 'onMessage', 'send']);
    expect(await inPage('Object.values(window.byway).map((member) => typeof member)')).toEqual(['function', 'function', 'function', 'function']);
    expect(await inPage('[typeof require, typeof process, typeof module, typeof electronDoubleSend, Object.isFrozen(window.byway)]')).toEqual(['undefined', 'undefined', 'undefined', 'undefined', true]);
  });

  it('serve the contract over it', async () => {
    await inPage("window.heard.length = 0; window.ask('state.get')");
    await expect.poll(() => inPage('window.heard[0]')).toMatchObject({ kind: 'answer', ok: true, value: { host: { kind: 'electron', can: { tray: true, quit: true } }, connection: { kind: 'off' } } });
    await inPage("window.heard.length = 0; window.ask('no-such-call')");
    await expect.poll(() => inPage('window.heard[0]')).toMatchObject({ ok: false, fault: { code: 'not-found' } });
  });

  it('read pasted text in a utility process', async () => {
    await inPage("window.heard.length = 0; window.ask('profiles.import', { text: 'ss://YWVzLTI1Ni1nY206cGFzcw@127.0.0.1:9#Mine' })");
    await expect.poll(() => inPage("window.heard.find((message) => message.kind === 'answer')")).toMatchObject({ ok: true, value: { added: [{ name: 'Mine' }] } });
    const fork = (await app.calls()).find((call) => call.name === 'utilityProcess.fork');
    expect(fork?.values[2]).toMatchObject({ env: {}, stdio: 'ignore' });
  });

  it('give a reload a wire of its own and end the old one', async () => {
    await app.page.reload();
    await inPage("window.ask('state.get')");
    await expect.poll(() => inPage('window.heard.length')).toBe(1);
    expect(await inPage('window.heard[0].value.profiles.length')).toBe(1);
  });

  it('run no inline script', async () => {
    expect(await inPage('window.inline ?? null')).toBeNull();
  });

  it('serve nothing but the closed list', async () => {
    const statuses = await inPage<readonly unknown[]>(`Promise.all(['./secret.txt', './../main/main.js', '/%2e%2e/main/main.js', './index.html?x', 'app://other/index.html', 'https://example.com/', 'http://127.0.0.1:1/'].map((url) => fetch(url).then((response) => response.status, () => 'refused')))`);
    expect(new Set(statuses)).toEqual(new Set(['refused']));
    const images = await inPage(`new Promise((resolve) => { const image = new Image(); image.onerror = () => resolve('refused'); image.onload = () => resolve('shown'); image.src = 'https://example.com/x.png'; })`);
    expect(images).toBe('refused');
    expect((await app.calls()).filter((call) => call.name === 'request' && call.values[1] === 'allowed' && !String(call.values[0]).startsWith('app://byway/'))).toEqual([]);
  });

  it('keep the window on its page', async () => {
    await inPage("void (location.href = 'https://example.com/')");
    await expect.poll(async () => (await app.calls()).filter((call) => call.name === 'navigation')).toEqual([{ name: 'navigation', values: ['https://example.com/', 'prevented'] }]);
    expect(app.page.url()).toBe('https://byway.app.invalid/index.html');
  });

  it.each([
    ['clipboard-sanitized-write', true],
    ['clipboard-read', false],
    ['media', false],
    ['geolocation', false],
    ['notifications', false],
    ['openExternal', false],
  ])('answer the permission %s with %s', async (permission, granted) => {
    expect(await app.ask({ kind: 'permission', permission })).toEqual({ request: granted, check: granted });
  });

  it('let the page read the clipboard only right after a press', async () => {
    const may = () => app.ask({ kind: 'permission', permission: 'clipboard-read' });
    await app.ask({ kind: 'input', type: 'mouseMove' });
    expect(await may()).toEqual({ request: false, check: false });
    await app.ask({ kind: 'input', type: 'mouseDown' });
    expect(await may()).toEqual({ request: true, check: true });
    await expect.poll(may, { timeout: 5000 }).toEqual({ request: false, check: false });
  });

  it('show the state in the tray, whose words connect', async () => {
    const labels = async () => (await app.calls()).findLast((call) => call.name === 'Tray.setContextMenu')?.values[0];
    await expect.poll(labels).toEqual(['Off', 'Connect', '', 'Open Byway', 'Quit and put settings back']);
    expect(await app.ask({ kind: 'tray-item', label: 'Connect' })).toBe(true);
    await expect.poll(labels).toEqual(['Not through', 'Connect', '', 'Open Byway', 'Quit and put settings back']);
  });

  it('hide the window when it is closed, and show it again for a second start', async () => {
    expect(await app.ask({ kind: 'close-window' })).toBe(1);
    expect((await app.calls()).at(-1)?.name).toBe('BrowserWindow.hide');
    await app.ask({ kind: 'app-event', event: 'second-instance' });
    expect((await app.calls()).at(-1)?.name).toBe('BrowserWindow.show');
  });

  it('let a second start on the same folder go at once', async () => {
    await expect(launchApp({ host: 'double', dataDir, out, env })).rejects.toThrow('the app ended with 0');
  });
});

describe('words of the command line', () => {
  it('are carried out without a window, with the exit code', async () => {
    const register = join(projectRoot, 'e2e', 'electron-double', 'register.ts');
    const run = (...words: readonly string[]) => start(process.execPath, ['--import', register, join(out, 'main', 'main.js'), ...words], { env }).ended;
    const folder = join(work, 'data-words');
    expect(await run('add', 'ss://YWVzLTI1Ni1nY206cGFzcw@127.0.0.1:9#Word', '--data-dir', folder)).toMatchObject({ code: 0, out: expect.stringContaining('Word') as string });
    expect(await run('list', '--json', '--data-dir', folder)).toMatchObject({ code: 0, out: expect.stringMatching(/^\[\{"id":.*"name":"Word"/) as string });
    expect(await run('show', 'X', '--data-dir', folder)).toMatchObject({ code: 1, err: expect.stringContaining('not-found') as string });
  });
});

describe('leaving', () => {
  it.each(['quit', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)('by %s closes everything and ends with 0', async (way) => {
    const other = await launchApp({ host: 'double', dataDir: join(work, `data-${way}`), out, env });
    await other.page.evaluate("window.ask('connection.practice')");
    await expect.poll(() => other.page.evaluate("window.heard.some((message) => message.ok === true)")).toBe(true);
    if (way === 'quit') await other.ask({ kind: 'quit' });
    else process.kill(other.pid, way);
    expect(await other.ended).toBe(0);
    await other.stop();
  });
});
