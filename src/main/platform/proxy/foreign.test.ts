import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProxyControl } from '../../services/deps.ts';
import { buildRestorer, plan, startBench, type Bench } from './testing/bench.ts';

const root = 'org.gnome.system.proxy';
const ok = { ok: true, value: null };
const restored = { ok: true, value: { restored: true } };
let bench: Bench;
beforeAll(() => void buildRestorer());
let control: ProxyControl;

beforeEach(async () => {
  bench = await startBench('gnome');
  set('', 'mode', 'auto');
  set('.http', 'host', 'proxy.corp');
  set('.http', 'port', '3128');
  control = await bench.control(buildRestorer());
});
afterEach(async () => {
  await control.restore();
  bench.close();
});

function set(schema: string, key: string, value: string): void {
  bench.desktop.gsettings('set', `${root}${schema}`, key, value);
}
function dump(): string {
  return bench.desktop.dump();
}

describe('somebody changes settings while Byway is on', () => {
  it('the exception list: theirs stays, all else returns', async () => {
    const before = dump();
    expect(await control.enable(plan)).toEqual(ok);
    set('', 'ignore-hosts', "['mine']");
    expect(await control.inEffect()).toBe(false);
    expect(await control.restore()).toEqual(restored);
    expect(dump()).toBe(before.replace("[/]\n", "[/]\nignore-hosts=['mine']\n"));
  });

  it('mode none: stays off, the addresses return', async () => {
    const before = dump();
    expect(await control.enable(plan)).toEqual(ok);
    set('', 'mode', 'none');
    expect(await control.restore()).toEqual(restored);
    expect(dump()).toBe(before.replace("mode='auto'", "mode='none'"));
  });

  it('another client takes every address on this computer: all of it stays', async () => {
    expect(await control.enable(plan)).toEqual(ok);
    for (const name of ['http', 'https', 'socks']) set(`.${name}`, 'port', '7890');
    expect(await control.restore()).toEqual(restored);
    expect(dump()).toContain("mode='manual'");
    expect(dump().match(/host='127.0.0.1'\nport=7890/g)).toHaveLength(3);
    expect(dump()).not.toContain(String(plan.port));
  });

  it('takes effect again and survives a second change-over: the earlier values are still known', async () => {
    const before = dump();
    expect(await control.enable(plan)).toEqual(ok);
    set('.http', 'host', 'other');
    expect(await control.enable({ ...plan, port: 41_003 })).toEqual(ok);
    expect(bench.desktop.gsettings('get', `${root}.http`, 'port')).toBe('41003');
    expect(await control.enable({ ...plan, port: 41_004, bypass: [] })).toEqual(ok);
    expect(await control.inEffect()).toBe(true);
    expect(await control.restore()).toEqual(restored);
    expect(dump()).toBe(before.replace('proxy.corp', 'other'));
  });
});

describe('a before that is Byway itself', () => {
  it('is never saved, even when the journal was lost', async () => {
    expect(await control.enable(plan)).toEqual(ok);
    rmSync(join(bench.dataDir, 'proxy-journal.json'));
    const next = await bench.control(buildRestorer());
    expect(await next.enable(plan)).toEqual(ok);
    expect(await next.restore()).toEqual(restored);
    expect(dump()).not.toContain(String(plan.port));
    expect(bench.desktop.gsettings('get', root, 'mode')).toBe("'none'");
  });

  it('loses nothing when the journal is deleted or damaged under the running app', async () => {
    const before = dump();
    expect(await control.enable(plan)).toEqual(ok);
    rmSync(join(bench.dataDir, 'proxy-journal.json'));
    expect(await control.restore()).toEqual(restored);
    expect(dump()).toBe(before);
  });
});

describe('several at once', () => {
  it('five apps enable together: one owns the settings, the others say busy, nothing is lost', async () => {
    const before = dump();
    const child = fileURLToPath(new URL('./testing/proxy-child.ts', import.meta.url));
    const apps = Array.from({ length: 5 }, (_, index) =>
      spawn(process.execPath, [child, bench.dataDir, buildRestorer(), 'enable', 'stay'], {
        env: { ...bench.desktop.env, BYWAY_TEST_PORT: String(41_010 + index) },
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
    const answers = await Promise.all(apps.map((app) => new Promise<string>((resolve) => app.stdout.once('data', (data: Buffer) => resolve(String(data))))));
    expect(answers.filter((answer) => answer.includes('"ok":true'))).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes('"busy"'))).toHaveLength(4);
    const owner = answers.findIndex((answer) => answer.includes('"ok":true'));
    expect(bench.desktop.gsettings('get', `${root}.http`, 'port')).toBe(String(41_010 + owner));
    for (const app of apps) app.kill('SIGKILL');
    await expect.poll(() => bench.files(), { timeout: 8_000 }).toEqual(['proxy-restored.json']);
    expect(dump()).toBe(before);
  });

  it('enable and restore asked for at the same moment run one after the other', async () => {
    const before = dump();
    const answers = await Promise.all([control.enable(plan), control.restore(), control.enable(plan), control.restore()]);
    expect(answers).toEqual([ok, restored, ok, restored]);
    expect(dump()).toBe(before);
  });
});

describe('kioslaverc changed by others', () => {
  it('another group was edited: that edit stays, our lines go', async () => {
    bench.close();
    bench = await startBench('kde');
    const file = join(bench.desktop.home, '.config', 'kioslaverc');
    bench.desktop.writeKioslaverc('[Proxy Settings]\nProxyType=0\n\n[Other]\nx=1\n');
    control = await bench.control(buildRestorer());
    expect(await control.enable(plan)).toEqual(ok);
    bench.desktop.writeKioslaverc(`${readFileSync(file, 'utf8')}y=2\n`);
    expect(await control.restore()).toEqual(restored);
    expect(readFileSync(file, 'utf8')).toBe('[Proxy Settings]\nProxyType=0\n\n[Other]\nx=1\ny=2\n');
  });

  it('deleted while on: written again as off, because Chromium still uses the dead port', async () => {
    bench.close();
    bench = await startBench('kde');
    const file = join(bench.desktop.home, '.config', 'kioslaverc');
    control = await bench.control(buildRestorer());
    expect(await control.enable(plan)).toEqual(ok);
    rmSync(file);
    expect(await control.restore()).toEqual(restored);
    expect(readFileSync(file, 'utf8')).toBe('[Proxy Settings]\nProxyType=0\n');
  });
});
