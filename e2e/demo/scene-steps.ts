/** Ways to where a picture is taken, by the words of the page's language. */
import type { Page } from '@playwright/test';
import type { TextKey } from '../../src/shared/text.ts';
import type { FakeState } from './fake-states.ts';

export interface View {
  readonly name: string;
  readonly state: FakeState;
  readonly profiles: number;
  /** Some of them come from lists that are followed. */
  readonly lists?: boolean;
  readonly prepare?: (page: Page, word: (key: TextKey) => string) => Promise<void>;
}

export type Word = (key: TextKey) => string;

export async function go(page: Page, word: Word, section: 'nav.servers' | 'nav.settings'): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: word(section) }).click();
}

export async function servers(page: Page, word: Word): Promise<void> {
  await go(page, word, 'nav.servers');
  await page.getByRole('grid').waitFor();
}

export async function details(page: Page, word: Word, name: string): Promise<void> {
  await servers(page, word);
  await page.getByRole('row').filter({ hasText: name }).click();
  await page.getByRole('button', { name: word('drawer.rename') }).waitFor();
}

export async function share(page: Page, word: Word): Promise<void> {
  await details(page, word, 'Vienna 2');
  await page.getByRole('button', { name: word('drawer.share') }).click();
  await page.getByRole('img', { name: word('share.code') }).waitFor();
}

/** Pastes and waits for the sheet about it. */
export async function look(page: Page, address: string): Promise<void> {
  await paste(page, address);
  await page.getByRole('dialog').waitFor();
}

export async function follow(page: Page, word: Word): Promise<void> {
  await look(page, 'https://lists.example/s/1');
  await page.getByRole('button', { name: word('offer.add'), exact: true }).click();
  await page.getByRole('heading', { name: word('lists.title'), exact: true }).waitFor();
}

export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
