import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readBounds, writeBounds } from './window-bounds.ts';

const folder = mkdtempSync(join(tmpdir(), 'byway-bounds-'));
const file = join(folder, 'window.json');
const screen = { x: 0, y: 0, width: 1920, height: 1040 };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('remembers where the window stood', () => {
  const bounds = { x: 100, y: 50, width: 900, height: 700 };
  writeBounds(file, bounds);
  expect(readBounds(file, [screen])).toEqual(bounds);
});

it('forgets a place on a screen that is gone', () => {
  writeBounds(file, { x: 2500, y: 50, width: 900, height: 700 });
  expect(readBounds(file, [screen])).toBeUndefined();
  expect(readBounds(file, [screen, { ...screen, x: 1920 }])).toBeDefined();
  writeBounds(file, { x: 100, y: -500, width: 900, height: 700 });
  expect(readBounds(file, [screen])).toBeUndefined();
});

it('never opens smaller than the smallest', () => {
  writeBounds(file, { x: 0, y: 0, width: 1, height: 1 });
  expect(readBounds(file, [screen])).toEqual({ x: 0, y: 0, width: 360, height: 480 });
});

it.each(['', '{', 'null', '[]', '{"x":0}', '{"x":0,"y":0,"width":"9","height":9}', '{"x":0,"y":0,"width":1e300,"height":9}', '{"x":0.5,"y":0,"width":9,"height":9}'])('passes over damage: %s', (text) => {
  writeFileSync(file, text);
  expect(readBounds(file, [screen])).toBeUndefined();
});

it('passes over a missing file and a folder that cannot be written', () => {
  expect(readBounds(join(folder, 'none'), [screen])).toBeUndefined();
  writeBounds(join(folder, 'none', 'window.json'), screen);
});
