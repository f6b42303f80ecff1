/** What goes wrong around the whole program: each ends in its own fault and sentence, and nothing is lost. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCli, startCli, state } from './cli.ts';
import { writeFakeEngine } from './fake-engine-program.ts';
import type { Profile } from '../src/shared/profile.ts';
import { linkOf } from './peers/link.ts';
import { freePort } from './peers/places.ts';
import { startOrigin, startSilent, type Origin } from './peers/plain.ts';
import type { Peer } from './peers/peer.ts';
import { startPeer, type LinkedPeer } from './peers/start-peer.ts';
import { projectRoot } from './project.ts';

let origin: Origin;
let silent: Peer;
let server: LinkedPeer;
let dataDir: string;

test.beforeAll(async () => {
  [origin, silent, server] = await Promise.all([startOrigin(), startSilent(), startPeer('http')]);
});
test.afterAll(() => Promise.all([origin.stop(), silent.stop(), server.stop()]));
test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'byway-faults-'));
});
test.afterEach(() => rm(dataDir, { recursive: true, force: true }));

const inData = (...args: string[]): string[] => [...args, '--data-dir', dataDir];

/** Adds the link, connects, and answers the fault that ended it. */
async function faultOf(link: string, env: NodeJS.ProcessEnv = process.env): Promise<{ readonly code: string; readonly message: string } | undefined> {
  await runCli(inData('add', link), env);
  const run = startCli(inData('connect', '--json', '--no-system-proxy', '--check', `${origin.url}/204`), env);
  const failed = await run.heard(state('failed'));
  expect(await run.ended).toBe(1);
  expect(run.events.at(-1)).toEqual({ event: 'state', state: 'off' });
  expect(run.stderr().trim().split('\n')).toHaveLength(1);
  expect(run.stderr()).toContain(failed.fault?.code ?? 'no code');
  return failed.fault;
}

test.describe('a server that does not work', () => {
  const cases: readonly (readonly [name: string, link: () => Promise<string> | string, code: string])[] = [
    ['a wrong password', () => server.link.replace(/\/\/[^@]+@/, '//someone:wrong@'), 'auth-failed'],
    ['a dead port', async () => `http://user:pass@127.0.0.1:${await freePort()}#dead`, 'refused'],
    ['a silent port', () => `socks5://user:pass@127.0.0.1:${silent.port}#silent`, 'timeout'],
    ['a name that leads nowhere', () => 'trojan://secret@nowhere.invalid:443#nowhere', 'name-unresolved'],
  ];
  for (const [name, link, code] of cases) {
    test(`${name}: ${code}`, async () => {
      const fault = await faultOf(await link());
      expect(fault?.code).toBe(code);
      expect(fault?.message).toMatch(/\S{3}.*[.]$/);
    });
  }

  test('a certificate it does not trust: tls-failed', async () => {
    const trojan = await startPeer('trojan');
    try {
      const unpinned = Object.fromEntries(Object.entries(trojan.profile).filter(([key]) => key !== 'certificatePins' && key !== 'insecure'));
      expect((await faultOf(linkOf(unpinned as unknown as Profile)))?.code).toBe('tls-failed'); // the same profile with two optional members left out
    } finally {
      await trojan.stop();
    }
  });
});

test.describe('the engine', () => {
  test('is missing: engine-missing, and restore works without it', async () => {
    const env = { ...process.env, BYWAY_ENGINE: join(dataDir, 'gone', 'byway-engine') };
    expect((await faultOf(server.link, env))?.code).toBe('engine-missing');
    expect((await runCli(inData('restore'), env)).code).toBe(0);
  });

  test('is of another version: engine-version', async () => {
    const engine = join(dataDir, 'other', 'byway-engine');
    await writeFakeEngine(engine, { protocol: 99 });
    expect((await faultOf(server.link, { ...process.env, BYWAY_ENGINE: engine }))?.code).toBe('engine-version');
  });

  test('finds its port taken: another port is used', async () => {
    await runCli(inData('add', server.link));
    const first = startCli(inData('connect', '--json', '--no-system-proxy', '--check', `${origin.url}/204`));
    const { http = '' } = await first.heard((event) => event.event === 'listening');
    first.process.kill('SIGTERM');
    await first.ended;
    const port = Number(new URL(http).port);
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const second = startCli(inData('connect', '--json', '--no-system-proxy', '--check', `${origin.url}/204`));
    const again = await second.heard((event) => event.event === 'listening');
    expect(new URL(again.http ?? '').port).not.toBe(String(port));
    second.process.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    squatter.close();
  });
});

test.describe('input', () => {
  test('a garbage link is refused with its line and reason, the good one beside it is taken', async () => {
    const file = join(dataDir, 'links.txt');
    await writeFile(file, `vless://###\n${server.link}\nhello world\nvmess://not-base64!!\n`);
    const added = await runCli(inData('add', file, '--json'));
    const report = JSON.parse(added.stdout) as { added: unknown[]; rejected: { line: number; code: string; reason: string }[] };
    expect(added.code).toBe(0);
    expect(report.added).toHaveLength(1);
    expect(report.rejected.map((item) => item.line)).toEqual([1, 4]);
    for (const item of report.rejected) expect(item.reason.length).toBeGreaterThan(10);
  });

  test('nothing usable: exit code 3', async () => {
    const file = join(dataDir, 'none.txt');
    await writeFile(file, 'see you at eight\n');
    expect((await runCli(inData('add', file, '--json'))).code).toBe(3);
  });

  test('10 MB pasted: read or refused within its limits, and the list stays', async () => {
    await runCli(inData('add', server.link));
    const file = join(dataDir, 'large.txt');
    await writeFile(file, `${'x'.repeat(99)}\n`.repeat(100_000));
    const added = await runCli(inData('add', file, '--json'));
    expect([1, 3]).toContain(added.code);
    expect(JSON.parse((await runCli(inData('list', '--json'))).stdout)).toHaveLength(1);
  });

  test('hostile names are cleaned for show and kept in the link', async () => {
    const name = encodeURIComponent('<img src=x onerror=alert(1)>\u202Egnp.exe\u0007\u200B');
    const added = await runCli(inData('add', `${server.link.replace(/#.*/, '')}#${name}`, '--json'));
    const [card] = (JSON.parse(added.stdout) as { added: { id: string; name: string }[] }).added;
    expect(card?.name).toBe('<img src=x onerror=alert(1)>gnp.exe');
    expect((await runCli(inData('show', card?.id ?? '', '--link'))).stdout).toContain(name);
  });
});

test.describe('the data folder', () => {
  test('holds a damaged list: the last good one is used and the damaged one kept', async () => {
    await runCli(inData('add', server.link));
    await runCli(inData('add', 'socks5://a:b@127.0.0.1:1080#second'));
    const file = join(dataDir, 'profiles.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.slice(0, text.length / 2));
    const list = JSON.parse((await runCli(inData('list', '--json'))).stdout) as unknown[];
    expect(list.length).toBeGreaterThanOrEqual(1);
  });

  test('is full: store-full, and what was there is still there', async () => {
    test.skip(process.getuid?.() !== 0, 'mounting a small disk needs root');
    const disk = join(dataDir, 'disk');
    execFileSync('mkdir', [disk]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96k', 'tmpfs', disk]);
    try {
      expect((await runCli(['add', server.link, '--data-dir', disk])).code).toBe(0);
      const links = Array.from({ length: 400 }, (_, index) => `socks5://user:pass@127.0.0.1:${1000 + index}#${index}`).join('\n');
      const file = join(dataDir, 'many.txt');
      await writeFile(file, links);
      const added = await runCli(['add', file, '--json', '--data-dir', disk]);
      expect(added.code).toBe(1);
      expect(added.stderr).toContain('store-full');
      expect(JSON.parse((await runCli(['list', '--json', '--data-dir', disk])).stdout)).toHaveLength(1);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  test('cannot be written: store-read-only, and listing works', async () => {
    await runCli(inData('add', server.link));
    const readOnly = process.getuid?.() === 0;
    if (readOnly) execFileSync('mount', ['--bind', '-o', 'ro', dataDir, dataDir]);
    else await chmod(dataDir, 0o500);
    try {
      const added = await runCli(inData('add', 'socks5://a:b@127.0.0.1:1080#second'));
      expect(added.code).toBe(1);
      expect(added.stderr).toContain('store-read-only');
      expect(JSON.parse((await runCli(inData('list', '--json'))).stdout)).toHaveLength(1);
    } finally {
      if (readOnly) execFileSync('umount', [dataDir]);
      else await chmod(dataDir, 0o700);
    }
  });

  test('belongs to a running Byway: the second one says who holds it', async () => {
    await runCli(inData('add', server.link));
    const run = startCli(inData('connect', '--json', '--no-system-proxy', '--check', `${origin.url}/204`));
    await run.heard(state('on'));
    const second = await runCli(inData('add', 'socks5://a:b@127.0.0.1:1080'));
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('store-locked');
    expect(second.stderr).toContain(String(run.pid));
    expect((await runCli(inData('status'))).stdout).toContain(String(run.pid));
    run.process.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });
});

test.describe('signals', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`${signal} sent to npm ends the app cleanly, and off is its last word`, async () => {
      const npm = spawn('npm', ['run', '--silent', 'byway', '--', ...inData('practice', '--json', '--no-system-proxy')], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
      let text = '';
      await new Promise<void>((resolve) => npm.stdout.on('data', (data: Buffer) => {
        text += data.toString();
        if (text.includes('"listening"')) resolve();
      }));
      npm.kill(signal);
      const [code, by] = await once(npm, 'close');
      // npm hands two of them on and brings the exit code back; of SIGHUP it dies itself, and the app notices.
      expect(code ?? by).toBe(signal === 'SIGHUP' ? signal : 0);
      expect(text.trim().split('\n').at(-1)).toBe('{"event":"state","state":"off"}');
    });
  }
});
