/**
 * `node e2e/demo/shoot.ts OUT_DIR [PART]`: pictures of every screen and state, light and dark, in four languages, wide
 * and narrow; prints what the policy or the accessibility rules object to. Ends with 1 when there was anything. With
 * PART only the pictures whose name contains it.
 */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../chromium.ts';
import { startDemo } from './server.ts';
import { scenes, type Scene } from './scenes.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const [outDir, part = ''] = process.argv.slice(2);
if (outDir === undefined) throw new Error('where should the pictures go?');
mkdirSync(outDir, { recursive: true });

const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags] });
let problems = 0;
for (const scene of scenes().filter(({ name }) => name.includes(part))) {
  for (const problem of await shoot(browser, scene, outDir)) {
    problems += 1;
    console.log(`${scene.name}: ${problem}`);
  }
}
await browser.close();
console.log(problems === 0 ? 'nothing to object to' : `${problems} objections`);
process.exitCode = problems === 0 ? 0 : 1;

/** One picture; answers the objections. */
async function shoot(on: Browser, scene: Scene, directory: string): Promise<readonly string[]> {
  const demo = await startDemo(scene.options);
  const context = await on.newContext({ viewport: scene.size, reducedMotion: 'reduce', ...(scene.forcedColors === true ? { forcedColors: 'active' } : {}) });
  const page = await context.newPage();
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
    await page.screenshot({ path: join(directory, `${scene.name}.png`) });
    return [...said, ...(await sideways(page)), ...(await axe(page))];
  } catch (error) {
    await page.screenshot({ path: join(directory, `${scene.name}.png`) });
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
  const { readFileSync } = await import('node:fs');
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  await session.send('Runtime.evaluate', { expression: readFileSync(axePath, 'utf8'), contextId: executionContextId });
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'axe.run({ resultTypes: ["violations"] }).then((results) => JSON.stringify({ violations: results.violations }))',
    contextId: executionContextId, awaitPromise: true, returnByValue: true,
  });
  const { violations } = JSON.parse(String(result.value)) as AxeResults; // axe's own documented shape
  return violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).slice(0, 3).join(' | ')} ${nodes[0]?.failureSummary?.slice(0, 200) ?? ''}`);
}
