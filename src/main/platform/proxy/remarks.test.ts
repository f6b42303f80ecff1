import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { environmentRemarks } from './remarks.ts';
import { buildIdleGuard, plan, startBench, type Bench } from './testing/bench.ts';

let bench: Bench | undefined;
afterEach(() => {
  bench?.close();
  bench = undefined;
});

it.each(['GNOME', 'ubuntu:GNOME', 'GNOME-Classic:GNOME', 'Budgie:GNOME', 'X-Cinnamon', 'Unity', 'Pantheon', 'COSMIC', 'Deepin', 'UKUI', 'KDE'])('%s: Chromium follows', (desktop) => {
  expect(environmentRemarks({ XDG_CURRENT_DESKTOP: desktop }, 20_002)).toEqual([]);
});

it.each([['MATE', 'MATE'], ['XFCE', 'XFCE'], ['LXQt', 'LXQt'], ['sway', 'sway'], ['Hyprland', 'Hyprland'], ['', '?'], ['<b>', '?']])('%s: it does not, and the port to start it with is told', (desktop, shown) => {
  expect(environmentRemarks({ XDG_CURRENT_DESKTOP: desktop }, 20_002)).toEqual([{ kind: 'desktop-does-not-follow', detail: { desktop: shown, port: 20_002 } }]);
});

it('names variables that win over the settings, never what is in them', () => {
  const environment = { XDG_CURRENT_DESKTOP: 'GNOME', HTTPS_PROXY: 'http://me:secret@a', http_proxy: 'x', all_proxy: '', no_proxy: 'y' };
  expect(environmentRemarks(environment, 1)).toEqual([{ kind: 'environment-proxy', detail: { names: 'HTTPS_PROXY, http_proxy' } }]);
});

it('says that earlier settings name a local program that does not answer', async () => {
  bench = await startBench('gnome');
  for (const [key, value] of [['host', '127.0.0.1'], ['port', '1']] as const) bench.desktop.gsettings('set', 'org.gnome.system.proxy.http', key, value);
  bench.desktop.gsettings('set', 'org.gnome.system.proxy', 'mode', 'manual');
  const control = await bench.control(buildIdleGuard());
  expect((await control.enable(plan)).ok).toBe(true);
  expect(await control.remarks()).toEqual([{ kind: 'earlier-proxy-dead', detail: { address: '127.0.0.1:1' } }]);
  expect((await control.restore()).ok).toBe(true);
  expect(execFileSync('gsettings', ['get', 'org.gnome.system.proxy.http', 'port'], { env: bench.desktop.env, encoding: 'utf8' })).toBe('1\n');
});

it.each([['missing', null], ['without the key', '[Proxy Settings]\nx=1\n']])('KDE’s file %s: a browser that runs already must be started again; the file comes back', async (_, text) => {
  bench = await startBench('kde');
  const file = join(bench.desktop.home, '.config', 'kioslaverc');
  if (text === null) rmSync(file);
  else bench.desktop.writeKioslaverc(text);
  const control = await bench.control(buildIdleGuard());
  expect(await control.remarks()).toEqual([]);
  expect((await control.enable(plan)).ok).toBe(true);
  expect(await control.remarks()).toEqual([{ kind: 'restart-browser' }]);
  expect((await control.restore()).ok).toBe(true);
  expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(text ?? '[Proxy Settings]\nProxyType=0\n');
});
