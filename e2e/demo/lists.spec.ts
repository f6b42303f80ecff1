/** Lists, files and backups in a real page on a made-up app: by keyboard, and what is sent and saved. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../chromium.ts';
import { startDemo, type Demo } from './server.ts';

test.use({ launchOptions: { executablePath: chromiumPath(), args: [...chromiumFlags] }, viewport: { width: 1000, height: 700 } });

let demo: Demo;
test.beforeEach(async ({ page }) => {
  demo = await startDemo({ state: 'off', profiles: 12, language: 'en', theme: 'light', lists: true });
  await page.goto(demo.url);
});
test.afterEach(() => demo.close());

async function go(page: Page, section: 'Servers' | 'Settings'): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: section }).click();
}

async function press(page: Page, button: Locator): Promise<void> {
  await button.focus();
  await page.keyboard.press('Enter');
}

test('a list is edited by keyboard alone: a wrong word stays and says why, the focus comes back', async ({ page }) => {
  await go(page, 'Servers');
  const edit = page.getByRole('button', { name: 'Edit Friends of the river' });
  await press(page, edit);
  const dialog = page.getByRole('dialog', { name: 'List: Friends of the river' });
  await dialog.getByLabel('Your name for it').fill('River');
  await dialog.getByLabel('Program that asks (User-Agent)').fill('мой');
  const device = dialog.getByRole('switch', { name: 'Send a device number' });
  await expect(device).not.toBeChecked();
  await expect(device).toHaveAccessibleDescription(/Off unless your provider demands it/);
  await press(page, dialog.getByRole('button', { name: 'Save' }));
  await expect(dialog.getByText('Only Latin letters', { exact: false })).toBeVisible();
  await dialog.getByLabel('Program that asks (User-Agent)').fill('v2rayNG/1.9');
  await dialog.getByRole('button', { name: /Refresh/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Only by hand' }).focus();
  await page.keyboard.press('Enter');
  await press(page, dialog.getByRole('button', { name: 'Save' }));
  await expect(dialog).toBeHidden();
  await expect(page.getByText('The list’s settings are saved.')).toBeVisible();
  await expect(edit).toBeFocused();
});

test('what a provider names is text to copy, never a link', async ({ page }) => {
  await go(page, 'Servers');
  const main = page.getByRole('main');
  await expect(main.getByText('https://t.me/example')).toBeVisible();
  await expect(main.getByRole('link')).toHaveCount(0);
  await main.getByRole('button', { name: 'Copy: Help from the provider' }).click();
  await expect(page.getByText('Byway does not open addresses that a provider names.', { exact: false })).toBeVisible();
});

test('the changes of a refresh are told by name', async ({ page }) => {
  await go(page, 'Servers');
  await page.getByRole('button', { name: 'What changed' }).click();
  const dialog = page.getByRole('dialog', { name: 'What changed' });
  for (const words of ['New: 2', 'Vienna 3', 'Changed: 1', 'No longer in the list, kept for a week: 1', 'because you removed them: 2']) await expect(dialog).toContainText(words);
});

test('a list is shared as servers or as its address, and the address shows after a word of its own', async ({ page }) => {
  await go(page, 'Servers');
  await page.getByRole('button', { name: 'Share Friends of the river' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share Friends of the river' });
  await expect(dialog).toContainText('your personal number');
  await expect(dialog).not.toContainText('not-a-real-key');
  await dialog.getByRole('button', { name: 'Show address' }).click();
  await expect(dialog).toContainText('https://lists.example/s/not-a-real-key');
  await expect(dialog.getByRole('img', { name: 'Code of the link' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Share servers…' }).click();
  await expect(page.getByRole('dialog', { name: /^Share servers: / })).toContainText('What this link reveals');
});

test('a server that leaves is marked and can be kept', async ({ page }) => {
  await go(page, 'Servers');
  const row = page.getByRole('row').filter({ hasText: '香港' });
  await expect(row).toContainText('Leaves in 7 days');
  await row.click();
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByText('The server stays.')).toBeVisible();
});

test('test 17: files leave under names of Byway’s own, whatever the servers are called', async ({ page }) => {
  await go(page, 'Servers');
  await page.getByRole('row').filter({ hasText: 'Vienna 2' }).click();
  await page.getByRole('button', { name: 'Share' }).last().click();
  const dialog = page.getByRole('dialog');
  const names: string[] = [];
  for (const form of ['List of links', 'Base64 list', 'Clash YAML', 'sing-box JSON', 'Locked']) {
    await dialog.getByRole('button', { name: /As a file/ }).click();
    await page.getByRole('option', { name: form }).click();
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    names.push((await saved).suggestedFilename());
  }
  expect(names).toEqual(['byway-servers.txt', 'byway-servers-base64.txt', 'byway-servers.yaml', 'byway-servers.json', 'byway-locked.byway']);
  await expect(dialog.getByRole('status').filter({ hasText: 'amber river stone tulip' })).toBeInViewport();
});

test('a backup is saved and restored: its words once, then what is in it, then a way back', async ({ page }) => {
  await go(page, 'Settings');
  await page.getByRole('button', { name: 'Save…' }).click();
  const saved = page.waitForEvent('download');
  await press(page, page.getByRole('button', { name: 'Save locked file' }));
  const download = await saved;
  expect(download.suggestedFilename()).toBe('byway-backup.byway');
  const text = await readFile(await download.path(), 'utf8');
  await expect(page.getByRole('status').filter({ hasText: 'amber river stone tulip' })).toBeVisible();
  await press(page, page.getByRole('button', { name: 'I have written them down' }));
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose file…' }).click();
  await (await asked).setFiles({ name: '../../x', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await expect(page.getByRole('textbox', { name: 'Words' })).toBeFocused();
  await page.keyboard.type('other words');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('do not open it');
  await page.getByRole('textbox', { name: 'Words' }).fill('amber river stone tulip');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'A backup with 12 servers' });
  await expect(dialog.getByRole('switch', { name: 'Follow its lists' })).toBeChecked();
  await expect(dialog.getByRole('switch', { name: 'Also lists that are not safe' })).not.toBeChecked();
  await press(page, dialog.getByRole('button', { name: 'Restore' }));
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Everything is as it was before.')).toBeVisible();
});

test('own words for a backup are asked to be long enough; another file is no backup', async ({ page }) => {
  await go(page, 'Settings');
  await page.getByRole('button', { name: 'Save…' }).click();
  await page.getByText('My own').click();
  await page.getByLabel('Your words').fill('short');
  await page.getByRole('button', { name: 'Save locked file' }).click();
  await expect(page.getByText('shorter than 12 characters', { exact: false })).toBeVisible();
  await page.keyboard.press('Escape');
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose file…' }).click();
  await (await asked).setFiles({ name: 'cat.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
  await expect(page.getByText('This file is not a backup', { exact: false })).toBeVisible();
});
