/** What comes in besides a paste: files, pictures and the clipboard, under both hosts. Links of other programs: deep-links.spec.ts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { drawCode, placed, room, rotated } from '../src/shared/qr/testing/draw.ts';
import { encodePng } from './png.ts';
import { availableHosts, launchApp, type HostKind, type LaunchedApp } from './host.ts';

const link = (name: string): string => `trojan://very-secret-word@198.51.100.${name.length}:443#${name}`;
let dataDir: string;

test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'byway-incoming-'));
});
test.afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function withApp(host: HostKind, use: (app: LaunchedApp) => Promise<void>): Promise<void> {
  const app = await launchApp({ host, dataDir });
  try {
    await use(app);
  } finally {
    await app.stop();
  }
}

/** Chooses files as a person does, with the button beside *Paste*. */
async function choose(page: Page, files: readonly string[]): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /file/i }).first().click();
  await (await asked).setFiles([...files]);
}

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(dataDir, name);
  await writeFile(path, content);
  return path;
}

/** Says how long the page stood still at most while something went on, in frames of the screen. */
async function longestPause(page: Page, during: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen = { last: performance.now(), longest: 0 };
    Object.assign(globalThis, { seen });
    const tick = (): void => {
      seen.longest = Math.max(seen.longest, performance.now() - seen.last);
      seen.last = performance.now();
      setTimeout(tick, 10);
    };
    tick();
  });
  await during();
  return page.evaluate(() => (globalThis as unknown as { readonly seen: { readonly longest: number } }).seen.longest); // set above
}

for (const host of availableHosts()) {
  test(`${host}: several files at once, lists in one preview and a document in the next`, async () => {
    await withApp(host, async ({ page }) => {
      const conf = '[Interface]\nPrivateKey = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nAddress = 10.0.0.2/32\n\n[Peer]\nPublicKey = BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=\nEndpoint = 198.51.100.77:51820\nAllowedIPs = 0.0.0.0/0\n';
      await choose(page, [await written('one.txt', link('first')), await written('two.txt', `\ufeff${link('second')}\n`), await written('home.conf', conf)]);
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('2 servers found');
      await dialog.getByRole('button', { name: 'Only add' }).click();
      await expect(page.getByText('198.51.100.77', { exact: false }).first()).toBeVisible();
    });
  });

  test(`${host}: a large photo with a code is read while the window goes on`, async () => {
    await withApp(host, async ({ page }) => {
      const photo = await written('photo.png', encodePng(placed(4000, 3000, [[rotated(drawCode(link('photo'), 8), 12), 1500, 900]], room)));
      const pauseMs = await longestPause(page, async () => {
        await choose(page, [photo]);
        await expect(page.getByText('photo', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
      });
      test.info().annotations.push({ type: 'longest pause of the page, ms', description: String(Math.round(pauseMs)) });
    });
  });

  test(`${host}: what is no text, no picture, or without a code is told in a sentence`, async () => {
    await withApp(host, async ({ page }) => {
      await choose(page, [await written('cat.png', encodePng(placed(200, 200, [], () => 200)))]);
      await expect(page.getByText('There is no code in this picture.', { exact: false })).toBeVisible();
      await choose(page, [await written('notes.txt', 'see you at 7')]);
      await expect(page.getByText('There is no server or link in this file.')).toBeVisible();
    });
  });

  test(`${host}: something held over the window is shown a place, and read when let go`, async () => {
    await withApp(host, async ({ page }) => {
      await expect(page.getByRole('textbox', { name: 'Link or message' })).toBeVisible();
      await page.evaluate((text) => {
        const data = new DataTransfer();
        data.items.add(new File([text], 'friend.txt'));
        const send = (type: string): boolean => document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        send('dragenter');
        Object.assign(globalThis, { letGo: () => send('drop') });
      }, `${link('one')}\n${link('three')}`);
      await expect(page.getByText('Let go to look at it')).toBeVisible();
      await page.evaluate(() => (globalThis as unknown as { letGo(): boolean }).letGo()); // set above
      await expect(page.getByText('Let go to look at it')).toBeHidden();
      await expect(page.getByRole('dialog')).toContainText('2 servers found');
    });
  });

  test(`${host}: a link on the clipboard is told once, taken by a press, and not at all when switched off`, async () => {
    await withApp(host, async (app) => {
      const { page } = app;
      const line = page.getByText('There is a link on the clipboard.');
      const comeBack = async (text: string): Promise<void> => {
        if (app.host === 'double') await app.ask({ kind: 'copy', text });
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
        await page.evaluate(() => dispatchEvent(new Event('focus')));
      };
      await comeBack(link('copied'));
      await expect(line).toBeVisible();
      await page.getByRole('button', { name: 'Look at it' }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('In the text you copied.');
      await expect(dialog).toContainText('198.51.100.6');
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await comeBack(link('copied'));
      await expect(line).toBeHidden();
      await comeBack('my shopping list');
      await expect(line).toBeHidden();
      await comeBack(link('another'));
      await expect(line).toBeVisible();
      await page.getByRole('button', { name: 'Dismiss' }).last().click();
      await expect(line).toBeHidden();
      await page.getByRole('button', { name: 'Settings' }).first().click();
      await page.getByRole('switch', { name: 'Notice links on the clipboard' }).focus();
      await page.keyboard.press('Space');
      await comeBack(link('a-third-one'));
      await expect(line).toBeHidden();
    });
  });
}
