/** What there is a picture of. */
import type { Page } from '@playwright/test';
import { textFor, type Language } from '../../src/shared/text.ts';
import type { FakeOptions } from './fake-app.ts';
import { fakeStates } from './fake-states.ts';
import { intakeViews } from './intake-scenes.ts';
import { shareViews } from './share-scenes.ts';
import { details, follow, go, paste, servers, share, look, type View } from './scene-steps.ts';

export interface Scene {
  readonly name: string;
  readonly options: FakeOptions;
  readonly size: { readonly width: number; readonly height: number };
  /** Brings the page to where the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const views: readonly View[] = [
  { name: 'first', state: 'off', profiles: 0 },
  ...fakeStates.map((state): View => ({ name: `home-${state}`, state, profiles: 12 })),
  { name: 'servers', state: 'on', profiles: 12, prepare: servers },
  { name: 'servers-empty', state: 'on', profiles: 0, prepare: (page, word) => go(page, word, 'nav.servers') },
  {
    name: 'servers-selected', state: 'on', profiles: 12,
    prepare: async (page, word) => {
      await servers(page, word);
      for (const row of [2, 4, 6]) await page.getByRole('row').nth(row).click({ modifiers: ['Control'] });
    },
  },
  { name: 'servers-drawer', state: 'on', profiles: 12, prepare: (page, word) => details(page, word, 'Vienna 2') },
  {
    name: 'servers-drawer-shown', state: 'on', profiles: 12,
    prepare: async (page, word) => {
      await details(page, word, 'BEST FREE');
      await page.getByRole('button', { name: word('action.show'), exact: true }).click();
      await page.getByText('letokeys').waitFor();
    },
  },
  { name: 'share', state: 'on', profiles: 12, prepare: share },
  {
    name: 'share-words', state: 'on', profiles: 12,
    prepare: async (page, word) => {
      await share(page, word);
      await page.getByRole('button', { name: word('share.copy-locked') }).click();
      await page.getByText('amber river stone tulip').waitFor();
    },
  },
  {
    name: 'unlock', state: 'on', profiles: 12,
    prepare: async (page, word) => {
      await servers(page, word);
      await paste(page, 'byway1:AREIAeJ3dGhlc2U');
      await page.getByRole('textbox', { name: word('unlock.words') }).fill('other words');
      await page.getByRole('button', { name: word('unlock.open') }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'servers-drawer-failed', state: 'off', profiles: 12, prepare: (page, word) => details(page, word, 'IPLC') },
  {
    name: 'servers-drawer-rename', state: 'on', profiles: 12,
    prepare: async (page, word) => {
      await details(page, word, '198.51.100.99');
      await page.getByRole('button', { name: word('drawer.rename') }).click();
    },
  },
  {
    name: 'servers-search', state: 'on', profiles: 12,
    prepare: async (page, word) => {
      await servers(page, word);
      await page.getByRole('button', { name: word('servers.search') }).click();
      await page.getByRole('searchbox').fill('reality');
    },
  },
  {
    name: 'servers-keys', state: 'on', profiles: 5000,
    prepare: async (page, word) => {
      await servers(page, word);
      await page.getByRole('grid').focus();
      for (const key of ['End', 'ArrowUp', 'ArrowUp', 'PageUp', 'PageUp', 'Shift+ArrowUp']) await page.keyboard.press(key);
    },
  },
  {
    name: 'servers-testing', state: 'on', profiles: 1000,
    prepare: async (page, word) => {
      await servers(page, word);
      await page.getByRole('button', { name: word('servers.test-all') }).click();
      await page.getByRole('button', { name: word('test.use-best') }).waitFor();
      await page.mouse.move(5, 5);
      await page.waitForTimeout(700); // counts and dots are painted at most four times a second
    },
  },
  {
    name: 'servers-add', state: 'off', profiles: 12,
    prepare: async (page, word) => {
      await servers(page, word);
      await page.getByRole('button', { name: word('servers.add'), exact: true }).click();
    },
  },
  { name: 'preview', state: 'off', profiles: 12, prepare: (page) => look(page, 'vless://a few') },
  { name: 'preview-worry', state: 'off', profiles: 12, prepare: (page) => look(page, 'vless://worry') },
  {
    name: 'preview-worry-end', state: 'off', profiles: 12,
    prepare: async (page, word) => {
      await look(page, 'vless://worry');
      await page.locator('[role=dialog] button[aria-expanded]').last().click();
      await page.getByRole('button', { name: word('offer.add'), exact: true }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'preview-many', state: 'off', profiles: 0,
    prepare: async (page) => {
      await look(page, 'vless://many');
      await page.getByRole('dialog').getByRole('button', { name: /9.?996|۹٬۹۹۶/ }).click();
    },
  },
  { name: 'preview-repair', state: 'off', profiles: 12, prepare: (page) => look(page, 'tg://proxy?secret=odd') },
  { name: 'preview-known', state: 'off', profiles: 12, prepare: (page) => look(page, 'vless://known') },
  { name: 'preview-added', state: 'off', profiles: 12, prepare: async (page, word) => (await paste(page, 'vless://only one'), page.getByRole('button', { name: word('action.undo') }).waitFor()) },
  { name: 'offer', state: 'off', profiles: 12, prepare: async (page) => look(page, 'https://lists.example/s/1') },
  {
    name: 'offer-unsafe', state: 'off', profiles: 12,
    prepare: async (page, word) => {
      await look(page, 'http://lists.example/s/1');
      await page.getByRole('button', { name: word('offer.add'), exact: true }).click();
      await page.getByText(word('offer.unsafe.plain')).waitFor();
    },
  },
  { name: 'lists', state: 'off', profiles: 12, prepare: follow },
  {
    name: 'lists-changes', state: 'off', profiles: 12,
    prepare: async (page, word) => {
      await follow(page, word);
      await page.getByRole('button', { name: word('list.changes'), exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  ...shareViews,
  ...intakeViews,
  { name: 'toast', state: 'off', profiles: 12, prepare: async (page, word) => (await paste(page, 'see you at 7'), page.getByText(word('paste.nothing')).waitFor()) },
  { name: 'settings', state: 'on', profiles: 12, prepare: (page, word) => go(page, word, 'nav.settings') },
  {
    name: 'settings-end', state: 'on', profiles: 12,
    prepare: async (page, word) => {
      await go(page, word, 'nav.settings');
      await page.getByRole('button', { name: word('settings.log.button') }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'log', state: 'on', profiles: 12,
    prepare: async (page, word) => {
      await go(page, word, 'nav.settings');
      await page.getByRole('button', { name: word('settings.log.button') }).click();
    },
  },
];

const sizes = { wide: { width: 1000, height: 700 }, narrow: { width: 420, height: 700 } } as const;
/** Every view in English both ways; the other languages take turns, so that each is seen wide and narrow, light and dark. */
const looks: readonly { readonly language: Language; readonly theme: 'light' | 'dark' | 'contrast'; readonly size: keyof typeof sizes }[] = [
  { language: 'en', theme: 'light', size: 'wide' }, { language: 'en', theme: 'dark', size: 'narrow' },
  { language: 'fa', theme: 'dark', size: 'wide' }, { language: 'fa', theme: 'light', size: 'narrow' },
  { language: 'ru', theme: 'light', size: 'wide' }, { language: 'ru', theme: 'light', size: 'narrow' },
  { language: 'zh', theme: 'light', size: 'wide' }, { language: 'zh', theme: 'dark', size: 'narrow' },
  { language: 'en', theme: 'contrast', size: 'wide' },
];

/** All of them. */
export function scenes(): readonly Scene[] {
  return views.flatMap((view) =>
    looks.map(({ language, theme, size }): Scene => {
      const { t } = textFor(language);
      const { prepare } = view;
      return {
        name: `${view.name}-${language}-${theme}-${size}`,
        options: { state: view.state, profiles: view.profiles, language, theme, lists: view.lists === true },
        size: sizes[size],
        ...(prepare === undefined ? {} : { prepare: (page) => prepare(page, t) }),
      };
    }),
  );
}
