import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync, lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LinkOwners } from '../../services/deps.ts';
import { createLinuxOwners, isKnownToDesktop } from './linux-owners.ts';
import { createOwnerNotes } from './owner-notes.ts';

/** On the desktop's own tools, in a home of the test's. */
let home: string;
let list: string;
let owners: LinkOwners;
let environment: NodeJS.ProcessEnv;

function install(program: string, type?: string): void {
  const folder = join(home, 'data', 'applications');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${program}.desktop`), `[Desktop Entry]\nType=Application\nName=${program}\nExec=/bin/true %u\n${type === undefined ? '' : `MimeType=${type};\n`}`);
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'byway-owners-'));
  list = join(home, 'config', 'mimeapps.list');
  environment = { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_DATA_HOME: join(home, 'data'), XDG_DATA_DIRS: join(home, 'none') };
  owners = createLinuxOwners({ environment, home, notes: createOwnerNotes(join(home, 'link-owners.json')) });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function owner(scheme: string): Promise<unknown> {
  return (await owners.list()).find((each) => each.scheme === scheme);
}

describe('the links of a Linux desktop', () => {
  it('are taken one kind at a time, and come back byte by byte', async () => {
    install('byway');
    install('hiddify', 'x-scheme-handler/ss');
    mkdirSync(join(home, 'config'));
    const before = '# mine\n[Default Applications]\nx-scheme-handler/ss=hiddify.desktop;\ntext/html=firefox.desktop\n';
    writeFileSync(list, before);
    expect(await owner('ss')).toEqual({ scheme: 'ss', owner: 'hiddify', ours: false });
    expect(await owner('vless')).toEqual({ scheme: 'vless', ours: false });
    expect(await owners.take('ss')).toMatchObject({ ok: true });
    expect(await owners.take('ss')).toMatchObject({ ok: true });
    expect(await owner('ss')).toEqual({ scheme: 'ss', owner: 'byway', ours: true });
    expect(await owner('vless')).toEqual({ scheme: 'vless', ours: false });
    expect(await owners.release('ss')).toMatchObject({ ok: true });
    expect(readFileSync(list, 'utf8')).toBe(before);
    expect(await owner('ss')).toEqual({ scheme: 'ss', owner: 'hiddify', ours: false });
  });

  it('are let go again where nobody had them', async () => {
    install('byway');
    expect(await owners.take('tuic')).toMatchObject({ ok: true });
    expect(await owner('tuic')).toMatchObject({ ours: true });
    expect(await owners.release('tuic')).toMatchObject({ ok: true });
    expect(readFileSync(list, 'utf8')).toBe('[Default Applications]\n');
  });

  it('stay with whoever has taken them since', async () => {
    install('byway');
    await owners.take('ss');
    const later = '[Default Applications]\nx-scheme-handler/ss=other.desktop\n';
    writeFileSync(list, later);
    expect(await owners.release('ss')).toMatchObject({ ok: true });
    expect(readFileSync(list, 'utf8')).toBe(later);
  });

  it('are not taken by a program that the desktop does not know', async () => {
    expect(await isKnownToDesktop(environment, home)).toBe(false);
    expect(await owners.take('ss')).toMatchObject({ fault: { code: 'not-here' } });
    expect(existsSync(list)).toBe(false);
  });

  it('are not taken over a list that cannot be read; a list that is a link stays one', async () => {
    install('byway');
    mkdirSync(list, { recursive: true });
    expect(await owners.take('ss')).toMatchObject({ fault: { code: 'store-read-only' } });
    rmSync(list, { recursive: true });
    writeFileSync(join(home, 'kept.list'), '');
    symlinkSync(join(home, 'kept.list'), list);
    expect(await owners.take('ss')).toMatchObject({ ok: true });
    expect(lstatSync(list).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(home, 'kept.list'), 'utf8')).toContain('byway.desktop');
  });
});
