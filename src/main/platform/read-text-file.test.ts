import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTextFile } from './read-text-file.ts';

const work = mkdtempSync(join(tmpdir(), 'byway-opened-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('a file that was opened', () => {
  it('is read as text', async () => {
    const file = join(work, 'friend.conf');
    writeFileSync(file, '\ufefftrojan://a@192.0.2.1:1#Река');
    expect(await readTextFile(file)).toEqual({ ok: true, value: 'trojan://a@192.0.2.1:1#Река' });
  });

  it('is refused when it is too large, a folder or gone', async () => {
    const large = join(work, 'large.txt');
    writeFileSync(large, '');
    truncateSync(large, 64 * 1024 * 1024);
    mkdirSync(join(work, 'folder.txt'));
    expect(await readTextFile(large)).toMatchObject({ fault: { code: 'input-too-large' } });
    expect(await readTextFile(join(work, 'folder.txt'))).toMatchObject({ fault: { code: 'not-found' } });
    expect(await readTextFile(join(work, 'gone.txt'))).toMatchObject({ fault: { code: 'not-found' } });
  });
});
