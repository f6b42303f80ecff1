import { describe, expect, it } from 'vitest';
import { succeed } from '../../../shared/fault.ts';
import { parseText } from '../../../shared/links/parse-text.ts';
import { startApp } from '../../services/testing/app-harness.ts';
import { exportServers, readExportWish, type ExportWish } from './export-command.ts';
import { createOutput } from './output.ts';
import { addServers } from './server-commands.ts';

const link = 'trojan://p@a.example:443?sni=b.example#marina';

async function bench(json: boolean) {
  const harness = await startApp();
  harness.deps.parse.next = succeed(parseText(link));
  await harness.call('profiles.import', { text: link });
  const [out, err]: [string[], string[]] = [[], []];
  const output = createOutput(json, { out: (text) => out.push(text), err: (text) => err.push(text) }, ['en']);
  const session = { app: harness.app, call: harness.call };
  const run = (wish: Partial<ExportWish>) => exportServers(session, output, ['marina'], { format: 'link', withoutNames: false, ...wish });
  return { ...harness, out, err, output, session, run };
}

async function* typed(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

describe('byway export', () => {
  it('prints the link as it came, or without its name', async () => {
    const { run, out } = await bench(false);
    expect([await run({}), await run({ withoutNames: true })]).toEqual([0, 0]);
    expect(out).toEqual([`${link}\n`, 'trojan://p@a.example:443?sni=b.example\n']);
  });

  it('prints files line by line, and says what does not fit', async () => {
    const { run, out, err } = await bench(false);
    expect(await run({ format: 'clash' })).toBe(0);
    expect(out.slice(0, 2)).toEqual(['proxies:\n', '  - name: "marina"\n']);
    expect(await run({ format: 'telegram' })).toBe(3);
    expect(err.join('')).toContain('link-unsupported');
  });

  it('draws codes, and gives them to programs as pictures', async () => {
    const drawn = await bench(false);
    expect(await drawn.run({ format: 'qr' })).toBe(0);
    expect(drawn.out.join('')).toMatch(/^█+\n(?:[█▀▄ ]+\n)+$/);
    const given = await bench(true);
    await given.run({ format: 'qr' });
    expect(JSON.parse(given.out[0] ?? '')).toMatchObject({ format: 'qr', text: link, codes: [expect.stringMatching(/^<svg /)] });
  });

  it('locks, and add opens it again with the words of a file', async () => {
    const { run, out, session, output, err } = await bench(false);
    expect(await run({ format: 'sealed', passphrase: 'amber river stone tulip' })).toBe(0);
    const locked = out.join('').trim();
    expect(await addServers(session, output, [locked], { passphrase: 'amber river stone tulip', withSettings: false })).toBe(0);
    expect(out.at(-1)).toMatch(/^known {4}/);
    expect(await addServers(session, output, [locked])).toBe(1);
    expect(err.at(-1)).toContain('sealed-locked');
  });
});

describe('its options', () => {
  it.each([
    [{ format: 'pdf', withoutNames: false }, 'x', { fault: { code: 'bad-request' } }],
    [{ format: 'sealed', withoutNames: false }, 'x', { fault: { code: 'bad-request' } }],
    [{ format: 'sealed', withoutNames: false, passphraseFile: '-' }, 'too short\n', { fault: { code: 'bad-request' } }],
    [{ format: 'sealed', withoutNames: false, passphraseFile: '/nowhere/at-all' }, '', { fault: { code: 'not-found' } }],
    [{ format: 'sealed', withoutNames: true, passphraseFile: '-' }, 'amber river stone tulip\r\n', { value: { format: 'sealed', withoutNames: true, passphrase: 'amber river stone tulip' } }],
    [{ withoutNames: false }, '', { value: { format: 'link', withoutNames: false } }],
  ])('%j', async (line, input, expected) => {
    expect(await readExportWish(line, typed(input))).toMatchObject(expected);
  });
});
