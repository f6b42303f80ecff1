import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';
import { commandNames, helpText } from './commands.ts';

const link = 'ss://YWVzLTI1Ni1nY206cGFzcw@127.0.0.1:8388#A';

function understood(...words: readonly string[]): unknown {
  const read = readCommandLine(words);
  if (!read.ok) throw new Error(read.fault.cause);
  return read.value;
}

describe('a command line', () => {
  it.each([
    [['connect'], { command: 'connect', words: [], json: false, noSystemProxy: false, checks: [] }],
    [['connect', 'My server', '--no-system-proxy', '--json'], { words: ['My server'], json: true, noSystemProxy: true }],
    [['connect', '--check', 'http://127.0.0.1:8080/', '--check=https://example.com/x'], { words: [], checks: ['http://127.0.0.1:8080/', 'https://example.com/x'] }],
    [['--data-dir', '/tmp/x', '--json', 'add', link, link], { command: 'add', words: [link, link], dataDir: '/tmp/x', json: true }],
    [['add', '-', '--data-dir=/tmp/x'], { command: 'add', words: ['-'], dataDir: '/tmp/x' }],
    [['show', 'id', '--link'], { command: 'show', link: true }],
    [['serve', '--port', '8080'], { command: 'serve', port: 8080 }],
    [['serve'], { port: 0 }],
    [['settings', 'set', 'theme', 'dark'], { words: ['set', 'theme', 'dark'] }],
    [['remove', '--', '--odd-name'], { words: ['--odd-name'] }],
    [['--version'], { command: 'version' }],
    [['test'], { command: 'test', words: [] }],
  ])('%j', (words, line) => {
    expect(understood(...words)).toMatchObject({ kind: 'run', line });
  });

  it.each([[[]], [['help']], [['--help']], [['-h']]])('%j asks for help', (words) => {
    expect(understood(...words)).toEqual({ kind: 'help' });
  });

  it('asks for help of a command both ways', () => {
    expect(understood('help', 'add')).toEqual({ kind: 'help', of: 'add' });
    expect(understood('add', '--help')).toEqual({ kind: 'help', of: 'add' });
    expect(understood('connect', '-h', 'x')).toEqual({ kind: 'help', of: 'connect' });
  });

  it.each([
    [['dance']],
    [['help', 'dance']],
    [['constructor']],
    [['list', 'x']],
    [['add']],
    [['show']],
    [['connect', 'a', 'b']],
    [['list', '--link']],
    [['list', '--unknown']],
    [['add', link, '--port', '80']],
    [['serve', '--port', '0']],
    [['serve', '--port', '65536']],
    [['serve', '--port', '8o']],
    [['serve', '--port=']],
    [['connect', '--check', 'ftp://x/']],
    [['connect', '--check', 'nothing']],
    [['connect', ...Array.from({ length: 9 }, () => '--check=http://a/')]],
    [['list', '--data-dir', '']],
    [['list', '--data-dir']],
    [['practice', '--check', 'http://a/']],
  ])('%j is misuse, said in one line', (words) => {
    const read = readCommandLine(words);
    expect(read).toMatchObject({ ok: false, fault: { code: 'bad-request' } });
    expect(read.ok ? '' : read.fault.cause).toMatch(/^[^\n]{5,200}$/);
  });
});

describe('help', () => {
  it('names every command and every exit code', () => {
    const text = helpText();
    for (const name of commandNames) expect(text).toContain(`\n  ${name} `);
    for (const code of ['0 done', '1 failed', '2 misuse', '3 nothing usable']) expect(text).toContain(code);
  });

  it('fits a terminal of 120 columns', () => {
    for (const line of [helpText(), ...commandNames.map((name) => helpText(name))].join('\n').split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });
});
