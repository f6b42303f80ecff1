import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { spawnParseChild } from './parse-child.ts';
import { createParseRunner, type ClosableParseRunner, type ParseLimits, type ParseProcess } from './parse.ts';

const worker = fileURLToPath(new URL('./parse-worker.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'byway-parse-'));
const link = 'trojan://pw@h.example#n';
const limits: ParseLimits = { parseMs: 1_500, startMs: 20_000 };

const runners: ClosableParseRunner[] = [];
let spawned = 0;

function runnerFor(entry: string, ownLimits: ParseLimits = limits): ClosableParseRunner {
  const runner = createParseRunner(
    () => {
      spawned += 1;
      return spawnParseChild(entry);
    },
    createClock(),
    ownLimits,
  );
  runners.push(runner);
  return runner;
}

/** A reader that misbehaves for texts that say so, and answers all others. */
function badWorker(name: string, behaviour: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(
    path,
    `process.on('message', ({ id, text }) => {
      if (text === 'bad') { ${behaviour} }
      process.send({ kind: 'parsed', id, parsed: { profiles: [], rejected: [{ line: 1, code: 'input-empty', reason: text, excerpt: '' }] } });
    });
    process.send({ kind: 'ready' });`,
  );
  return path;
}

afterEach(() => {
  for (const runner of runners.splice(0)) runner.close();
  spawned = 0;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the reader process', () => {
  test('reads a text, and stays warm for the next', async () => {
    const runner = runnerFor(worker);
    const first = await runner.parse(link);
    const second = await runner.parse('nothing');
    expect(first.ok && first.value.profiles[0]).toMatchObject({ type: 'trojan', server: 'h.example', raw: link });
    expect(second.ok && second.value.rejected[0]?.code).toBe('input-empty');
    expect(spawned).toBe(1);
  });

  test('answers several at once, in order', async () => {
    const runner = runnerFor(worker);
    const answers = await Promise.all(['#a', '#b', '#c'].map((name) => runner.parse(`trojan://pw@h.example${name}`)));
    expect(answers.map((answer) => answer.ok && answer.value.profiles[0]?.name)).toEqual(['a', 'b', 'c']);
  });

  test('reads documents as well as links', async () => {
    const answer = await runnerFor(worker).parse('proxies:\n  - {name: n, type: socks5, server: h.example, port: 1}\nproxy-providers: {p: {url: "https://a.example/s"}}\n');
    expect(answer.ok && answer.value).toMatchObject({ profiles: [{ type: 'socks5', server: 'h.example' }], rejected: [], subscriptions: [{ url: 'https://a.example/s', name: 'p' }] });
  });

  test('reads 10 MB of noise within its limits', async () => {
    const answer = await runnerFor(worker, { parseMs: 10_000, startMs: 20_000 }).parse(`${'x'.repeat(60_000)}\n`.repeat(170));
    expect(answer.ok && answer.value.rejected).toHaveLength(1);
  });

  test('is not even asked to read more than 16 Mi characters', async () => {
    const answer = await runnerFor(worker).parse('x'.repeat(16 * 1024 * 1024 + 1));
    expect(answer).toEqual({ ok: false, fault: { code: 'input-too-large' } });
    expect(spawned).toBe(0);
  });

  test('is not asked to read what is locked', async () => {
    expect(await runnerFor(worker).parse('\n byway1:AREI')).toEqual({ ok: false, fault: { code: 'sealed-locked' } });
    expect(spawned).toBe(0);
  });

  test.each([
    ['hangs', 'for (;;) {}'],
    ['eats memory', 'const all = []; for (;;) all.push(new Array(100_000).fill(all.length));'],
    ['dies', 'process.exit(3);'],
    ['says nothing', 'return;'],
    ['answers nonsense', "process.send({ kind: 'parsed', id, parsed: 'x' }); return;"],
    ['answers another question', "process.send({ kind: 'parsed', id: id + 1, parsed: { profiles: [], rejected: [] } }); return;"],
  ])('costs one paste when it %s', async (name, behaviour) => {
    const runner = runnerFor(badWorker(name.replaceAll(' ', '-'), behaviour), { parseMs: name === 'eats memory' ? 20_000 : 1_500, startMs: 20_000 });
    const [before, bad, after] = await Promise.all([runner.parse('one'), runner.parse('bad'), runner.parse('two')]);
    expect(before.ok).toBe(true);
    expect(bad.ok ? 'accepted' : bad.fault.code).toBe('input-too-slow');
    expect(after.ok && after.value.rejected[0]?.reason).toBe('two');
    expect(spawned).toBe(2);
  });

  test('that never gets ready is given up', async () => {
    const path = join(folder, 'mute.mjs');
    writeFileSync(path, 'process.on("message", () => undefined);');
    const answer = await runnerFor(path, { parseMs: 1_000, startMs: 300 }).parse(link);
    expect(answer.ok ? 'accepted' : answer.fault.code).toBe('unexpected');
  });

  test('that cannot be started is a fault, not a crash', async () => {
    const answer = await runnerFor(join(folder, 'missing.mjs')).parse(link);
    expect(answer.ok ? 'accepted' : answer.fault.code).toBe('unexpected');
  });

  test('is gone after closing, and what waited is cancelled', async () => {
    const runner = runnerFor(badWorker('waits', 'return;'));
    runner.warm();
    const answer = runner.parse('bad');
    runner.close();
    expect(await answer).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
    expect(await runner.parse(link)).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
  });
});

test('a process of the host’s own kind is driven through the same four members', async () => {
  const sent: unknown[] = [];
  let receive: (message: unknown) => void = () => undefined;
  const fake: ParseProcess = {
    send: (message) => {
      sent.push(message);
      receive({ kind: 'parsed', id: 1, parsed: { profiles: [], rejected: [] } });
    },
    onMessage: (listener) => {
      receive = listener;
    },
    onExit: () => undefined,
    kill: () => undefined,
  };
  const answer = createParseRunner(() => fake, createClock()).parse('text');
  await Promise.resolve();
  receive({ kind: 'ready' });
  expect(await answer).toEqual({ ok: true, value: { profiles: [], rejected: [] } });
  expect(sent).toEqual([{ kind: 'parse', id: 1, text: 'text' }]);
});
