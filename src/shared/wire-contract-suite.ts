/**
 * For tests: what every Wire has to carry, run by each host over its own kind of pipe. The suite brings a tiny app of
 * its own, so it needs nothing but two joined ends.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCaller, type Caller } from './call.ts';
import { contract, type CallName } from './contract.ts';
import { fail, succeed, type Result } from './fault.ts';
import { maxInFlight, maxPerSecond, serve, type Handlers, type Served } from './serve.ts';
import type { LogLine, SnapshotChange } from './snapshot.ts';
import { defaultSettings } from './settings.ts';
import type { Wire } from './wire.ts';

/** Two joined ends: the window's and the app's. `end` takes down what carries them. */
export interface WirePair {
  readonly window: Wire;
  readonly app: Wire;
  end(): Promise<void> | void;
}

interface FakeApp extends Served {
  readonly handled: { readonly name: string; readonly input: unknown }[];
  readonly bugs: string[];
  change(change: SnapshotChange): void;
  log(lines: readonly LogLine[]): void;
  /** What the next calls answer instead of `null`. */
  answer: (name: CallName) => Promise<Result<unknown>>;
  time: number;
}

function createFakeApp(): FakeApp {
  const changes = new Set<(change: SnapshotChange) => void>();
  const logs = new Set<(lines: readonly LogLine[]) => void>();
  const app: FakeApp = {
    handled: [],
    bugs: [],
    answer: () => Promise.resolve(succeed(null)),
    time: 0,
    handlers: Object.fromEntries(
      Object.keys(contract).map((name) => [
        name,
        (input: unknown) => {
          app.handled.push({ name, input });
          return app.answer(name as CallName); // one of the contract's own names
        },
      ]),
    ) as unknown as Handlers, // one handler a name, built from the contract's own list
    onChange: (receive) => (changes.add(receive), () => changes.delete(receive)),
    onLog: (receive) => (logs.add(receive), () => logs.delete(receive)),
    now: () => app.time,
    onBug: (name) => app.bugs.push(name),
    change: (change) => changes.forEach((receive) => receive(change)),
    log: (lines) => logs.forEach((receive) => receive(lines)),
  };
  return app;
}

/** Registers the tests; `join` makes a fresh pair for each. */
export function testWireContract(kind: string, join: () => Promise<WirePair> | WirePair): void {
  describe(`the contract over ${kind}`, () => {
    let pair: WirePair;
    let app: FakeApp;
    let caller: Caller;

    beforeEach(async () => {
      pair = await join();
      app = createFakeApp();
      serve(pair.app, app);
      caller = createCaller(pair.window);
    });
    afterEach(async () => {
      caller.close();
      await pair.end();
    });

    /** Answers that come outside any call, in order. */
    function rawAnswers(): unknown[] {
      const seen: unknown[] = [];
      pair.window.onMessage((message) => seen.push(message));
      return seen;
    }

    /** A call that comes back only after everything sent before it was handled. */
    async function passThrough(): Promise<void> {
      await caller.call('connection.disconnect', {});
    }

    test('a call reaches its handler with its input and brings the value back', async () => {
      app.answer = () => Promise.resolve(succeed({ ...defaultSettings, theme: 'dark' }));
      expect(await caller.call('settings.change', { theme: 'dark' })).toEqual(succeed({ ...defaultSettings, theme: 'dark' }));
      expect(app.handled).toEqual([{ name: 'settings.change', input: { theme: 'dark' } }]);
    });

    test('a fault comes back whole', async () => {
      const fault = fail('timeout', 'why', { port: 1, name: 'x' });
      app.answer = () => Promise.resolve(fault);
      expect(await caller.call('connection.connect', {})).toEqual(fault);
    });

    test('answers find their calls, whatever their order', async () => {
      const waiting: (() => void)[] = [];
      app.answer = (name) => new Promise((resolve) => waiting.push(() => resolve(succeed(name))));
      const first = caller.call('connection.disconnect', {});
      const second = caller.call('probes.stop', {});
      await expect.poll(() => waiting.length).toBe(2);
      for (const go of waiting.toReversed()) go();
      expect(await first).toEqual(succeed('connection.disconnect'));
      expect(await second).toEqual(succeed('probes.stop'));
    });

    test.each<readonly [string, CallName, unknown]>([
      ['a missing member', 'profiles.choose', {}],
      ['a wrong type', 'profiles.choose', { id: 7 }],
      ['an unknown member', 'connection.connect', { also: true }],
      ['no object', 'state.get', 'x'],
      ['an empty list', 'probes.start', { ids: [] }],
      ['too long a name', 'profiles.rename', { id: 'a', name: 'x'.repeat(201) }],
      ['a wrong address', 'settings.change', { checkAddresses: ['file:///etc/passwd'] }],
    ])('%s is refused before any handler sees it', async (_what, name, input) => {
      expect(await caller.call(name, input as never)).toMatchObject({ ok: false, fault: { code: 'bad-request' } }); // wrong on purpose
      expect(app.handled).toEqual([]);
    });

    test('names that are no calls are not found, inherited ones neither', async () => {
      for (const name of ['no.such', 'constructor', '__proto__', 'toString']) {
        expect(await caller.call(name as CallName, {})).toMatchObject({ ok: false, fault: { code: 'not-found' } });
      }
    });

    test('a refusal names the place, never the value', async () => {
      const refused = await caller.call('profiles.choose', { id: { secret: 'hunter2' } } as never); // wrong on purpose
      expect(JSON.stringify(refused)).toContain('id');
      expect(JSON.stringify(refused)).not.toContain('hunter2');
    });

    test('a handler that throws answers unexpected, without its text, and the wire lives', async () => {
      app.answer = () => Promise.reject(new Error('hunter2 at /home/x'));
      expect(await caller.call('probes.stop', {})).toEqual(fail('unexpected'));
      expect(app.bugs).toEqual(['probes.stop']);
      app.answer = () => Promise.resolve(succeed(null));
      expect(await caller.call('probes.stop', {})).toEqual(succeed(null));
    });

    test('messages that are no requests are passed over, and the wire lives', async () => {
      const answers = rawAnswers();
      for (const message of [null, 7, 'x', [], {}, { kind: 'request' }, { kind: 'request', id: -1, name: 'state.get', input: {} }, { kind: 'answer', id: 0, ok: true }]) {
        pair.window.send(message);
      }
      await passThrough();
      expect(answers).toHaveLength(1);
    });

    test('changes are pushed only after the state was asked for, after its answer, in order, none lost', async () => {
      const seen: unknown[] = [];
      caller.onChange((change) => seen.push(change));
      app.change({ chosen: 'early' });
      await passThrough();
      expect(seen).toEqual([]);
      app.answer = (name) => {
        if (name === 'state.get') app.change({ chosen: 'during' });
        return Promise.resolve(succeed(name));
      };
      const order: string[] = [];
      pair.window.onMessage((message) => order.push((message as { kind: string }).kind)); // this suite's own messages
      await caller.call('state.get', {});
      app.change({ chosen: 'after' });
      await passThrough();
      expect(seen).toEqual([{ chosen: 'during' }, { chosen: 'after' }]);
      expect(order).toEqual(['answer', 'push', 'push', 'answer']);
    });

    test('asking for the state twice does not double the pushes', async () => {
      const seen: unknown[] = [];
      caller.onChange((change) => seen.push(change));
      await caller.call('state.get', {});
      await caller.call('state.get', {});
      app.change({ chosen: 'x' });
      await passThrough();
      expect(seen).toHaveLength(1);
    });

    test('log lines are pushed as they come', async () => {
      const seen: unknown[] = [];
      caller.onLog((lines) => seen.push(...lines));
      await caller.call('state.get', {});
      const line: LogLine = { sequence: 1, at: 2, level: 'info', source: 'app', text: 'x' };
      app.log([line]);
      await passThrough();
      expect(seen).toEqual([line]);
    });

    test('too many calls at once are told to wait', async () => {
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      app.answer = async () => (await held, succeed(null));
      const calls = Array.from({ length: maxInFlight + 1 }, () => caller.call('probes.stop', {}));
      expect(await calls.at(-1)).toMatchObject({ ok: false, fault: { code: 'busy' } });
      release();
      expect(await calls[0]).toEqual(succeed(null));
    });

    test('too many calls in a second are refused, the next second is a new one', async () => {
      for (let round = 0; round < maxPerSecond; round += 50) {
        await Promise.all(Array.from({ length: 50 }, () => caller.call('probes.stop', {})));
      }
      expect(await caller.call('probes.stop', {})).toMatchObject({ ok: false, fault: { code: 'busy' } });
      app.time += 1000;
      expect(await caller.call('probes.stop', {})).toEqual(succeed(null));
    });

    test('names in any script and text of any kind come through unchanged', async () => {
      const name = 'سرور ایران 🚂 \u202e\u0000 Москва 中国';
      await caller.call('profiles.rename', { id: 'a', name });
      expect(app.handled).toEqual([{ name: 'profiles.rename', input: { id: 'a', name } }]);
    });

    test('when the app goes, waiting calls fail, later ones too, and the window is told once', async () => {
      app.answer = () => new Promise(() => undefined);
      let told = 0;
      caller.onClose(() => (told += 1));
      const waiting = caller.call('probes.stop', {});
      await expect.poll(() => app.handled.length).toBe(1);
      pair.app.close();
      expect(await waiting).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
      expect(await caller.call('probes.stop', {})).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
      expect(told).toBe(1);
    });

    test('when the window goes, the app stops pushing to it', async () => {
      await caller.call('state.get', {});
      const gone = new Promise<void>((resolve) => {
        pair.app.onClose(resolve);
      });
      caller.close();
      await gone;
      app.change({ chosen: 'x' });
      expect(app.bugs).toEqual([]);
    });
  });
}
