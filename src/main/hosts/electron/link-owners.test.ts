import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createOwnerNotes } from '../../platform/links/owner-notes.ts';
import { openLinkOwners, systemOwners } from './link-owners.ts';

const work = mkdtempSync(join(tmpdir(), 'byway-owners-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const own = { path: 'C:\\Byway\\Byway.exe', words: ['--'] };
let files = 0;

/** A system that keeps one program per scheme for this person, over one for the whole computer. */
class FakeSystem {
  readonly isPackaged = true;
  readonly mine = new Map<string, string>();
  readonly everybodys = new Map<string, string>();
  readonly calls: unknown[][] = [];
  lets = true;

  setAsDefaultProtocolClient(scheme: string, path = '', words: readonly string[] = []): boolean {
    this.calls.push([scheme, path, words]);
    if (this.lets) this.mine.set(scheme, path);
    return true;
  }

  removeAsDefaultProtocolClient(scheme: string): boolean {
    return this.mine.delete(scheme);
  }

  isDefaultProtocolClient(scheme: string, path = ''): boolean {
    return this.behind(scheme) === path;
  }

  behind(scheme: string): string | undefined {
    return this.mine.get(scheme) ?? this.everybodys.get(scheme);
  }

  getApplicationNameForProtocol(url: string): string {
    return this.behind(url.split(':')[0] ?? '')?.split('\\').at(-1) ?? '';
  }

  getApplicationInfoForProtocol(url: string): Promise<Electron.ApplicationInfoForProtocolReturnValue> {
    const path = this.behind(url.split(':')[0] ?? '');
    // The picture is not looked at.
    return path === undefined ? Promise.reject(new Error('none')) : Promise.resolve({ path, name: path, icon: undefined as unknown as Electron.NativeImage });
  }
}

function start(system: FakeSystem) {
  files += 1;
  return systemOwners(system, own, createOwnerNotes(join(work, `${files}.json`)));
}

describe('the links of Windows and macOS', () => {
  it('show whose they are', async () => {
    const system = new FakeSystem();
    system.everybodys.set('ss', 'C:\\Other\\other.exe');
    system.mine.set('tuic', own.path);
    expect(await start(system).list()).toEqual([
      { scheme: 'ss', owner: 'other.exe', ours: false }, { scheme: 'vless', ours: false }, { scheme: 'vmess', ours: false }, { scheme: 'trojan', ours: false },
      { scheme: 'hysteria2', ours: false }, { scheme: 'tuic', owner: 'Byway.exe', ours: true },
    ]);
  });

  it('are taken with the word that ends the switches', async () => {
    const system = new FakeSystem();
    expect(await start(system).take('ss')).toEqual({ ok: true, value: null });
    expect(system.calls).toEqual([['ss', own.path, ['--']]]);
  });

  it.each(['mine', 'everybodys'] as const)('go back to the program that had them (%s)', async (place) => {
    const system = new FakeSystem();
    system[place].set('ss', 'C:\\Other\\other.exe');
    const owners = start(system);
    await owners.take('ss');
    expect(system.behind('ss')).toBe(own.path);
    await owners.release('ss');
    expect(system.behind('ss')).toBe('C:\\Other\\other.exe');
  });

  it('are left alone when somebody else has taken them, and not claimed when the system refuses', async () => {
    const system = new FakeSystem();
    const owners = start(system);
    await owners.take('ss');
    system.mine.set('ss', 'C:\\Third\\third.exe');
    await owners.release('ss');
    expect(system.behind('ss')).toBe('C:\\Third\\third.exe');
    system.lets = false;
    expect(await owners.take('vless')).toMatchObject({ fault: { code: 'not-here' } });
  });
});

describe('the own scheme', () => {
  it('is registered at every start, for Telegram’s never', async () => {
    const system = new FakeSystem();
    const process = { execPath: own.path, argv: [own.path], env: {} };
    expect(await openLinkOwners({ electron: system, platform: 'win32', process, folder: work })).toBeDefined();
    expect(system.calls).toEqual([['byway', own.path, ['--']]]);
  });
});
