/** The list of servers by keyboard and pointer, on a made-up app. */
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../chromium.ts';
import { startDemo, type Demo } from './server.ts';

let browser: Browser;
let demo: Demo;
let page: Page;

test.beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags] });
});
test.afterAll(() => browser.close());

async function open(profiles: number): Promise<void> {
  demo = await startDemo({ state: 'off', profiles, language: 'en', theme: 'light' });
  page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  await page.goto(demo.url);
  await page.getByRole('navigation').getByRole('button', { name: 'Servers' }).click();
  await page.getByRole('grid').focus();
}
test.afterEach(async () => {
  await page.close();
  await demo.close();
});

/** The row the keys are on, as readers are told it. */
async function active(): Promise<string> {
  return page.evaluate(() => document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')?.innerText ?? '');
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test('arrows, Home and End walk all five thousand rows, and the active one is always there to be read', async () => {
  await open(5000);
  await press('End');
  await expect.poll(active).toContain('Practice server');
  await press('ArrowUp', 'ArrowUp', 'PageUp');
  await expect.poll(active).toMatch(/^node-\d+/);
  await press('Home', 'ArrowDown');
  await expect.poll(active).toContain('Leto — Amsterdam');
  expect(await page.getByRole('row').count()).toBeLessThan(80);
});

test('Space selects, Shift extends, Delete removes, and Undo brings everything back', async () => {
  await open(12);
  await press('Home', 'ArrowDown', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await expect(page.getByRole('heading', { name: '3 selected' })).toBeVisible();
  await expect(page.getByRole('row', { selected: true })).toHaveCount(3);
  await press('Delete');
  await expect(page.getByText('3 servers removed.')).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(12);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row')).toHaveCount(15);
});

test('Escape takes the selection away, Ctrl+A takes all', async () => {
  await open(12);
  await press('Control+a');
  await expect(page.getByRole('heading', { name: '12 selected' })).toBeVisible();
  await press('Escape');
  await expect(page.getByRole('heading', { name: 'Servers' })).toBeVisible();
});

test('T tests a server and Enter chooses it', async () => {
  await open(12);
  await page.getByRole('row').filter({ hasText: 'Marina’s home' }).hover();
  await press('Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  await expect.poll(active).toContain('Not tested');
  await press('t');
  await expect(page.getByRole('row').filter({ hasText: 'Marina’s home' })).toContainText('Good');
  await press('Enter');
  await expect(page.getByRole('row').filter({ hasText: 'Marina’s home' })).toContainText('Chosen');
});

test('a result does not move rows under the pointer', async () => {
  await open(12);
  const row = page.getByRole('row').filter({ hasText: 'Marina’s home' });
  await row.hover();
  const before = await row.boundingBox();
  await demo.app.handlers['probes.start']({ ids: ['server7'] });
  await expect(row).toContainText('Good');
  expect(await row.boundingBox()).toEqual(before);
  await page.mouse.move(5, 5);
  await expect.poll(async () => (await row.boundingBox())?.y).toBeLessThan(before?.y ?? 0);
});

test('details open on a click, follow the arrows and close with Escape; the key stays hidden until asked for', async () => {
  await open(12);
  await page.getByRole('row').filter({ hasText: 'Leto — Amsterdam' }).click();
  const details = page.getByRole('complementary', { name: /^Details of/ });
  await expect(details).toContainText('Leto — Amsterdam');
  await expect(details).not.toContainText('O0Il1-correct-horse');
  await press('ArrowDown');
  await expect(details).toContainText('Папин сервер');
  await details.getByRole('button', { name: 'Show' }).click();
  await expect(details).toContainText('O0Il1-correct-horse');
  await press('ArrowDown');
  await page.getByRole('grid').focus();
  await press('ArrowDown');
  await expect(details).not.toContainText('O0Il1-correct-horse');
  await press('Escape');
  await expect(details).toBeHidden();
});

test('a new name is kept, and the search finds it whatever the accents', async () => {
  await open(12);
  await press('Home', 'ArrowDown', 'F2', 'Control+a');
  await page.keyboard.type('Zürich, bei Éva');
  await press('Enter', 'Escape');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('eva zurich');
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('row').nth(1)).toContainText('Zürich, bei Éva');
});
