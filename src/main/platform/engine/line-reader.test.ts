import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { limitRate, longestLine, readLines } from './line-reader.ts';

async function linesOf(chunks: readonly (string | Buffer)[]): Promise<string[]> {
  const stream = new PassThrough();
  const lines: string[] = [];
  readLines(stream, (line) => lines.push(line));
  const ended = new Promise((resolve) => stream.once('end', resolve));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await ended;
  return lines;
}

test('lines are put together from pieces, letters cut in two included', async () => {
  const bytes = Buffer.from('erste\r\nзапись\n\nlast');
  expect(await linesOf([...bytes].map((byte) => Buffer.from([byte])))).toEqual(['erste', 'запись', 'last']);
  expect(await linesOf([bytes])).toEqual(['erste', 'запись', 'last']);
});

test('a line without end costs no more than its limit', async () => {
  const lines = await linesOf(['x'.repeat(100_000), 'y'.repeat(100_000), '\nnext\n']);
  expect(lines.map(({ length }) => length)).toEqual([longestLine, 4]);
});

test('beyond the rate lines are dropped and counted', () => {
  let now = 0;
  const dropped: number[] = [];
  const pass = limitRate({ now: () => now }, 2, (count) => dropped.push(count));
  expect([pass(), pass(), pass(), pass()]).toEqual([true, true, false, false]);
  now = 1500;
  expect(pass()).toBe(true);
  expect(dropped).toEqual([2]);
});
