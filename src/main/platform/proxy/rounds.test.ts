import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildRestorer, plan, startBench, type Bench } from './testing/bench.ts';

const rounds = 20;
const root = 'org.gnome.system.proxy';
let bench: Bench;
beforeAll(() => void buildRestorer());
const file = (): string => join(bench.desktop.home, '.config', 'kioslaverc');

/** Switches on and off many times; each time the stores must read as before, byte for byte. */
async function goRound(expectOn: () => void, environment = bench.desktop.env): Promise<void> {
  const control = await bench.control(buildRestorer(), environment);
  const before = bench.desktop.dump();
  for (let round = 0; round < rounds; round += 1) {
    expect(await control.enable(plan)).toEqual({ ok: true, value: null });
    if (round === 0) {
      expectOn();
      expect(await control.inEffect()).toBe(true);
      expect(readdirSync(bench.autostart)).toHaveLength(1);
    }
    expect(await control.restore()).toEqual({ ok: true, value: { restored: true } });
    expect(bench.desktop.dump()).toBe(before);
  }
  expect(await control.inEffect()).toBe(false);
  expect(bench.files()).toEqual([]);
  expect(readdirSync(bench.autostart)).toEqual([]);
  expect(await control.restore()).toEqual({ ok: true, value: { restored: false } });
}

describe.each<{ name: string; settings: readonly (readonly string[])[] }>([
  { name: 'nothing set', settings: [] },
  { name: 'a manual proxy', settings: [['', 'mode', 'manual'], ['.http', 'host', 'proxy.corp'], ['.http', 'port', '3128'], ['.socks', 'host', ''], ['.ftp', 'port', '2121']] },
  { name: 'automatic configuration', settings: [['', 'mode', 'auto'], ['', 'autoconfig-url', 'http://wpad/proxy.pac']] },
  { name: 'odd characters', settings: [['', 'ignore-hosts', `['a"b', "it's", 'b\\\\c', 'пример.рф', '\\u200bx', 'a\\nb']`], ['.http', 'host', `"x'\\\\y z"`]] },
  { name: 'values set to what is the default anyway', settings: [['', 'mode', 'none'], ['', 'ignore-hosts', '@as []'], ['.https', 'port', '0']] },
])('gsettings with $name', ({ settings }) => {
  beforeEach(async () => {
    bench = await startBench('gnome');
    for (const [schema, key, value] of settings) bench.desktop.gsettings('set', `${root}${schema}`, key ?? '', value ?? '');
  });
  afterEach(() => bench.close());

  it('is as before after every round', () => goRound(() => {
    expect(bench.desktop.gsettings('get', root, 'mode')).toBe("'manual'");
    expect(bench.desktop.gsettings('get', `${root}.socks`, 'port')).toBe(String(plan.port));
  }));
});

describe('kioslaverc on a computer without GNOME schemas', () => {
  beforeEach(async () => {
    bench = await startBench('kde');
  });
  afterEach(() => bench.close());

  it.each([
    ['with proxy off', '[Proxy Settings]\nProxyType=0\n'],
    ['with a manual proxy', '[Other]\nx=1\n\n[Proxy Settings]\n# mine\nhttpProxy = http://proxy.corp 3128\nProxyType=1\nNoProxyFor[$e]=$HOSTS\nReversedException=true\n'],
    ['with automatic configuration and no line end', '[Proxy Settings]\nProxy Config Script=http://wpad/p.pac\nProxyType=2'],
    ['empty', ''],
    ['without the mode', '[Proxy Settings]\nhttpProxy=\n\n[$Version]\nupdate_info=x\n'],
  ])('%s is as before after every round', async (_, text) => {
    bench.desktop.writeKioslaverc(text);
    await goRound(() => expect(readFileSync(file(), 'utf8')).toContain(`httpProxy=http://127.0.0.1 ${plan.port}\n`), { ...bench.desktop.env, XDG_DATA_DIRS: '/nonexistent' });
  });

  it('keeps bytes that are no text, its mode and a link to it', async () => {
    const real = join(bench.desktop.home, 'dotfiles-kioslaverc');
    writeFileSync(real, Buffer.from([0x5b, 0x41, 0x5d, 0x0a, 0xff, 0x00, 0x80, 0x0d, 0x0a]));
    chmodSync(real, 0o640);
    const before = readFileSync(real);
    bench.desktop.writeKioslaverc('');
    const control = await bench.control(buildRestorer());
    rmSync(file());
    symlinkSync(real, file());
    expect((await control.enable(plan)).ok).toBe(true);
    expect(readFileSync(real).equals(before)).toBe(false);
    expect((await control.restore()).ok).toBe(true);
    expect(readFileSync(real).equals(before)).toBe(true);
    expect(statSync(real).mode & 0o777).toBe(0o640);
  });

  it('says "no proxy" where there was no file, because Chromium does not notice a deletion', async () => {
    rmSync(file());
    const control = await bench.control(buildRestorer());
    expect((await control.enable(plan)).ok).toBe(true);
    expect((await control.restore()).ok).toBe(true);
    expect(readFileSync(file(), 'utf8')).toBe('[Proxy Settings]\nProxyType=0\n');
  });

  it('is left out elsewhere when it does not exist', async () => {
    bench.close();
    bench = await startBench('gnome');
    const control = await bench.control(buildRestorer());
    expect((await control.enable(plan)).ok).toBe(true);
    expect(existsSync(file())).toBe(false);
    expect((await control.restore()).ok).toBe(true);
  });
});
