/** Lists, their settings, other forms of sharing, backup and what comes back. */
import type { Page } from '@playwright/test';
import { fakeLocked } from './fake-share.ts';
import { go, servers, share, type View, type Word } from './scene-steps.ts';

/** Presses a button of the first list. */
async function listTool(page: Page, word: Word, key: 'list.edit' | 'list.share'): Promise<void> {
  await servers(page, word);
  // The name of the list stands in the place of the sentence.
  const [before = '', after = ''] = word(key).split('{{title}}');
  await page.getByRole('button', { name: `${before}Friends of the river${after}`, exact: true }).click();
  await page.getByRole('dialog').waitFor();
}

async function unlocked(page: Page, word: Word): Promise<void> {
  await go(page, word, 'nav.settings');
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: word('settings.backup.restore.button'), exact: true }).click();
  await (await asked).setFiles({ name: 'byway-backup.byway', mimeType: 'application/octet-stream', buffer: Buffer.from(fakeLocked.text) });
  await page.getByRole('textbox', { name: word('unlock.words') }).fill(fakeLocked.passphrase);
  await page.getByRole('button', { name: word('unlock.open'), exact: true }).click();
  await page.getByRole('button', { name: word('action.cancel'), exact: true }).waitFor();
}

async function backup(page: Page, word: Word): Promise<void> {
  await go(page, word, 'nav.settings');
  await page.getByRole('button', { name: word('settings.backup.button'), exact: true }).click();
  await page.getByRole('dialog').waitFor();
}

/** Views of this part, for `scenes.ts`. */
export const shareViews: readonly View[] = [
  { name: 'list-edit', state: 'off', profiles: 12, lists: true, prepare: (page, word) => listTool(page, word, 'list.edit') },
  { name: 'list-share', state: 'off', profiles: 12, lists: true, prepare: (page, word) => listTool(page, word, 'list.share') },
  {
    name: 'list-share-address', state: 'off', profiles: 12, lists: true,
    prepare: async (page, word) => {
      await listTool(page, word, 'list.share');
      await page.getByRole('button', { name: word('share.as-address.button'), exact: true }).click();
      await page.getByRole('img', { name: word('share.code') }).waitFor();
    },
  },
  {
    name: 'list-leaving', state: 'off', profiles: 12, lists: true,
    prepare: async (page, word) => {
      await servers(page, word);
      await page.getByRole('row').filter({ hasText: '香港' }).click();
      await page.getByRole('button', { name: word('drawer.keep'), exact: true }).waitFor();
    },
  },
  {
    name: 'share-file', state: 'on', profiles: 12,
    prepare: async (page, word) => {
      await share(page, word);
      await page.getByRole('button', { name: word('share.save'), exact: true }).click();
      await page.getByText(fakeLocked.passphrase).waitFor();
    },
  },
  {
    name: 'settings-backup', state: 'off', profiles: 12,
    prepare: async (page, word) => {
      await go(page, word, 'nav.settings');
      await page.getByRole('button', { name: word('settings.backup.button'), exact: true }).scrollIntoViewIfNeeded();
    },
  },
  { name: 'backup', state: 'off', profiles: 12, prepare: backup },
  {
    name: 'backup-saved', state: 'off', profiles: 12,
    prepare: async (page, word) => {
      await backup(page, word);
      await page.getByRole('button', { name: word('backup.save'), exact: true }).click();
      await page.getByText(fakeLocked.passphrase).waitFor();
    },
  },
  { name: 'unlocked-backup', state: 'off', profiles: 12, prepare: (page, word) => unlocked(page, word) },
];
