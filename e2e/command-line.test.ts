/** The command line as scripts see it: output, exit codes, what may run beside what. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { byway } from './program.ts';

const work = mkdtempSync(join(tmpdir(), 'byway-cli-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const password = 'very-secret-word';
const link = (name: string, port = 9) => `ss://${Buffer.from(`aes-256-gcm:${password}`).toString('base64url')}@127.0.0.1:${port}#${name}`;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(work, 'data-'));
});

/** A command on the test's own folder, its output as objects. */
async function json(...words: readonly string[]): Promise<{ readonly code: number | string; readonly objects: readonly unknown[]; readonly err: string }> {
  const { code, out, err } = await byway([...words, '--json', '--data-dir', dataDir]);
  return { code, objects: out.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown), err };
}

describe('parse', () => {
  it('shows what a file holds and what it refuses, without a data folder', async () => {
    const file = join(work, 'links.txt');
    writeFileSync(file, `${link('A')}\nvless://broken\n`);
    const { code, out } = await byway(['parse', file, '--json'], { env: { PATH: process.env['PATH'], HOME: '/nonexistent' } });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      profiles: [{ type: 'shadowsocks', name: 'A', server: '127.0.0.1', port: 9, method: 'aes-256-gcm', password }],
      rejected: [{ line: 2, code: expect.stringMatching(/^link-/) as string, reason: expect.any(String) as string }],
    });
  });

  it('reads standard input', async () => {
    expect(await byway(['parse', '-'], { input: link('Piped') })).toMatchObject({ code: 0, out: expect.stringContaining('Piped') as string });
  });

  it.each(['', 'just words', '\u0000\u001b[31m', '<html>'])('ends with 3 when nothing is usable: %j', async (input) => {
    const { code, out, err } = await byway(['parse', '-', '--json'], { input });
    expect([code, (JSON.parse(out) as { profiles: unknown }).profiles]).toEqual([3, []]);
    expect(err).toMatch(/^byway: input-empty: [^\n]+\n$/);
  });

  it('says when there is no such file, and when the input is too large', async () => {
    expect(await byway(['parse', '/no/such/file'])).toMatchObject({ code: 1, err: expect.stringMatching(/^byway: not-found: [^\n]+\n$/) as string });
    expect(await byway(['parse', '-'], { input: 'a'.repeat(17 * 1024 * 1024) })).toMatchObject({ code: 1, err: expect.stringMatching(/^byway: input-too-large: /) as string });
  });
});

describe('the list of servers', () => {
  it('is filled, shown and emptied; nothing secret is printed unless --link asks', async () => {
    const added = await json('add', link('A'), link('B', 10), 'ss://nonsense');
    expect(added).toMatchObject({ code: 0, objects: [{ added: [{ name: 'A', type: 'shadowsocks', server: '127.0.0.1', port: 9 }, { name: 'B', port: 10 }], known: [], rejected: [{ line: 3 }] }] });
    const listed = await json('list');
    expect(listed.objects).toEqual([(added.objects[0] as { added: unknown }).added]);
    const shown = await json('show', 'B');
    expect(shown.objects).toMatchObject([{ name: 'B', transport: 'tcp' }]);
    for (const { objects, err } of [added, listed, shown]) expect(JSON.stringify(objects) + err).not.toContain(password);
    expect((await byway(['show', 'B', '--link', '--data-dir', dataDir])).out).toBe(`${link('B', 10)}\n`);
    expect(await json('remove', 'A', 'B')).toMatchObject({ code: 0, objects: [{ removed: [{ name: 'A' }, { name: 'B' }] }] });
    expect((await json('list')).objects).toEqual([[]]);
  });

  it('does not take the same server twice', async () => {
    await json('add', link('A'));
    expect(await json('add', link('A'))).toMatchObject({ code: 0, objects: [{ added: [], known: [{ name: 'A' }] }] });
  });

  it('says 3 when nothing of the input could be used, and 1 for a name that is not there', async () => {
    expect(await json('add', 'vless://nonsense')).toMatchObject({ code: 3, objects: [{ added: [], rejected: [{ line: 1 }] }] });
    for (const words of [['show', 'X'], ['remove', 'X'], ['connect', 'X'], ['test', 'X']]) expect(await json(...words)).toMatchObject({ code: 1, objects: [], err: expect.stringMatching(/^byway: not-found: [^\n]+\(name X\)\n$/) as string });
  });

  it('asks for the id when a name is not unique', async () => {
    await json('add', link('Same'), link('Same', 10));
    expect(await json('show', 'Same')).toMatchObject({ code: 2, err: expect.stringMatching(/^byway: bad-request: 2 servers have this name/) as string });
  });
});

describe('a damaged list', () => {
  it('is salvaged, and the person is told beside the answer', async () => {
    await json('add', link('A'));
    await json('add', link('B', 10));
    writeFileSync(join(dataDir, 'profiles.json'), '{{{');
    const { code, objects, err } = await json('list');
    expect([code, objects]).toMatchObject([0, [[{ name: 'A' }]]]);
    expect(err).toMatch(/^byway: note: [^\n]+damaged[^\n]+\n$/);
  });
});

describe('settings', () => {
  it('are shown and changed', async () => {
    expect(await json('settings', 'get', 'theme')).toMatchObject({ code: 0, objects: [{ theme: 'system' }] });
    expect(await json('settings', 'set', 'theme', 'dark')).toMatchObject({ code: 0, objects: [{ theme: 'dark' }] });
    await json('settings', 'set', 'useSystemProxy', 'false');
    await json('settings', 'set', 'bypass', 'localhost,*.lan');
    await json('settings', 'set', 'checkAddresses', '["http://127.0.0.1:1/"]');
    expect((await json('settings', 'get')).objects).toMatchObject([{ theme: 'dark', useSystemProxy: false, bypass: ['localhost', '*.lan'], checkAddresses: ['http://127.0.0.1:1/'] }]);
  });

  it.each([['set', 'theme', 'pink'], ['set', 'useSystemProxy', 'perhaps'], ['set', 'nothing', '1'], ['set', 'theme'], ['get', 'nothing'], ['change'], ['set', 'checkAddresses', 'ftp://x']])('refuse %j %j %j with code 2', async (...words) => {
    expect(await json('settings', ...words)).toMatchObject({ code: 2, objects: [], err: expect.stringMatching(/^byway: bad-request: [^\n]+\n$/) as string });
  });
});

describe('without a server', () => {
  it('connect and test say so', async () => {
    expect(await json('connect')).toMatchObject({ code: 1, objects: [{ event: 'state', state: 'off' }], err: expect.stringMatching(/^byway: not-found: /) as string });
    expect(await json('test')).toMatchObject({ code: 3, objects: [] });
  });

  it('status, restore, list and version work, and reading creates nothing', async () => {
    const folder = join(dataDir, 'not-yet');
    expect(JSON.parse((await byway(['status', '--json', '--data-dir', folder])).out)).toEqual({ running: false, systemProxyChanged: false, dataDir: folder, servers: 0 });
    expect((await byway(['list', '--data-dir', folder])).code).toBe(0);
    expect((await byway(['version'])).out).toMatch(/^byway \d+\.\d+\.\d+\n$/);
    await expect(import('node:fs/promises').then((files) => files.stat(folder))).rejects.toThrow('ENOENT');
    expect(await json('restore')).toMatchObject({ code: 0, objects: [{ restored: false }] });
  });
});
