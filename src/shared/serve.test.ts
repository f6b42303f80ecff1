/** What `serve` bounds; what it carries is tested by the contract suite over every kind of wire. */
import { expect, test } from 'vitest';
import { maxIds, maxPasteLength, type CallName } from './contract.ts';
import { createCaller, type Caller } from './call.ts';
import { succeed } from './fault.ts';
import { serve, type Handlers } from './serve.ts';
import { memoryWirePair, type Wire } from './wire.ts';

function serveAll(wire: Wire, handle: (name: string) => void = () => undefined): void {
  const answerAll = new Proxy({}, { get: (_target, name) => () => (handle(String(name)), Promise.resolve(succeed(null))) });
  const nothing = (): (() => void) => () => undefined;
  serve(wire, { handlers: answerAll as Handlers, onChange: nothing, onLog: nothing, now: () => 0, onBug: () => undefined }); // every name answers
}

function start(): Caller {
  const [near, far] = memoryWirePair();
  serveAll(far);
  return createCaller(near);
}

test('the longest paste and the longest list of ids pass', async () => {
  const caller = start();
  expect(await caller.call('profiles.import', { text: 'x'.repeat(maxPasteLength) })).toEqual(succeed(null));
  expect(await caller.call('probes.start', { ids: Array.from({ length: maxIds }, (_, index) => `id-${index}-abcdefghijklmn`) })).toEqual(succeed(null));
});

/** Hands a message to `serve` as it is, as a wire that clones nothing would; answers what comes back. */
async function askRaw(name: CallName, input: unknown): Promise<unknown> {
  const receivers: ((message: unknown) => void)[] = [];
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const nothing = (): (() => void) => () => undefined;
  serveAll({ send: resolve, onMessage: (receive) => (receivers.push(receive), () => undefined), onClose: nothing, close: () => undefined });
  receivers[0]?.({ kind: 'request', id: 1, name, input });
  return promise;
}

function nest(levels: number): unknown {
  let deep: unknown = {};
  for (let level = 0; level < levels; level++) deep = { deep };
  return deep;
}

test.each<readonly [string, CallName, unknown, string]>([
  ['a longer paste', 'profiles.import', { text: 'x'.repeat(maxPasteLength + 2000) }, 'input-too-large'],
  ['a paste just over the limit', 'profiles.import', { text: 'x'.repeat(maxPasteLength + 1) }, 'bad-request'],
  ['more ids', 'probes.start', { ids: Array.from({ length: maxIds + 1 }, () => 'a') }, 'bad-request'],
  ['a list without end', 'probes.start', { ids: Array.from({ length: maxPasteLength + 2000 }) }, 'input-too-large'],
  ['many long members', 'state.get', Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`${index}${'x'.repeat(200)}`, 1])), 'input-too-large'],
  ['deep nesting', 'state.get', nest(100_000), 'bad-request'],
])('%s is refused', async (_what, name, input, code) => {
  expect(await askRaw(name, input)).toMatchObject({ kind: 'answer', ok: false, fault: { code } });
});

test('a call that no wire can carry is a fault, not an exception', async () => {
  const caller = start();
  expect(await caller.call('state.get', { run: () => undefined } as never)).toMatchObject({ ok: false, fault: { code: 'bad-request' } }); // wrong on purpose
});

test('a wire whose sending throws ends, and takes nobody with it', async () => {
  const receivers: ((message: unknown) => void)[] = [];
  let closed = false;
  serveAll({
    send: () => {
      throw new Error('gone');
    },
    onMessage: (receive) => (receivers.push(receive), () => undefined),
    onClose: () => () => undefined,
    close: () => (closed = true),
  });
  receivers[0]?.({ kind: 'request', id: 1, name: 'probes.stop', input: {} });
  await new Promise(setImmediate);
  expect(closed).toBe(true);
});
