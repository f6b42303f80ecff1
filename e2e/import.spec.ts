/**
 * A mixed text pasted into the window, under every host: it is shown first, nobody is contacted and nothing stored
 * before the click, and it can be taken back after. Names and addresses as hostile as they come are text, or nothing.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { availableHosts, launchApp, type LaunchedApp } from './host.ts';
import { addPasted, go, paste } from './pages/window.ts';

let server: Server;
let port: number;
let connections: number;
let dataDir: string;
let app: LaunchedApp;

test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'byway-import-'));
  connections = 0;
  server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  port = (server.address() as AddressInfo).port; // listens on TCP
});
test.afterEach(async () => {
  expect(await app.stop()).toBe(0);
  await new Promise((closed) => server.close(closed));
  await rm(dataDir, { recursive: true, force: true });
});

async function launch(host: LaunchedApp['host']): Promise<Page> {
  app = await launchApp({ host, dataDir, env: { ...process.env, LANG: 'en_US.UTF-8' } });
  return app.page;
}

/** What is stored of servers, byte for byte. */
async function stored(): Promise<string> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith('profiles')).toSorted();
  return JSON.stringify(await Promise.all(names.map(async (name) => [name, await readFile(join(dataDir, name), 'utf8')])));
}

/** Three new servers, one of them twice, two that cannot be read, one list. */
function mixed(): string {
  return [
    'Hi! Try these:',
    `trojan://secret-word-1@127.0.0.1:${port}#First`,
    `trojan://secret-word-2@127.0.0.1:${port}?allowInsecure=1#Second`,
    `trojan://secret-word-1@127.0.0.1:${port}#again`,
    `http://127.0.0.1:${port}/sub/hidden-token`,
    'trojan://secret-word-3@:443#broken',
    'vless://b831381d-6324-4d53-ad4f-8cda48b30811@192.0.2.7:443?security=tls&sni=a.example#Third',
    'trojan://secret-word-4@host.example:99999#port',
  ].join('\n');
}

for (const host of availableHosts()) {
  test(`${host}: a mixed paste is shown, and nothing happens before the click`, async () => {
    const page = await launch(host);
    const before = await stored();
    await paste(page, mixed());
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('3 servers found');
    await expect(dialog).toContainText('Nothing has been contacted yet.');
    await expect(dialog).toContainText('3 new ones, in 2 different networks');
    await expect(dialog).toContainText('doesn’t check who it is talking to');
    await expect(dialog).toContainText('2 are inside your own network');
    await expect(dialog).toContainText('2 could not be read');
    await expect(dialog).toContainText('And 1 list of servers');
    await dialog.getByRole('button', { name: 'Show the lines' }).click();
    await expect(dialog).toContainText('Line 6');
    expect(await page.content()).not.toContain('secret-word');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    expect(await stored()).toBe(before);

    await paste(page, mixed());
    await addPasted(page);
    await go(page, 'Servers');
    const rows = page.getByRole('grid').getByRole('row').filter({ hasText: /First|Second|Third/ });
    await expect(rows).toHaveCount(3);
    await expect.poll(stored).not.toBe(before);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(rows).toHaveCount(0);
    expect(connections).toBe(0);
  });

  test(`${host}: by keyboard alone, and one good link needs no question`, async () => {
    const page = await launch(host);
    await paste(page, 'trojan://secret@192.0.2.9:443#Only');
    await expect(page.getByText(/Only.? added\./)).toBeVisible();
    await go(page, 'Servers');
    await page.getByRole('grid').focus();
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, mixed());
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    const add = dialog.getByRole('button', { name: 'Only add' });
    for (let presses = 0; presses < 20 && !(await add.evaluate((button) => button === document.activeElement)); presses += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('grid').getByRole('row').filter({ hasText: /Only|First|Second|Third/ })).toHaveCount(4);
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('grid').getByRole('row').filter({ hasText: /First|Second|Third/ })).toHaveCount(0);
    await expect(page.getByRole('row').filter({ hasText: 'Only' })).toHaveCount(1);
  });

  // os-integration: hostile input, 11
  test(`${host}: 11: hostile names and addresses are text, or nothing`, async () => {
    const page = await launch(host);
    await page.evaluate(() => {
      const counts = document.documentElement.dataset;
      counts['violations'] = '0';
      document.addEventListener('securitypolicyviolation', () => (counts['violations'] = String(Number(counts['violations']) + 1)));
    });
    const names = ['<img src=x onerror="document.title=1">', '"><svg onload=alert(1)>', "javascript:alert('1')", '{{constructor.constructor("x")()}}', 'safe\u202egnp.exe', 'a\u200bb', 'Аmsterdam', '‮‮‮', 'x'.repeat(3000)];
    const links = names.map((name, index) => `trojan://secret@192.0.2.${index + 1}:443#${encodeURIComponent(name)}`);
    await paste(page, [...links, 'trojan://secret@xn--pypal-4ve.com:443#bank', 'https://lists.example/s/1#%3Cscript%3Ealert(1)%3C%2Fscript%3E', 'trojan://secret@:443#<b onclick=alert(1)>'].join('\n'));
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('10 servers found');
    await expect(dialog).toContainText('1 has an address that imitates another');
    await expect(dialog).toContainText('have names with hidden or imitating letters');
    await dialog.getByRole('button', { name: /^Show the other/ }).click();
    await expect(dialog).toContainText(names[0] ?? '');
    await dialog.getByRole('button', { name: 'Show the line' }).click();
    await checkHarmless(page);
    await addPasted(page);
    await go(page, 'Servers');
    await expect(page.getByRole('row').filter({ hasText: names[1] ?? '' })).toHaveCount(1);
    await checkHarmless(page);
  });
}

/** No element and no attribute out of a name, no mark that turns text, no violation of the page's policy. */
async function checkHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const elements = [...document.querySelectorAll('*')];
    return {
      elements: document.querySelectorAll('img[src="x"], svg[onload], b, script:not([src])').length,
      attributes: elements.flatMap((element) => [...element.attributes]).filter(({ name, value }) => name.startsWith('on') || /^\s*javascript:/i.test(value) && (name === 'href' || name === 'src')).length,
      marks: /[\u202d\u202e\u200b]/.test(document.body.textContent) || elements.some((element) => /[\u202d\u202e\u200b]/.test(element.getAttribute('title') ?? element.getAttribute('aria-label') ?? '')),
      longest: Math.max(...elements.filter((element) => element.childElementCount === 0).map((element) => element.textContent.length)),
      violations: document.documentElement.dataset['violations'],
    };
  });
  expect(found).toMatchObject({ elements: 0, attributes: 0, marks: false, violations: '0' });
  expect(found.longest).toBeLessThan(500);
  await expect(page).not.toHaveTitle('1');
}
