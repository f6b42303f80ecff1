import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Arrival } from '../../services/incoming.ts';
import { collectOpenings, type Openings } from './deep-links.ts';

const link = 'byway://import/trojan://word@192.0.2.1:443#one';
const work = mkdtempSync(join(tmpdir(), 'byway-links-'));
const file = join(work, 'friend.conf');
writeFileSync(file, '[Interface]');
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** As much of Electron's app as opening needs; `passed` is what a second start would hand on. */
class FakeElectron extends EventEmitter {
  isFirst = true;
  passed: unknown;
  prevented = 0;

  requestSingleInstanceLock(data: unknown): boolean {
    this.passed = data;
    return this.isFirst;
  }

  open(event: 'open-url' | 'open-file', value: string): void {
    this.emit(event, { preventDefault: () => (this.prevented += 1) }, value);
  }
}

function start(): { readonly electron: FakeElectron; readonly openings: Openings } {
  const electron = new FakeElectron();
  // The fake answers the two members that are used; Electron's own type has an overload for each event.
  return { electron, openings: collectOpenings(electron as unknown as Electron.App) };
}

/** What arrives, all of it. */
async function arrivals(openings: Openings, count: number): Promise<readonly Arrival[]> {
  return new Promise((done) => {
    const got: Arrival[] = [];
    openings.deliver((arrival) => {
      got.push(arrival);
      if (got.length === count) done(got);
    });
  });
}

describe('what the system opens', () => {
  it('before there is a window waits for it', async () => {
    const { electron, openings } = start();
    electron.open('open-url', link);
    expect(await arrivals(openings, 1)).toEqual([{ kind: 'text', text: link, from: 'link' }]);
    expect(electron.prevented).toBe(1);
  });

  it('is held in bounds until then', async () => {
    const { electron, openings } = start();
    for (let index = 0; index < 100; index += 1) electron.open('open-url', `${link}-${index}`);
    electron.open('open-file', file);
    const got: Arrival[] = [];
    openings.deliver((arrival) => got.push(arrival));
    electron.open('open-url', link);
    await expect.poll(() => got.length).toBe(3);
  });

  it('as a file is read, and refused where it is none that can be read', async () => {
    const { electron, openings } = start();
    electron.open('open-file', file);
    electron.open('open-file', '/etc/passwd');
    expect(await arrivals(openings, 2)).toEqual(expect.arrayContaining([{ kind: 'text', text: '[Interface]', from: 'file' }, { kind: 'refused' }]));
  });

  it('by the words of the first start is taken here', async () => {
    const { electron, openings } = start();
    expect(openings.takeLock(['--no-sandbox', link])).toBe(true);
    expect(electron.passed).toEqual({ kind: 'link', text: link });
    expect(await arrivals(openings, 1)).toEqual([{ kind: 'text', text: link, from: 'link' }]);
  });

  it('by a second start goes to the first, and nothing of its words but the link', () => {
    const { electron, openings } = start();
    electron.isFirst = false;
    expect(openings.takeLock(['--inspect', link])).toBe(false);
    expect(electron.passed).toEqual({ kind: 'link', text: link });
    expect(openings.takeLock(['--inspect'])).toBe(false);
    expect(electron.passed).toEqual({});
    openings.takeLock(['a.conf']);
    expect(electron.passed).toEqual({ kind: 'file', path: join(process.cwd(), 'a.conf') });
    openings.takeLock([`byway://${'x'.repeat(1024 * 1024)}`]);
    expect(electron.passed).toEqual({ kind: 'refused' });
  });

  it('by a second start is read from its message, never from its words', async () => {
    const { electron, openings } = start();
    const got: Arrival[] = [];
    openings.deliver((arrival) => got.push(arrival));
    electron.emit('second-instance', {}, ['byway', link], '/', undefined);
    electron.emit('second-instance', {}, ['byway'], '/', { kind: 'link', text: `${link}-2` });
    await expect.poll(() => got).toEqual([{ kind: 'text', text: `${link}-2`, from: 'link' }]);
  });
});
