import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import entries from '../../../../engine/golden/login-entry.json' with { type: 'json' };
import { autostartFile, quoteCommand } from './autostart.ts';
import { decodeJournal, encodeJournal, type Journal } from './journal.ts';
import { pickStores } from './pick.ts';
import { buildIdleGuard, buildRestorer, plan, startBench, type Bench } from './testing/bench.ts';

const root = 'org.gnome.system.proxy';
let bench: Bench;
beforeAll(() => void buildRestorer());
beforeEach(async () => {
  bench = await startBench('gnome');
  bench.desktop.gsettings('set', root, 'mode', 'auto');
});
afterEach(() => bench.close());

const journalFile = (): string => join(bench.dataDir, 'proxy-journal.json');

/** Enabling must fail with that code and leave no trace. */
async function expectRefusal(code: string, enginePath: string, extra: NodeJS.ProcessEnv = {}): Promise<void> {
  const before = bench.desktop.dump();
  const control = await bench.control(enginePath, { ...bench.desktop.env, ...extra });
  expect(await control.enable(plan)).toMatchObject({ ok: false, fault: { code } });
  expect(bench.desktop.dump()).toBe(before);
  expect(bench.files()).toEqual([]);
  expect(existsSync(bench.autostart) ? readdirSync(bench.autostart) : []).toEqual([]);
  expect(await control.inEffect()).toBe(false);
}

describe('enabling fails, and nothing stays changed, when', () => {
  it('the settings live in memory only', () => expectRefusal('proxy-not-applied', buildRestorer(), { GSETTINGS_BACKEND: 'memory' }));

  it('there is no session bus', () => expectRefusal('proxy-not-applied', buildRestorer(), { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' }));

  it('the settings cannot be stored', async () => {
    bench.close();
    bench = await startBench('gnome');
    writeFileSync(join(bench.desktop.home, '.config', 'dconf'), 'in the way of the folder');
    await expectRefusal('proxy-not-applied', buildRestorer());
  });

  it('kioslaverc cannot be written, after gsettings was', async () => {
    const readable = '/proc/sys/kernel/ostype'; // in a folder where not even root can make files
    symlinkSync(readable, join(bench.desktop.home, '.config', 'kioslaverc'));
    await expectRefusal('proxy-not-applied', buildRestorer());
  });

  it('the disk is full', () => {
    const before = bench.desktop.dump();
    const child = fileURLToPath(new URL('./testing/proxy-child.ts', import.meta.url));
    const script = 'mount -t tmpfs -o size=16k none "$1" && { head -c 32768 /dev/zero >"$1/fill"; exec "$2" "$3" "$1" "$4" enable; } 2>/dev/null';
    const full = ['-rm', 'sh', '-c', script, 'sh', bench.dataDir, process.execPath, child, buildIdleGuard()];
    expect(execFileSync('unshare', full, { env: bench.desktop.env, encoding: 'utf8' })).toContain('"code":"store-full"');
    expect(bench.desktop.dump()).toBe(before);
  });

  it.each([
    ['full', 'mount -t tmpfs -o size=64k none "$HOME/.config" && head -c 131072 /dev/zero >"$HOME/.config/fill"; cd "$HOME/.config"'],
    ['read-only', 'mount -t tmpfs -o ro none "$HOME/.config" && cd "$HOME/.config"'],
  ])('the disk of the settings is %s, while Byway’s own is not', (_, mount) => {
    const child = fileURLToPath(new URL('./testing/proxy-child.ts', import.meta.url));
    const { DBUS_SESSION_BUS_ADDRESS: _bus, ...env } = bench.desktop.env;
    const script = `{ ${mount}; } 2>/dev/null; exec dbus-run-session -- "$1" "$2" "$3" "$4" enable recover`;
    const answers = execFileSync('unshare', ['-rm', 'sh', '-c', script, 'sh', process.execPath, child, bench.dataDir, buildIdleGuard()], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(answers.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toMatchObject([{ ok: false, fault: { code: 'proxy-not-applied' } }, { ok: true }]);
    expect(bench.files()).toEqual([]);
  });

  it('the guard program is missing', () => expectRefusal('engine-missing', '/nonexistent/byway-engine'));

  it('the data folder is gone', async () => {
    const control = await bench.control(buildRestorer());
    const before = bench.desktop.dump();
    rmSync(bench.dataDir, { recursive: true });
    expect(await control.enable(plan)).toMatchObject({ ok: false, fault: { code: 'store-read-only' } });
    expect(bench.desktop.dump()).toBe(before);
  });

  it('no store is known', async () => {
    const empty = join(bench.desktop.home, 'no-programs');
    mkdirSync(empty);
    await expectRefusal('proxy-unsupported', buildRestorer(), { PATH: empty });
    expect(await pickStores({ platform: 'freebsd', environment: bench.desktop.env, home: bench.desktop.home })).toMatchObject({ isSupported: false });
  });

  it('KDE settings are locked in the file or by the administrator', async () => {
    const folder = join(bench.desktop.home, 'xdg');
    mkdirSync(folder);
    writeFileSync(join(folder, 'kioslaverc'), '[Proxy Settings][$i]\nProxyType=2\n');
    await expectRefusal('proxy-locked', buildRestorer(), { XDG_CURRENT_DESKTOP: 'KDE', XDG_CONFIG_DIRS: folder });
    bench.desktop.writeKioslaverc('[Proxy Settings]\nProxyType[$i]=0\n');
    await expectRefusal('proxy-locked', buildRestorer());
  });
});

describe('an administrator', () => {
  /** A system database below the person's own, with one default and, if asked, one lock. */
  function administer(locks: string): NodeJS.ProcessEnv {
    const folder = join(bench.desktop.home, 'db.d');
    mkdirSync(join(folder, 'locks'), { recursive: true });
    writeFileSync(join(folder, '00'), "[system/proxy/http]\nhost='standard.corp'\nport=8080\n");
    writeFileSync(join(folder, 'locks', '00'), locks);
    execFileSync('dconf', ['compile', join(bench.desktop.home, 'system.db'), folder]);
    const profile = join(bench.desktop.home, 'profile');
    writeFileSync(profile, `user-db:user\nfile-db:${join(bench.desktop.home, 'system.db')}\n`);
    return { DCONF_PROFILE: profile };
  }

  it('locks a key: refused before anything is changed', () => expectRefusal('proxy-locked', buildRestorer(), administer('/system/proxy/http/port\n')));

  it('locks a key, and dconf is not installed: refused as well', () =>
    expectRefusal('proxy-locked', buildRestorer(), { ...administer('/system/proxy/http/port\n'), PATH: onlyGsettings() }));

  it('sets a default: it comes back by resetting, the person still has no value of their own', async () => {
    const environment = { ...bench.desktop.env, ...administer('') };
    const control = await bench.control(buildRestorer(), environment);
    const before = bench.desktop.dump(); // without the system database: the person's own values
    expect(await control.enable(plan)).toEqual({ ok: true, value: null });
    expect(await control.restore()).toEqual({ ok: true, value: { restored: true } });
    expect(bench.desktop.dump()).toBe(before);
    expect(execFileSync('gsettings', ['get', `${root}.http`, 'host'], { env: environment, encoding: 'utf8' })).toBe("'standard.corp'\n");
  });
});

describe('restoring', () => {
  it('works without the dconf program', async () => {
    const before = bench.desktop.dump();
    const control = await bench.control(buildRestorer(), { ...bench.desktop.env, PATH: onlyGsettings() });
    expect(await control.enable(plan)).toEqual({ ok: true, value: null });
    expect(await control.restore()).toEqual({ ok: true, value: { restored: true } });
    expect(bench.desktop.dump()).toBe(before);
  });

  it('without a bus fails, keeps the journal, and succeeds at the next start', async () => {
    const before = bench.desktop.dump();
    expect(await (await bench.control(buildIdleGuard())).enable(plan)).toEqual({ ok: true, value: null });
    endOwner();
    const noBus = await bench.control(buildIdleGuard(), { ...bench.desktop.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' });
    expect(await noBus.recover()).toMatchObject({ ok: false, fault: { code: 'proxy-not-restored' } });
    expect(bench.files()).toEqual(['proxy-journal.json']);
    const next = await bench.control(buildIdleGuard());
    expect(await next.recover()).toEqual({ ok: true, value: { restored: true } });
    expect(bench.desktop.dump()).toBe(before);
  });

  it('sets a damaged journal aside and carries out nothing of it', async () => {
    expect(await (await bench.control(buildIdleGuard())).enable(plan)).toEqual({ ok: true, value: null });
    const good = readFileSync(journalFile());
    const on = bench.desktop.dump();
    for (let index = 0; index < good.length; index += Math.ceil(good.length / 20)) {
      const bad = Buffer.from(good);
      bad[index] = (bad[index] ?? 0) ^ 0x04;
      writeFileSync(journalFile(), index % 2 === 0 ? bad : good.subarray(0, index));
      const next = await bench.control(buildIdleGuard());
      expect(await next.recover()).toMatchObject({ ok: false, fault: { code: 'proxy-journal-damaged' } });
    }
    expect(bench.desktop.dump()).toBe(on);
    expect(bench.files().every((name) => name.startsWith('proxy-journal.damaged-'))).toBe(true);
  });

  it('tells the next start of a damaged journal that the login restorer found', async () => {
    writeFileSync(journalFile(), 'torn');
    const code = (() => {
      try {
        return execFileSync(buildRestorer(), ['restore-proxy', '--at-login', '--journal', journalFile()], { env: bench.desktop.env });
      } catch (error) {
        return error;
      }
    })();
    expect(code).toMatchObject({ status: 1 });
    const kept = bench.files().find((name) => name.startsWith('proxy-journal.damaged-'));
    const next = await bench.control(buildIdleGuard());
    expect(await next.recover()).toMatchObject({ ok: false, fault: { code: 'proxy-journal-damaged', detail: { keptAs: kept } } });
    expect(await next.recover()).toEqual({ ok: true, value: { restored: false } });
    writeFileSync(join(bench.dataDir, 'proxy-restored.json'), 'torn as well');
    expect(await next.recover()).toEqual({ ok: true, value: { restored: true } });
  });

  it('sets another user’s journal aside', async () => {
    expect(await (await bench.control(buildIdleGuard())).enable(plan)).toEqual({ ok: true, value: null });
    rewrite((journal) => ({ ...journal, boot: 'another', uid: journal.uid + 1 }));
    expect(await (await bench.control(buildIdleGuard())).recover()).toMatchObject({ ok: false, fault: { code: 'proxy-journal-damaged' } });
  });
});

describe('the login entry', () => {
  it('runs the restorer, whatever characters the paths hold', async () => {
    const before = bench.desktop.dump();
    expect(await (await bench.control(buildRestorer())).enable(plan)).toEqual({ ok: true, value: null });
    endOwner();
    const entry = autostartFile({ dataDir: bench.dataDir, environment: bench.desktop.env, home: bench.desktop.home });
    execFileSync('gio', ['launch', entry], { env: bench.desktop.env });
    await expect.poll(() => bench.files(), { timeout: 8_000 }).toEqual(['proxy-restored.json']);
    expect(await (await bench.control(buildRestorer())).recover()).toEqual({ ok: true, value: { restored: true } });
    expect(bench.desktop.dump()).toBe(before);
    expect(existsSync(entry)).toBe(false);
  });

  it.each(entries)('holds the Exec line $exec, as the engine writes it', ({ words, exec }) => expect(quoteCommand(words)).toBe(exec));
});

/** Makes the journal look as if its writer had died with another boot of the computer. */
function endOwner(): void {
  rewrite((journal) => ({ ...journal, boot: 'another' }));
}

function rewrite(edit: (journal: Journal) => Journal): void {
  const read = decodeJournal(readFileSync(journalFile(), 'utf8'));
  if (!read.ok) throw new Error('no journal');
  writeFileSync(journalFile(), encodeJournal(edit(read.value)));
}

function onlyGsettings(): string {
  const folder = join(bench.desktop.home, 'programs');
  mkdirSync(folder);
  symlinkSync('/usr/bin/gsettings', join(folder, 'gsettings'));
  return folder;
}
