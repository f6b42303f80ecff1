import { expect, it } from 'vitest';
import { createOutput, printable } from './output.ts';

function recorded(json: boolean, languages: readonly string[] = ['en']) {
  const out: string[] = [];
  const err: string[] = [];
  return { out, err, output: createOutput(json, { out: (text) => out.push(text), err: (text) => err.push(text) }, languages) };
}

it('prints lines for people or objects for programs, never both', () => {
  const plain = recorded(false);
  const json = recorded(true);
  for (const { output } of [plain, json]) {
    output.line('words');
    output.object({ a: 1 });
  }
  expect(plain.out).toEqual(['words\n']);
  expect(json.out).toEqual(['{"a":1}\n']);
});

it('says a fault in one line with its code, in the language of the person', () => {
  const english = recorded(true);
  english.output.fault({ code: 'store-locked', detail: { pid: 12, host: 'cli', token: 'x' } });
  expect(english.err).toHaveLength(1);
  expect(english.err[0]).toMatch(/^byway: store-locked: [^\n]+ \(pid 12, host cli\)\n$/);
  const russian = recorded(false, ['ru-RU']);
  russian.output.fault({ code: 'refused', detail: { bytes: 0 } });
  expect(russian.err[0]).toMatch(/^byway: refused: [\p{Script=Cyrillic}\s\p{P}]+\n$/u);
});

it('gives programs the English sentence', () => {
  expect(recorded(true, ['fa']).output.describe({ code: 'refused' })).toEqual({ code: 'refused', message: expect.stringMatching(/^[A-Za-z ’,.]+$/) as string });
});

it('never lets a name steer the terminal', () => {
  expect(printable('a\u001b[31mb\u0007\nc\u202ed\u2066e\u2028f\u009bg')).toBe('a [31mb  c d e f g');
  expect(printable('می\u200cخواهم')).toBe('می\u200cخواهم');
});
