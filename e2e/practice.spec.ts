/** First minutes in the window, under each host: the practice server, a paste with good and broken links, a failed connection. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { availableHosts, launchApp, type LaunchedApp } from './host.ts';
import { addPasted, go, paste } from './pages/window.ts';
import { freePort } from './peers/places.ts';

for (const host of availableHosts()) {
  test.describe(host, () => {
    let dataDir: string;
    let app: LaunchedApp;
    let said: string[];

    test.beforeEach(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'byway-practice-'));
      app = await launchApp({ host, dataDir, env: { ...process.env, LANG: 'en_US.UTF-8' } });
      said = [];
      app.page.on('console', (message) => {
        if (message.type() === 'error') said.push(message.text());
      });
      app.page.on('pageerror', (error) => said.push(String(error)));
    });
    test.afterEach(async () => {
      expect(await app.stop()).toBe(0);
      expect(said).toEqual([]);
      await rm(dataDir, { recursive: true, force: true });
    });

    test('Try it shows a page that came through, and says that it hides nothing', async () => {
      await app.page.getByRole('button', { name: 'Try it without a link' }).click();
      await expect(app.page.getByText('You’re through').first()).toBeVisible();
      await expect(app.page.getByText('This page came through the tunnel')).toBeVisible();
      await expect(app.page.getByText('hides nothing').first()).toBeVisible();
      await app.page.keyboard.press('Control+Enter');
      await expect(app.page.getByText('Nothing on this computer is changed.')).toBeVisible();
    });

    test('a paste tells what it brought and why the rest was refused; a removal can be undone', async () => {
      await paste(app.page, 'Hi! trojan://secret@192.0.2.9:443#First\nss://YWVzLTI1Ni1nY206c2VjcmV0@192.0.2.10:8388#<b>Second</b>\ntrojan://secret@:443#broken\ntrojan://secret@host.example:99999#port');
      const report = app.page.getByRole('dialog');
      await expect(report).toContainText('2 servers found');
      await expect(report).toContainText('2 could not be read');
      await report.getByRole('button', { name: 'Show the lines' }).click();
      await expect(report).toContainText('Line 3');
      await expect(report).toContainText('Line 4');
      await addPasted(app.page);
      await go(app.page, 'Servers');
      const rows = app.page.getByRole('grid').getByRole('row').filter({ hasText: /First|Second/ });
      await expect(rows).toHaveCount(2);
      await expect(rows.filter({ hasText: '<b>Second</b>' })).toHaveCount(1);
      await app.page.getByRole('grid').focus();
      await rows.filter({ hasText: 'First' }).click();
      await app.page.getByRole('button', { name: /^Remove/ }).first().click();
      await expect(rows).toHaveCount(1);
      await app.page.getByRole('button', { name: 'Undo' }).click();
      await expect(rows).toHaveCount(2);
    });

    test('a server that is not there fails in plain words, and nothing stays changed', async () => {
      await paste(app.page, `trojan://secret@127.0.0.1:${await freePort()}#Nobody`);
      await app.page.getByRole('dialog').getByRole('button', { name: 'Add and connect', exact: true }).click();
      await expect(app.page.getByText('Not through').first()).toBeVisible();
      await expect(app.page.getByText('Nothing is listening at the server’s address.')).toBeVisible();
      await expect(app.page.getByText('This computer is back as it was.').first()).toBeVisible();
    });
  });
}
