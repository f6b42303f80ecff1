/**
 * Test 3 of the proofs, the engine: it dies before, in the middle of and after each answer it owes while Byway turns on
 * and off, alone or with the app. The earlier settings come back, and nothing that was started stays.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCli, startCli, type CliEvent } from './cli.ts';
import { startDesktop, type Desktop } from './desktop.ts';
import { writeFakeEngine } from './fake-engine-program.ts';
import { childrenOf, isAlive } from './processes.ts';
import { projectRoot } from './project.ts';

const steps = ['hello', 'apply', 'check', 'stop'] as const;
const ways = { 'before the answer': 'dieAt', 'in the middle of the answer': 'cutAt', 'after the answer': 'dieAfter' } as const;
const ends = { 'the app stops in order': 'SIGTERM', 'the app dies too': 'SIGKILL' } as const;

test.describe('3: the engine dies', () => {
  let desktop: Desktop;
  let folder: string;
  let before: string;

  test.beforeAll(async () => {
    desktop = await startDesktop('kde');
    desktop.gsettings('set', 'org.gnome.system.proxy', 'mode', 'auto');
    desktop.gsettings('set', 'org.gnome.system.proxy', 'autoconfig-url', 'http://pac.corp/a b?c=%20&d');
    desktop.writeKioslaverc('[Proxy Settings]\nProxyType=2\nProxy Config Script=http://pac.corp/\n');
    before = desktop.dump();
    folder = mkdtempSync(join(tmpdir(), 'byway-engine-'));
    expect((await runCli(['add', 'socks5://192.0.2.1:1080#S', '--data-dir', join(folder, 'data')], desktop.env)).code).toBe(0);
  });
  test.afterAll(() => {
    desktop.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the app says when it has gone as far as it can with such an engine. */
  function isSettled({ event, state }: CliEvent): boolean {
    return event === 'listening' || (event === 'state' && (state === 'recovering' || state === 'failed'));
  }

  for (const step of steps) {
    for (const [when, way] of Object.entries(ways)) {
      for (const [end, signal] of Object.entries(ends)) {
        test(`${when} to ${step}; ${end}`, async () => {
          const engine = join(folder, 'byway-engine');
          await writeFakeEngine(engine, { [way]: step }, join(projectRoot, 'engine', 'bin', 'byway-engine'));
          const run = startCli(['connect', '--json', '--data-dir', join(folder, 'data')], { ...desktop.env, BYWAY_ENGINE: engine });
          await run.heard(isSettled);
          const family = childrenOf(run.pid, '');
          run.process.kill(signal);
          await run.ended;
          await expect.poll(() => family.filter(isAlive)).toEqual([]);
          expect(desktop.dump()).toBe(before);
          expect(readdirSync(join(folder, 'data')).filter((name) => name.startsWith('proxy-journal'))).toEqual([]);
        });
      }
    }
  }
});
