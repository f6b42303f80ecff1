/** Test 29 of the proofs: a list of servers that somebody else had in hand. The app opens, says what is wrong, and keeps what it found. */
import { chownSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { byway } from './program.ts';

const work = mkdtempSync(join(tmpdir(), 'byway-tampered-'));
const link = (port: number): string => `ss://${Buffer.from('aes-256-gcm:a secret word').toString('base64url')}@192.0.2.1:${port}#S${port}`;
const fresh = join(work, 'fresh');
const others = join(work, 'others');
let folder: string;
const file = (): string => join(folder, 'profiles.json');

beforeAll(async () => {
  expect((await byway(['add', link(1001), link(1002), '--data-dir', fresh])).code).toBe(0);
  expect((await byway(['add', link(2001), '--data-dir', others])).code).toBe(0);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(work, 'data-'));
  cpSync(fresh, folder, { recursive: true });
});

/** Replaces the list and its copy, as whoever has the disk in hand would. */
function tamper(edit: (text: string) => string): void {
  const text = edit(readFileSync(file(), 'utf8'));
  rmSync(join(folder, 'profiles.last-good.json'));
  writeFileSync(file(), text);
}

function flip(text: string, at: number): string {
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
}

const cases: readonly { readonly name: string; readonly harm: () => void; readonly servers: number; readonly said: RegExp }[] = [
  { name: 'a bit of a sealed server is flipped', harm: () => tamper((text) => flip(text, text.indexOf('"sealed":"v1.') + 60)), servers: 1, said: /note: / },
  { name: 'it is cut off in its last line', harm: () => tamper((text) => text.slice(0, text.lastIndexOf('"sealed"'))), servers: 1, said: /note: / },
  { name: 'it is empty', harm: () => tamper(() => ''), servers: 0, said: /note: / },
  { name: 'it is of a newer version', harm: () => tamper((text) => text.replace('"version":', '"version":9')), servers: 2, said: /newer Byway/ },
  { name: 'it is another user’s', harm: () => cpSync(join(others, 'profiles.json'), file()), servers: 0, said: /key to your stored servers cannot be read/ },
  { name: 'its key is another user’s', harm: () => cpSync(join(others, 'key'), join(folder, 'key')), servers: 0, said: /key to your stored servers cannot be read/ },
  { name: 'its key is lost', harm: () => rmSync(join(folder, 'key')), servers: 0, said: /key to your stored servers cannot be read/ },
];

describe('29: a list of servers is opened though', () => {
  it.each(cases)('$name', async ({ harm, servers, said }) => {
    harm();
    const found = readFileSync(file());
    const listed = await byway(['list', '--data-dir', folder]);
    expect(listed.code).toBe(0);
    expect(listed.out.split('\n').filter((line) => line.includes('192.0.2.1'))).toHaveLength(servers);
    expect(listed.err).toMatch(said);
    const added = await byway(['add', link(1003), '--data-dir', folder]);
    expect([0, 1]).toContain(added.code);
    if (added.code === 1) expect(readFileSync(file()).equals(found)).toBe(true); // of a newer version: never overwritten
    expectKept(found);
  });

  it('it belongs to somebody else', async () => {
    if (process.getuid?.() === 0) for (const name of readdirSync(folder)) chownSync(join(folder, name), 65_534, 65_534);
    const found = readFileSync(file());
    expect((await byway(['list', '--data-dir', folder])).code).toBe(0);
    expect(readFileSync(file()).equals(found)).toBe(true);
  });

  it('links stand in the place of it and of its key: what they point at stays', async () => {
    const victim = join(work, 'victim');
    writeFileSync(victim, 'mine\n');
    for (const name of ['profiles.json', 'key']) {
      rmSync(join(folder, name));
      symlinkSync(victim, join(folder, name));
    }
    expect((await byway(['list', '--data-dir', folder])).code).toBe(0);
    await byway(['add', link(1003), '--data-dir', folder]);
    expect(readFileSync(victim, 'utf8')).toBe('mine\n');
  });
});

/** Every sealed text that was found is still somewhere in the folder. */
function expectKept(found: Buffer): void {
  const now = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  for (const [sealed] of found.toString('utf8').matchAll(/v1\.[\w-]+\.[\w-]+\.[\w-]*/g)) expect(now).toContain(sealed);
}
