/** How long a paste takes until its rows stand in a real window, and what 50,000 servers do to it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchApp } from '../host.ts';
import { clashFile } from './clash-file.ts';
import { mixedLinks } from './mixed-links.ts';

const many = 50_000;

/** Prints the figures of the window; starts and ends `byway serve` and Chromium by itself. */
export async function measureWindow(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'byway-bench-'));
  const env = { ...process.env, LANG: 'en_US.UTF-8' };
  const app = await launchApp({ host: 'headless', dataDir, env });
  console.log(`window: ${cpus().length} processors, ${loadavg()[0]?.toFixed(1)} programs want one; on a busy machine the app's own processor time says more`);
  const links = mixedLinks(10_000).join('\n');
  for (const round of ['first', 'again', 'again']) console.log(`window, 10,000 links to rows, ${round}: ${await rowsAfter(app.page, links)} ms`);
  const clash = clashFile(10_000);
  console.log(`window, Clash file of ${(clash.length / 1_048_576).toFixed(1)} Mi to rows: ${await rowsAfter(app.page, clash)} ms`);
  console.log(`window, ${many.toLocaleString('en')} links to rows: ${await rowsAfter(app.page, plainLinks(many), false)} ms`);
  const before = processorMs(app.pid);
  const added = await addAndWatch(app.page);
  console.log(`window, ${many.toLocaleString('en')} added and stored: ${added.ms} ms (processor of the app ${processorMs(app.pid) - before} ms), longest time between two frames ${added.gapMs} ms`);
  await app.stop();
  const started = performance.now();
  const again = await launchApp({ host: 'headless', dataDir, env });
  await again.page.getByRole('navigation').getByText('50,000').waitFor();
  const loaded = await again.page.evaluate(() => Math.round(performance.now()));
  console.log(`app with ${many.toLocaleString('en')} stored: started and shown in ${Math.round(performance.now() - started)} ms, of these ${loaded} ms in the page (processor of the app ${processorMs(again.pid)} ms)`);
  await again.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** User and system time of a process so far; Linux counts it in hundredths of a second. */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Links of one kind, all different. */
function plainLinks(count: number): string {
  return Array.from({ length: count }, (_, index) => `trojan://password-${index}@10.${index >> 16}.${(index >> 8) & 255}.${index & 255}:443?sni=s${index}.example#Server%20${index}`).join('\n');
}

/** Milliseconds from the paste to the first painted row. */
async function rowsAfter(page: Page, text: string, leaves = true): Promise<number> {
  const ms = await page.evaluate(async (pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const started = performance.now();
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    while (document.querySelector('[role=dialog] li[data-index]') === null) await new Promise(requestAnimationFrame);
    return Math.round(performance.now() - started);
  }, text);
  if (!leaves) return ms;
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return ms;
}

/** Presses *Only add* and watches the frames until the app says that it is done. */
async function addAndWatch(page: Page): Promise<{ readonly ms: number; readonly gapMs: number }> {
  const watching = page.evaluate(async () => {
    const add = [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] footer button')].at(-2);
    const started = performance.now();
    let last = started;
    let gap = 0;
    add?.click();
    while (!(document.querySelector('main')?.textContent ?? '').includes('servers added.')) {
      const now = await new Promise<number>(requestAnimationFrame);
      gap = Math.max(gap, now - last);
      last = now;
    }
    for (let frames = 0; frames < 20; frames += 1) {
      const now = await new Promise<number>(requestAnimationFrame);
      gap = Math.max(gap, now - last);
      last = now;
    }
    return { ms: Math.round(last - started), gapMs: Math.round(gap) };
  });
  return watching;
}
