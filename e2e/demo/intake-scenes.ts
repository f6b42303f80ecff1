/** What comes in besides a paste: something held over the window, a link on the clipboard, links of other programs. */
import type { Page } from '@playwright/test';
import { go, servers, type View, type Word } from './scene-steps.ts';

const link = 'trojan://not-a-real-key@a.example:443?security=tls';

/** As when a file is held over the window. */
async function hold(page: Page, word: Word): Promise<void> {
  await servers(page, word);
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'friend.conf'));
    document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.getByText(word('drop.title')).waitFor();
}

/** As when a link was copied in another program, in a browser that lets the page read it. */
async function copied(page: Page, word: Word): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), link);
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.getByRole('button', { name: word('clipboard.look') }).waitFor();
}

async function outside(page: Page, word: Word): Promise<void> {
  await go(page, word, 'nav.settings');
  await page.getByText(word('settings.links.nobody')).first().waitFor();
  await page.getByRole('heading', { name: word('settings.section.outside') }).evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
}

/** Views of this part, for `scenes.ts`. */
export const intakeViews: readonly View[] = [
  { name: 'intake-drop', state: 'on', profiles: 12, prepare: hold },
  { name: 'intake-clipboard', state: 'off', profiles: 12, prepare: copied },
  { name: 'intake-clipboard-first', state: 'off', profiles: 0, prepare: copied },
  { name: 'intake-settings', state: 'on', profiles: 12, prepare: outside },
];
