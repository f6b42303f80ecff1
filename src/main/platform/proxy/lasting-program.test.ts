import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastingProgram } from './lasting-program.ts';

let work = '';
beforeEach(() => (work = mkdtempSync(join(tmpdir(), 'byway-lasting-'))));
afterEach(() => rmSync(work, { recursive: true, force: true }));

function place(): { readonly dataDir: string; readonly enginePath: string; readonly mount: string } {
  const mount = join(work, '.mount_Byway');
  mkdirSync(mount);
  mkdirSync(join(work, 'data'));
  writeFileSync(join(mount, 'byway-engine'), 'one', { mode: 0o755 });
  return { dataDir: join(work, 'data'), enginePath: join(mount, 'byway-engine'), mount };
}

describe('the program that restores', () => {
  it('is the engine itself where it is installed', async () => {
    const { mount, ...rest } = place();
    expect(await lastingProgram({ ...rest, environment: {} })).toBe(rest.enginePath);
    expect(await lastingProgram({ ...rest, environment: { APPDIR: `${mount}-other` } })).toBe(rest.enginePath);
  });

  it('is a copy in the data folder where the engine’s folder goes away with the app', async () => {
    const { mount, ...rest } = place();
    const program = await lastingProgram({ ...rest, environment: { APPDIR: mount } });
    rmSync(mount, { recursive: true });
    expect(readFileSync(program, 'utf8')).toBe('one');
    expect(statSync(program).mode & 0o777).toBe(0o700);
  });

  it('is copied again after an update, and only then', async () => {
    const { mount, ...rest } = place();
    const around = { ...rest, environment: { APPDIR: mount } };
    const program = await lastingProgram(around);
    const first = statSync(program).ino;
    await lastingProgram(around);
    expect(statSync(program).ino).toBe(first);
    writeFileSync(rest.enginePath, 'another');
    await lastingProgram(around);
    expect(readFileSync(program, 'utf8')).toBe('another');
  });

  it('is the engine itself where no copy can be made', async () => {
    const { mount, ...rest } = place();
    rmSync(rest.dataDir, { recursive: true });
    expect(await lastingProgram({ ...rest, environment: { APPDIR: mount } })).toBe(rest.enginePath);
  });
});
