/** Links that other programs open, hostile ones included, on the Electron bundles: nothing is kept, asked for or connected before a press. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchApp, type LaunchedApp } from './host.ts';
import { projectRoot } from './project.ts';
import { paste } from './pages/window.ts';

const linkNamed = (name: string): string => `trojan://word@198.51.100.7:443#${name}`;
let dataDir: string;
let server: Server;
let connections = 0;
let address: string;

test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'byway-deep-'));
  connections = 0;
  server = createServer((_request, response) => void response.end('trojan://word@198.51.100.9:443#listed'));
  server.on('connection', () => (connections += 1));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`; // listens on TCP
});
test.afterEach(async () => {
  await new Promise((closed) => server.close(closed));
  await rm(dataDir, { recursive: true, force: true });
});

async function withApp(options: { readonly words?: readonly string[]; readonly env?: NodeJS.ProcessEnv }, use: (app: LaunchedApp) => Promise<void>): Promise<void> {
  const app = await launchApp({ host: 'double', dataDir, ...options });
  try {
    await use(app);
  } finally {
    await app.stop();
  }
}

/** Starts Byway a second time with these words, as a desktop does, and waits until that start has ended. */
async function startAgain(words: readonly string[]): Promise<number | null> {
  const register = join(import.meta.dirname, 'electron-double', 'register.ts');
  const child = spawn(process.execPath, ['--import', register, join(projectRoot, 'out', 'main', 'main.js'), '--data-dir', dataDir, ...words], { stdio: 'ignore' });
  return new Promise((ended) => child.once('exit', ended));
}

/** Nobody was asked, and the list is as empty as before. */
async function expectNothingDone(page: Page): Promise<void> {
  expect(connections).toBe(0);
  await expect(page.getByRole('button', { name: 'Try it without a link' })).toBeVisible();
}

test('a link is shown with where it comes from and where it leads; Cancel leaves nothing of it', async () => {
  await withApp({}, async ({ page, ask }) => {
    expect(await ask({ kind: 'open-url', url: `byway://import/${linkNamed('friend')}` })).toBe(true);
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('In a link that another program opened.');
    await expect(dialog).toContainText('198.51.100.7');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    await expectNothingDone(page);
  });
});

test('the link that started Byway waits for the window', async () => {
  await withApp({ env: { ...process.env, ELECTRON_DOUBLE_OPEN_URL: `ss://YWVzLTI1Ni1nY206cGFzcw@198.51.100.8:9#early` } }, async ({ page, calls }) => {
    await expect(page.getByRole('dialog')).toContainText('198.51.100.8');
    expect((await calls()).find(({ name }) => name === 'app.setAsDefaultProtocolClient')?.values[0]).toBe('byway');
    expect((await calls()).some(({ name, values }) => name === 'app.setAsDefaultProtocolClient' && values[0] === 'tg')).toBe(false);
    await expectNothingDone(page);
  });
});

test('a second start passes its link on and ends; switches beside it do nothing', async () => {
  await withApp({ words: ['--', linkNamed('of-the-first-start')] }, async ({ page }) => {
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('of-the-first-start');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    expect(await startAgain(['--inspect', '--no-sandbox', '--proxy-server=192.0.2.1:1', '--', linkNamed('of-the-second')])).toBe(0);
    await expect(dialog).toContainText('of-the-second');
    await expectNothingDone(page);
  });
});

test('a list behind a link is fetched after two presses, since it lies in the own network', async () => {
  await withApp({}, async ({ page, ask }) => {
    await ask({ kind: 'open-url', url: `byway://import/http://${address}/list` });
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('In a link that another program opened.');
    await expect(dialog).toContainText(address);
    expect(connections).toBe(0);
    await dialog.getByRole('button', { name: 'Add list' }).click();
    await expect(dialog).toContainText('in your own network');
    expect(connections).toBe(0);
    await dialog.getByRole('button', { name: 'Fetch anyway' }).click();
    await expect(page.getByRole('main').getByRole('row', { name: /listed/ })).toBeVisible();
    expect(connections).toBeGreaterThan(0);
  });
});

test('test 20: hostile links do nothing without a press', async () => {
  await withApp({}, async ({ page, ask }) => {
    const hostile = [
      '--inspect=0.0.0.0:9229', `--proxy-server=${address}`, '--no-sandbox', ` byway://import/http://${address}/`, `byway://import/http://${address}/\n--inspect`,
      `byway://x\r\nHost: ${address}`, `http://${address}/`, 'tg://proxy?server=a.example&port=443&secret=00000000000000000000000000000000', 'file:///etc/passwd', 'javascript:alert(1)',
      `byway://${'x'.repeat(1024 * 1024)}`, `byway://import/file:///etc/passwd`, 'byway://',
    ];
    for (const url of hostile) await ask({ kind: 'open-url', url });
    await expect(page.getByText('Another program opened a link or file with Byway that it does not read.', { exact: false })).toBeVisible();
    await expectNothingDone(page);
    await expect(page).toHaveTitle('Byway');
  });
});

test('test 20: a link with switches and spaces in it is a name and nothing else', async () => {
  await withApp({}, async ({ page, ask }) => {
    await ask({ kind: 'open-url', url: `${linkNamed('my server')} --inspect --no-sandbox --proxy-server=${address}` });
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('my server');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expectNothingDone(page);
  });
});

test('test 20: of a hundred in a second one is shown, and it stays the same', async () => {
  await withApp({}, async ({ page, ask }) => {
    const dialog = page.getByRole('dialog');
    await Promise.all(Array.from({ length: 100 }, (_, index) => ask({ kind: 'open-url', url: `byway://import/${linkNamed(`number-${index}-`)}` })));
    await expect(dialog).toContainText('number-0-');
    await expect(page.getByText('More links came from other programs', { exact: false })).toHaveCount(1);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    await expectNothingDone(page);
  });
});

test('a link does not put away what a person is looking at', async () => {
  await withApp({}, async ({ page, ask }) => {
    await paste(page, `${linkNamed('mine-one')}\n${linkNamed('mine-two').replace('.7:', '.6:')}`);
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('mine-one');
    await ask({ kind: 'open-url', url: linkNamed('theirs').replace('.7:', '.5:') });
    await expect(dialog).toContainText('mine-one');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toContainText('theirs');
  });
});
