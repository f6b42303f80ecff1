/** A list's address pasted into the window: nobody is asked before the click, twice where it is unsafe; then diff, removal and the way back. */
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { availableHosts, launchApp } from './host.ts';
import { go, paste } from './pages/window.ts';

const link = (name: string) => `trojan://very-secret-word@192.0.2.${name.length}:443#${encodeURIComponent(name)}`;
/** Names and notices as hostile as they come: they are text, or nothing. */
const hostile = `<img src=x onerror="document.title='taken'">`;
let server: Server;
let address: string;
let body: string;
let connections: number;
let dataDir: string;

test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'byway-lists-'));
  connections = 0;
  body = `${link('one')}\n${link('three')}`;
  server = createServer((_request, response) => {
    response.writeHead(200, { 'profile-title': 'River friends', announce: hostile, 'subscription-userinfo': 'download=1073741824; total=10737418240' }).end(body);
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sub/hidden-token`; // listens on TCP
});
test.afterEach(async () => {
  await new Promise((closed) => server.close(closed));
  await rm(dataDir, { recursive: true, force: true });
});

for (const host of availableHosts()) {
  test(`${host}: from the paste to the list and back`, async () => {
    const app = await launchApp({ host, dataDir });
    try {
      const { page } = app;
      const dialog = page.getByRole('dialog');
      await paste(page, address);
      await expect(dialog).toContainText('Nothing has been fetched yet.');
      await expect(dialog).toContainText('127.0.0.1');
      await dialog.getByRole('button', { name: 'Add list' }).click();
      await expect(dialog).toContainText('This address is not encrypted');
      await expect(dialog).toContainText('in your own network');
      expect(connections).toBe(0);
      await dialog.getByRole('button', { name: 'Fetch anyway' }).click();
      const main = page.getByRole('main');
      await expect(main).toContainText('1 GB of 10 GB used');
      await expect(main.getByRole('row', { name: /three/ })).toBeVisible();
      await expect(main).toContainText(hostile);
      await expect(page).not.toHaveTitle('taken');
      body = `${link('three')}\n${link('seven77')}`;
      await page.getByRole('button', { name: 'Refresh River friends' }).click();
      await expect(main).toContainText('List refreshed. New: 1, changed: 0, gone: 1.');
      await page.getByRole('button', { name: 'What changed' }).click();
      await expect(dialog).toContainText('New: 1');
      await expect(dialog).toContainText('No longer in the list, kept for a week: 1');
      await dialog.getByRole('button', { name: 'Done' }).click();
      body = '<!doctype html><title>Sign in</title>';
      await page.getByRole('button', { name: 'Refresh River friends' }).click();
      await expect(main).toContainText('not with a list of servers');
      await expect(main.getByRole('row', { name: /seven77/ })).toBeVisible();
      await page.getByRole('button', { name: 'Remove River friends' }).click();
      await page.getByRole('button', { name: 'Undo' }).click();
      await go(page, 'Servers');
      await expect(main.getByRole('row', { name: /three/ })).toBeVisible();
      expect(await page.content()).not.toContain('hidden-token');
    } finally {
      await app.stop();
    }
  });
}
