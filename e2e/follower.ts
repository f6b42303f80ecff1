/** A second browser, as a person would have it: it follows the desktop's proxy settings and knows nothing of Byway. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './chromium.ts';
import type { Desktop } from './desktop.ts';

export interface Follower {
  /** The browser's name. */
  readonly name: string;
  /** Opens the address afresh and answers the page's text, or the browser's error. */
  read(url: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts Chromium in the desktop session, driven over CDP (which the proxy settings do not touch). `within`: words before the program. */
export async function startFollower(desktop: Desktop, within: readonly string[] = []): Promise<Follower & { readonly page: Page }> {
  const profile = mkdtempSync(join(tmpdir(), 'byway-follower-'));
  const [program, ...flags] = [...within, chromiumPath(), '--headless=new', ...chromiumFlags, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const child = spawn(program, flags, { env: desktop.env, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const endpoint = await debuggerAddress(child.stderr);
  const browser = await chromium.connectOverCDP(endpoint);
  const context = browser.contexts()[0] ?? (await browser.newContext());
  const page = context.pages()[0] ?? (await context.newPage());
  let visit = 0;
  return {
    name: 'Chromium',
    page,
    read: async (url) => {
      visit += 1;
      try {
        await page.goto(`${url}?visit=${visit}`, { timeout: 10_000 });
        return await page.locator('body').innerText();
      } catch (error) {
        return String(error);
      }
    },
    close: async () => {
      await browser.close().catch(() => undefined); // it may have been ended already
      if (child.pid !== undefined) killGroup(child.pid);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function debuggerAddress(stderr: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stderr.on('data', (data: Buffer) => {
      text += data.toString();
      const found = /ws:\/\/\S+/.exec(text);
      if (found !== null) resolve(found[0]);
    });
    stderr.on('end', () => reject(new Error(`the browser ended: ${text.slice(-400)}`)));
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // already gone
  }
}
