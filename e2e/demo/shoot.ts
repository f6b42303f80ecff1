/**
 * `node e2e/demo/shoot.ts OUT_DIR [PART]`: pictures of every screen and state, light and dark, in four languages, wide
 * and narrow; prints what the policy or the accessibility rules object to. Ends with 1 when there was anything. With
 * PART only the pictures whose name contains it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../chromium.ts';
import { inspect } from './inspect.ts';
import { scenes } from './scenes.ts';

const [outDir, part = ''] = process.argv.slice(2);
if (outDir === undefined) throw new Error('where should the pictures go?');
mkdirSync(outDir, { recursive: true });

const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags] });
let problems = 0;
for (const scene of scenes().filter(({ name }) => name.includes(part))) {
  const path = join(outDir, `${scene.name}.png`);
  for (const problem of await inspect(browser, scene, (page) => page.screenshot({ path }))) {
    problems += 1;
    console.log(`${scene.name}: ${problem}`);
  }
}
await browser.close();
console.log(problems === 0 ? 'nothing to object to' : `${problems} objections`);
process.exitCode = problems === 0 ? 0 : 1;
