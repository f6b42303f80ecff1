/**
 * Test 23 of the proofs: another user of the same computer. Nobody can be somebody else without being root; as an
 * ordinary user the spec still holds the modes that keep others out.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCli } from './cli.ts';
import { hasNetwork } from './network.ts';
import { startRunningApp, type RunningApp } from './running-app.ts';

const nobody = 65_534;
const canBeOther = process.getuid?.() === 0;

/** Runs a program as the other user; answers its exit code and what it printed. */
function asOther(program: string, ...words: readonly string[]): { readonly code: number; readonly said: string } {
  const done = spawnSync('setpriv', ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', program, ...words], { encoding: 'utf8', cwd: '/' });
  return { code: done.status ?? -1, said: done.stdout + done.stderr };
}

test.describe('23: another user of this computer', () => {
  test.describe.configure({ mode: 'serial' });
  let app: RunningApp;

  test.beforeAll(async () => {
    expect(hasNetwork()).toBe(true);
    app = await startRunningApp();
    await app.connect();
  });
  test.afterAll(() => app.stop());

  test('reads nothing of the data folder', () => {
    expect(statSync(app.dataDir).mode & 0o077).toBe(0);
    for (const name of readdirSync(app.dataDir)) {
      expect(lstatSync(join(app.dataDir, name)).mode & 0o077, name).toBe(0);
      if (canBeOther) expect(asOther('cat', join(app.dataDir, name)).said, name).toMatch(/Permission denied/);
    }
    if (canBeOther) expect(asOther('ls', app.dataDir).said).toMatch(/Permission denied/);
  });

  test('sees no secret in the command line or environment of any process of Byway', async () => {
    const local = await app.caller.call('connection.local', {});
    if (!local.ok || local.value === null) throw new Error('not connected');
    const secrets = [new URL(app.url).hash.replace('#token=', ''), local.value.password, app.link, 'exit password'];
    expect(app.pids().length).toBeGreaterThanOrEqual(3); // app, engine, guard
    for (const pid of app.pids()) {
      const visible = [readFileSync(`/proc/${pid}/cmdline`, 'utf8'), readFileSync(`/proc/${pid}/environ`, 'utf8')].join('\n');
      for (const secret of secrets) expect(visible.includes(secret), `process ${pid}`).toBe(false);
      if (canBeOther) for (const file of ['environ', 'maps', 'fd/0']) expect(asOther('cat', `/proc/${pid}/${file}`).code, `${pid}/${file}`).not.toBe(0);
    }
  });

  test('gets no further through the ports than a web page does', async () => {
    const local = await app.caller.call('connection.local', {});
    if (!local.ok || local.value === null) throw new Error('not connected');
    const curl = (...words: readonly string[]): string => (canBeOther ? asOther('curl', '-s', '--noproxy', '', ...words).said : execFileSync('curl', ['-s', '--noproxy', '', ...words], { encoding: 'utf8' }));
    expect(curl('-i', '-x', `http://127.0.0.1:${local.value.port}`, app.site.url)).toMatch(/^HTTP\/1\.1 407 /);
    const { host } = new URL(app.url);
    const upgrade = ['-H', 'Connection: Upgrade', '-H', 'Upgrade: websocket', '-H', 'Sec-WebSocket-Version: 13', '-H', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='];
    expect(curl('-i', '-m', '2', ...upgrade, '-H', 'Origin: http://evil.test', `http://${host}/wire`)).toMatch(/^HTTP\/1\.1 403 /);
    // With the right origin, which a program can claim, the wire still waits for the token and says nothing before it.
    expect(curl('-m', '2', ...upgrade, '-H', `Origin: http://${host}`, `http://${host}/wire`)).toBe('');
  });

  test('cannot put links in the way: none is followed, and what they point at stays', async () => {
    const folder = join(app.desktop.home, 'squatted');
    const victim = join(app.desktop.home, 'victim');
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(victim, 'mine\n');
    const names = ['profiles.json.tmp', 'settings.json.tmp', 'proxy-journal.json', 'proxy-journal.json.tmp', 'proxy-restored.json', 'profiles.last-good.json.tmp', 'key'];
    for (const name of names) symlinkSync(victim, join(folder, name));
    const added = await runCli(['add', app.link, '--data-dir', folder], app.desktop.env);
    const restored = await runCli(['restore', '--data-dir', folder], app.desktop.env);
    expect([added.code, restored.code].every((code) => code === 0 || code === 1)).toBe(true);
    expect(readFileSync(victim, 'utf8')).toBe('mine\n');
    for (const name of readdirSync(folder)) if (lstatSync(join(folder, name)).isSymbolicLink()) expect(readlinkSync(join(folder, name))).toBe(victim);
    rmSync(folder, { recursive: true });
  });
});
