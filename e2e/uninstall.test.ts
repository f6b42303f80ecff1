/** Removing the package while the settings are Byway's: they come back, whoever is logged in, and nothing runs on. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildDebianPackage, install, type DebianPackage, type Installed } from './installed-package.ts';

const data = '/home/byway-guest/.local/share/byway';
let built: DebianPackage;
let here: Installed;
let before = '';

/** Resolves when the program has said that the connection is on. */
async function isOn(byway: ChildProcess): Promise<void> {
  if (byway.stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: byway.stdout })) if (line.includes('"state":"on"')) return;
  throw new Error('it ended before it was on');
}

async function practise(): Promise<ChildProcess> {
  const byway = here.startByway('practice');
  await isOn(byway);
  expect(here.inSession('gsettings', 'get', 'org.gnome.system.proxy.http', 'host')).toBe("'127.0.0.1'\n");
  return byway;
}

/** App, guard and engine die at one moment: a power cut, as far as the settings are concerned. */
async function killEverything(byway: ChildProcess): Promise<void> {
  const ended = once(byway, 'exit');
  here.inSession('pkill', '-KILL', '-f', '^/opt/Byway/');
  await ended;
  expect(here.running()).toBe('');
}

// Another person's session takes root to make; where tests do not run as root they cannot have one.
describe.runIf(process.getuid?.() === 0 && process.platform === 'linux')('removing the Debian package', () => {
  beforeAll(async () => void (built = await buildDebianPackage()));
  afterAll(() => built.remove());
  beforeEach(async () => {
    here = await install(built);
    here.inSession('gsettings', 'set', 'org.gnome.system.proxy', 'autoconfig-url', 'http://pac.corp/ä?a=b');
    here.inSession('gsettings', 'set', 'org.gnome.system.proxy', 'ignore-hosts', "['intranet', '*.corp']");
    here.inSession('gsettings', 'set', 'org.gnome.system.proxy', 'mode', 'auto');
    before = here.dump();
  });
  afterEach(() => here.close());

  it('ends a running app in order and puts the settings back', async () => {
    const byway = await practise();
    const ended = once(byway, 'exit');
    here.beforeRemove('remove');
    expect(await ended).toEqual([0, null]);
    expect(here.running()).toBe('');
    expect(here.dump()).toBe(before);
    expect(here.inSession('sh', '-c', `ls ${data} | grep -c proxy- || true`)).toBe('0\n');
  });

  it('puts the settings back for whoever is logged in after everything died', async () => {
    await killEverything(await practise());
    expect(here.dump()).not.toBe(before);
    expect(here.beforeRemove('remove')).toContain('proxy settings of byway-guest: restored');
    expect(here.dump()).toBe(before);
    expect(here.inSession('sh', '-c', 'ls .config/autostart 2>/dev/null | wc -l')).toBe('0\n');
  });

  it('leaves a restorer that works at the next login without the package', async () => {
    await killEverything(await practise());
    here.logOff();
    expect(here.beforeRemove('remove')).toContain('proxy settings of byway-guest: left for the next login');
    here.removeFiles();
    await here.logOn();
    expect(here.dump()).not.toBe(before);
    here.inSession('sh', '-c', 'gio launch "$HOME"/.config/autostart/byway-restore-*.desktop');
    await expect.poll(() => here.dump(), { timeout: 10_000 }).toBe(before);
    await expect.poll(() => here.inSession('sh', '-c', `ls "$HOME"/.config/autostart; ls ${data} | grep restore || true`)).toBe('proxy-restored.json\n');
  });

  it('changes nothing for an update', async () => {
    const byway = await practise();
    const during = here.dump();
    expect(here.beforeRemove('upgrade')).toBe('');
    expect(here.dump()).toBe(during);
    here.inSession('pkill', '-TERM', '-f', '^/opt/Byway/byway ');
    await once(byway, 'exit');
    expect(here.dump()).toBe(before);
  });

  it('has nothing to say to people without Byway', () => expect(here.beforeRemove('remove')).toBe(''));
});
