import { describe, expect, test } from 'vitest';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { parseText } from '../../../shared/links/parse-text.ts';
import type { Parsed } from '../../../shared/profile.ts';
import { createOutput } from './output.ts';
import { runCases, runParse } from './parse-command.ts';

const link = 'trojan://secret-word@h.example:443#T';
const address = 'https://a.example/list';

/** An output with what it wrote. */
function record(json: boolean): { readonly output: ReturnType<typeof createOutput>; readonly out: () => string[]; readonly err: () => string } {
  let out = '';
  let err = '';
  const output = createOutput(json, { out: (text) => (out += text), err: (text) => (err += text) }, ['en']);
  return { output, out: () => out.split('\n').slice(0, -1), err: () => err };
}

describe('parse', () => {
  test('prints all there is, refusals with their excerpt', () => {
    const { output, out } = record(true);
    expect(runParse(output, succeed({ ...parseText(`${link}\n${address}\nvless://x@h.example:0#n`), notes: ['A note.'] }))).toBe(0);
    expect(JSON.parse(out()[0] ?? '')).toEqual({
      profiles: [expect.objectContaining({ type: 'trojan', password: 'secret-word', raw: link })],
      rejected: [{ line: 3, code: 'link-bad-port', reason: expect.any(String) as string, excerpt: 'vless://…@h.example:0#n' }],
      subscriptions: [{ url: address, line: 2 }],
      notes: ['A note.'],
    });
  });

  test('counts the address of a list as something usable', () => {
    const { output, out, err } = record(false);
    expect(runParse(output, succeed(parseText(`${address}#Mine`)))).toBe(0);
    expect([out(), err()]).toEqual([[`list         ${address}  Mine`], '']);
  });

  test('ends with 3 when nothing is usable', () => {
    const { output, out } = record(true);
    expect(runParse(output, fail('input-empty'))).toBe(3);
    expect(JSON.parse(out()[0] ?? '')).toEqual({ profiles: [], rejected: [], subscriptions: [], notes: [] });
  });
});

describe('parse --cases', () => {
  const parse = (text: string): Promise<Result<Parsed>> => Promise.resolve(text === 'slow' ? fail('input-too-slow', 'Too slow.') : succeed(parseText(text)));

  test('answers each line in its place, whatever the lines hold', async () => {
    const { output, out } = record(true);
    const lines = [JSON.stringify(`${link}\n${link}`), '"words"', '{"a":1}', 'no json', '', '"slow"', JSON.stringify(address)];
    expect(await runCases(output, lines.join('\r\n'), parse)).toBe(0);
    const answers = out().map((line) => JSON.parse(line) as Required<Parsed>);
    expect(answers.map(({ profiles, rejected, subscriptions }) => [profiles.length, rejected.map(({ code }) => code), subscriptions.length])).toEqual([
      [2, [], 0], [0, ['input-empty'], 0], [0, ['bad-request'], 0], [0, ['bad-request'], 0], [0, ['input-too-slow'], 0], [0, [], 1],
    ]);
  });

  test('ends with 3 when no case holds anything, and with 2 without --json', async () => {
    expect(await runCases(record(true).output, '"words"', parse)).toBe(3);
    const { output, out, err } = record(false);
    expect(await runCases(output, JSON.stringify(link), parse)).toBe(2);
    expect([out(), err()]).toEqual([[], 'byway: bad-request: --cases needs --json\n']);
  });
});
