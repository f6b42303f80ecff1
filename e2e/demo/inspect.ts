/** What there is to object to on a page: messages of the browser, scrolling sideways, the rules of accessibility. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from '@playwright/test';
import type { Scene } from './scenes.ts';
import { startDemo } from './server.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Opens the scene and answers its objections; `look` sees the page as it stands, also when getting there failed. */
export async function inspect(browser: Browser, scene: Scene, look?: (page: Page) => Promise<unknown>): Promise<readonly string[]> {
  const demo = await startDemo(scene.options);
  const context = await browser.newContext({ viewport: scene.size, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  try {
    await page.goto(demo.url);
    await page.locator('main').waitFor();
    await scene.prepare?.(page);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await look?.(page);
    return [...said, ...(await sideways(page)), ...(await axe(page))];
  } catch (error) {
    await look?.(page);
    return [...said, String(error).slice(0, 400)];
  } finally {
    await context.close();
    await demo.close();
  }
}

/** Anything that makes the page scroll sideways. */
async function sideways(page: Page): Promise<readonly string[]> {
  const over = await page.evaluate(() => {
    const main = document.querySelector('main');
    return Math.max(document.documentElement.scrollWidth - innerWidth, main === null ? 0 : main.scrollWidth - main.clientWidth);
  });
  return over > 0 ? [`scrolls sideways by ${over} px`] : [];
}

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] }[];
}

/** Runs in an isolated world, which the page's policy does not bind. */
async function axe(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  await session.send('Runtime.evaluate', { expression: axeSource, contextId: executionContextId });
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'axe.run({ resultTypes: ["violations"] }).then((results) => JSON.stringify({ violations: results.violations }))',
    contextId: executionContextId, awaitPromise: true, returnByValue: true,
  });
  const { violations } = JSON.parse(String(result.value)) as AxeResults; // axe's own documented shape
  return violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).slice(0, 3).join(' | ')} ${nodes[0]?.failureSummary?.slice(0, 200) ?? ''}`);
}
