/** Commands that stay: what they print, what ends them, and that they end with everything put back. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from './project.ts';
import { byway, isRunning, start, startByway, type Running } from './program.ts';
import { openCaller } from './served.ts';

const work = mkdtempSync(join(tmpdir(), 'byway-foreground-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(work, 'data-'));
});

const deadLink = 'ss://YWVzLTI1Ni1nY206cGFzcw@127.0.0.1:9#Dead';
/** No desktop session and no proxy: these tests change nothing of the computer. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/proxy|^DBUS_|^DISPLAY$|^WAYLAND|^XDG_/i.test(name)));
const on = '"state":"on"';

function practice(...words: readonly string[]): Running {
  return startByway(['practice', '--json', '--data-dir', dataDir, ...words], { env });
}

/** State names in order. */
function states(out: string): readonly string[] {
  return out.split('\n').flatMap((line) => /"state":"([a-z]+)"/.exec(line)?.[1] ?? []);
}

describe('practice', () => {
  it('prints states as they happen and where to enter, and ends with off', async () => {
    const run = practice();
    const listening = JSON.parse(await run.line('"listening"')) as Readonly<Record<string, string>>;
    expect(listening['socks']).toMatch(/^socks5h:\/\/[\w-]+:[\w-]+@127\.0\.0\.1:\d+$/);
    expect(listening['http']).toBe(listening['socks']?.replace('socks5h', 'http'));
    run.child.kill('SIGTERM');
    const { code, out, err } = await run.ended;
    expect([code, err]).toEqual([0, '']);
    expect(states(out)).toEqual(['starting', 'on', 'stopping', 'off']);
  });

  it.each(['SIGINT', 'SIGHUP'] as const)('ends in order at %s, also when it comes again and again', async (signal) => {
    const run = practice();
    await run.line(on);
    for (let times = 0; times < 5; times += 1) run.child.kill(signal);
    const { code, out } = await run.ended;
    expect([code, states(out).at(-1)]).toEqual([0, 'off']);
  });

  it('ends in order at a signal that comes before anything is open', async () => {
    const run = practice();
    await run.line('"starting"');
    run.child.kill('SIGTERM');
    const { code, out } = await run.ended;
    expect([code, states(out).at(-1)]).toEqual([0, 'off']);
  });

  it('ends in order when nobody reads its output any more', async () => {
    const run = practice();
    await run.line('"listening"');
    run.child.stdout?.destroy();
    // The death of its engine is something to print: then it finds the pipe closed.
    process.kill(Number(execFileSync('pgrep', ['-P', String(run.pid), 'byway-engine'])), 'SIGKILL');
    expect(await run.ended).toMatchObject({ code: 0 });
    expect((await byway(['status', '--json', '--data-dir', dataDir])).out).toContain('"running":false');
  });

  it('keeps the folder to itself for writers, who are told who has it; readers go on', async () => {
    const run = practice();
    await run.line(on);
    const refused = await byway(['add', deadLink, '--data-dir', dataDir]);
    expect(refused).toMatchObject({ code: 1, err: `byway: store-locked: Another Byway is using this data folder. (pid ${run.pid}, host cli)\n` });
    expect((await byway(['connect', '--data-dir', dataDir])).err).toContain('store-locked');
    expect(JSON.parse((await byway(['status', '--json', '--data-dir', dataDir])).out)).toMatchObject({ running: true, pid: run.pid, servers: 1 });
    for (const words of [['list'], ['show', 'Practice'], ['settings', 'get'], ['version'], ['help']]) expect((await byway([...words, '--data-dir', dataDir])).code).toBe(0);
    expect(isRunning(run.pid)).toBe(true);
    run.child.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
  });

  it('prints no password for people', async () => {
    const run = startByway(['practice', '--data-dir', dataDir], { env });
    expect(await run.line('listening')).toMatch(/^listening on 127\.0\.0\.1:\d+ \(/);
    run.child.kill('SIGTERM');
    expect((await run.ended).out.trim().split('\n').at(-1)).toBe('off');
  });
});

describe('connect', () => {
  it('that cannot reach its server prints the fault, then off, and ends with 1', async () => {
    await byway(['add', deadLink, '--data-dir', dataDir]);
    const { code, out, err } = await startByway(['connect', 'Dead', '--json', '--no-system-proxy', '--check', 'http://127.0.0.1:1/', '--data-dir', dataDir], { env }).ended;
    expect(code).toBe(1);
    expect(states(out).slice(-2)).toEqual(['failed', 'off']);
    expect(out).toMatch(/"state":"failed","fault":\{"code":"refused","message":"[^"]+"\}/);
    expect(err).toMatch(/^byway: refused: [^\n]+\n$/);
    expect((await byway(['settings', 'get', 'useSystemProxy', '--data-dir', dataDir])).out).toBe('useSystemProxy true\n');
  });
});

describe('serve', () => {
  it('prints its address once, serves the app, and ends with off', async () => {
    const run = startByway(['serve', '--json', '--data-dir', dataDir], { env });
    const { url } = JSON.parse(await run.line('"url"')) as { readonly url: string };
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    const caller = await openCaller(url);
    expect(await caller.call('state.get', {})).toMatchObject({ ok: true, value: { host: { kind: 'headless' }, connection: { kind: 'off' } } });
    run.child.kill('SIGTERM');
    const { code, out } = await run.ended;
    expect([code, states(out), out.split(url).length]).toEqual([0, ['off'], 2]);
    await expect(openCaller(url)).rejects.toThrow('ECONNREFUSED');
  });

  it('ends when the page asks for it', async () => {
    const run = startByway(['serve', '--json', '--data-dir', dataDir], { env });
    const { url } = JSON.parse(await run.line('"url"')) as { readonly url: string };
    const caller = await openCaller(url);
    expect(await caller.call('app.quit', {})).toEqual({ ok: true, value: null });
    expect((await run.ended).code).toBe(0);
  });

  it('says when its port is taken, and that there is no display', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo; // a listening TCP server has one
    expect(await startByway(['serve', '--port', String(port), '--data-dir', dataDir], { env }).ended).toMatchObject({ code: 1, err: expect.stringMatching(/^byway: port-busy: /) as string });
    await new Promise((resolve) => other.close(resolve));
    const run = startByway(['serve', '--port', String(port), '--data-dir', dataDir], { env: { ...env, LANG: 'en_US.UTF-8' } });
    await run.line(`http://127.0.0.1:${port}/#token=`);
    expect(await run.line('no display')).toBe('This session has no display, so there is no window.');
    run.child.kill('SIGHUP');
    expect((await run.ended).code).toBe(0);
  });
});

describe('through npm', () => {
  /** The system's own Node, which may be too old for the app, and the one that runs this test. */
  const nodes = ['/usr/bin', dirname(process.execPath)].filter((folder) => existsSync(join(folder, 'node')));
  const npm = (words: readonly string[], node = nodes[0]) => start('npm', ['run', '--silent', 'byway', '--', ...words], { env: { ...env, PATH: `${node}:${process.env['PATH'] ?? ''}` } });

  it.each(['SIGTERM', 'SIGINT'] as const)('%s reaches the app, and its exit code comes back', async (signal) => {
    const run = npm(['practice', '--json', '--data-dir', dataDir]);
    await run.line('"listening"');
    run.child.kill(signal);
    const { code, out } = await run.ended;
    expect([code, states(out).at(-1)]).toEqual([0, 'off']);
  });

  it.each(['SIGHUP', 'SIGKILL'] as const)('%s ends npm itself; the app ends in order after it', async (signal) => {
    const run = npm(['practice', '--json', '--data-dir', dataDir]);
    await run.line('"listening"');
    run.child.kill(signal);
    const { code, out } = await run.ended; // waits for the pipe's last holder: the app
    expect([code, states(out).at(-1)]).toEqual([signal, 'off']);
  });

  it('brings every exit code back, from an old Node and a recent one', async () => {
    for (const node of nodes) {
      expect((await npm(['version'], node).ended).code).toBe(0);
      expect((await npm(['show', 'X', '--data-dir', dataDir], node).ended).code).toBe(1);
      expect((await npm(['dance'], node).ended).code).toBe(2);
      expect((await npm(['add', 'vless://x', '--data-dir', dataDir], node).ended).code).toBe(3);
    }
  });

  it('takes file names from where the person stands', async () => {
    const run = start('npm', ['--prefix', projectRoot, 'run', '--silent', 'byway', '--', 'status', '--json', '--data-dir', './here'], { env, cwd: work });
    expect(JSON.parse((await run.ended).out)).toMatchObject({ dataDir: join(work, 'here') });
  });
});
