import { describe, expect, test } from 'vitest';
import { fail, succeed } from '../../shared/fault.ts';
import type { Added, ImportPreview } from '../../shared/import-preview.ts';
import type { Profile } from '../../shared/profile.ts';
import { startApp, startWithServers, type Harness } from './testing/app-harness.ts';
import { sampleProfile } from './testing/fake-deps.ts';
import { heldMs, maxHeld } from './imports.ts';

const refused = { line: 3, code: 'link-malformed' as const, reason: 'damaged', excerpt: 'ss://…' };

function paste(harness: Harness, profiles: readonly Profile[], rejected: readonly typeof refused[] = []): void {
  harness.deps.parse.next = succeed({ profiles, rejected, subscriptions: [{ url: 'https://lists.example/s/1', line: 5 }] });
}

async function look(harness: Harness): Promise<ImportPreview> {
  const preview = await harness.call('import.preview', { text: 'links' });
  if (!preview.ok) throw new Error(preview.fault.code);
  return preview.value;
}

async function add(harness: Harness, token: string, only?: number[]): Promise<Added> {
  const added = await harness.call('import.add', { token, ...(only === undefined ? {} : { only }) });
  if (!added.ok) throw new Error(added.fault.code);
  return added.value;
}

describe('a look into a text', () => {
  test('tells what is new, known, repeated and refused, and keeps nothing', async () => {
    const harness = await startWithServers(1);
    await harness.call('profiles.rename', { id: harness.ids[0] ?? '', name: 'mine' });
    const saves = harness.deps.profiles.saved.length;
    paste(harness, [sampleProfile(1), sampleProfile(2), { ...sampleProfile(2), name: 'again' }, { ...sampleProfile(3), server: 'xn--pypal-4ve.com' }], [refused]);
    const preview = await look(harness);
    expect(preview).toMatchObject({
      found: 3, fresh: 2, known: 1, repeated: 1, rejected: 1, networks: { count: 2, largest: [1, 1] },
      knownServers: [{ name: 'Server 1', id: harness.ids[0], listName: 'mine' }],
      warnings: [{ kind: 'look-alike-host', count: 1, names: ['Server 3'] }],
      rejects: [refused], lists: [{ url: 'https://lists.example/s/1' }], hasSettings: false,
    });
    expect(preview.rows.map(({ index, name }) => [index, name])).toEqual([[0, 'Server 2'], [1, 'Server 3']]);
    expect(JSON.stringify(preview)).not.toContain('password 2');
    expect(harness.snapshot().profiles).toHaveLength(1);
    expect(harness.deps.profiles.saved).toHaveLength(saves);
    expect(harness.deps.fetcher.asked).toEqual([]);
  });

  test('gives its rows page by page', async () => {
    const harness = await startApp();
    paste(harness, Array.from({ length: 450 }, (_, index) => sampleProfile(index)));
    const { token, rows, fresh } = await look(harness);
    expect([rows.length, fresh]).toEqual([200, 450]);
    const last = await harness.call('import.page', { token, from: 400 });
    expect(last.ok && last.value.rows.map(({ index }) => index)).toEqual(Array.from({ length: 50 }, (_, index) => 400 + index));
    expect(await harness.call('import.page', { token: 'other', from: 0 })).toMatchObject({ fault: { code: 'not-found' } });
  });

  test('of a text without anything is a fault, and so is what reading says', async () => {
    const harness = await startApp();
    harness.deps.parse.next = succeed({ profiles: [], rejected: [{ ...refused, code: 'input-empty' }] });
    expect(await harness.call('import.preview', { text: 'hello' })).toMatchObject({ fault: { code: 'input-empty' } });
    harness.deps.parse.next = fail('input-too-slow');
    expect(await harness.call('import.preview', { text: 'trap' })).toMatchObject({ fault: { code: 'input-too-slow' } });
    expect(await harness.call('import.preview', { incoming: 'nothing' })).toMatchObject({ fault: { code: 'not-found' } });
  });
});

test('a text from outside is read by its name, and ends with adding it', async () => {
  const harness = await startApp();
  paste(harness, [sampleProfile(1)]);
  harness.app.receive({ kind: 'text', text: 'links', from: 'link' });
  const [waiting] = harness.snapshot().incoming;
  const preview = await harness.call('import.preview', { incoming: waiting?.id ?? '' });
  expect(preview).toMatchObject({ value: { fresh: 1 } });
  await add(harness, preview.ok ? preview.value.token : '');
  expect(harness.snapshot().incoming).toEqual([]);
  expect(harness.snapshot().profiles).toMatchObject([{ source: 'link' }]);
});

test('test 15: 50,000 times the same server is one server', { timeout: 60_000 }, async () => {
  const harness = await startApp();
  paste(harness, Array.from({ length: 50_000 }, () => sampleProfile(1)));
  let preview: Awaited<ReturnType<typeof look>> | undefined;
  void look(harness).then((value) => (preview = value));
  while (preview === undefined) await harness.deps.clock.advance(0);
  expect(preview).toMatchObject({ found: 1, fresh: 1, repeated: 49_999 });
  expect(preview.rows).toHaveLength(1);
});

describe('adding', () => {
  test('keeps the new ones once, names the best, and can be taken back', async () => {
    const harness = await startApp();
    paste(harness, [{ ...sampleProfile(1), insecure: true } as Profile, sampleProfile(2)]);
    const { token } = await look(harness);
    const added = await add(harness, token);
    const [first, second] = harness.snapshot().profiles;
    expect(added).toMatchObject({ added: 2, known: 0, best: second?.id });
    expect(first?.source).toBe('paste');
    expect(await harness.call('import.add', { token })).toMatchObject({ fault: { code: 'not-found' } });
    expect(await harness.call('import.undo', { undo: added.undo ?? '' })).toMatchObject({ value: { removed: 2 } });
    expect(harness.snapshot().profiles).toEqual([]);
    expect(await harness.call('import.undo', { undo: added.undo ?? '' })).toMatchObject({ fault: { code: 'not-found' } });
  });

  test('takes only what was asked for', async () => {
    const harness = await startApp();
    paste(harness, [sampleProfile(1), sampleProfile(2), sampleProfile(3)]);
    const { token } = await look(harness);
    expect(await add(harness, token, [2, 2, 99])).toMatchObject({ added: 1 });
    expect(harness.snapshot().profiles.map(({ name }) => name)).toEqual(['Server 3']);
  });

  test('does not add twice what another window added meanwhile', async () => {
    const harness = await startApp();
    paste(harness, [sampleProfile(1)]);
    const [one, other] = [await look(harness), await look(harness)];
    await add(harness, one.token);
    const second = await add(harness, other.token);
    expect([second.added, second.known, second.undo]).toEqual([0, 1, undefined]);
  });
});

describe('what was looked into', () => {
  test('is forgotten on asking, after a while, and when newer ones come', async () => {
    const harness = await startApp();
    paste(harness, [sampleProfile(1)]);
    const cancelled = await look(harness);
    await harness.call('import.forget', { token: cancelled.token });
    const pushedOut = await look(harness);
    const held: ImportPreview[] = [];
    for (let index = 0; index < maxHeld; index += 1) held.push(await look(harness));
    const [late] = held;
    expect(await harness.call('import.page', { token: late?.token ?? '', from: 0 })).toMatchObject({ ok: true });
    await harness.deps.clock.advance(heldMs);
    for (const { token } of [cancelled, pushedOut, ...held]) expect(await harness.call('import.add', { token })).toMatchObject({ fault: { code: 'not-found' } });
  });

  test('can be stopped while it is being read', async () => {
    const harness = await startApp();
    const stopped: string[] = [];
    harness.deps.parse.parse = (_text, signal) => new Promise((resolve) => {
      signal?.addEventListener('abort', () => (stopped.push('stopped'), resolve(fail('cancelled'))));
    });
    const reading = harness.call('import.preview', { text: 'long', reading: 'mine' });
    await harness.call('import.forget', { token: 'mine' });
    expect(await reading).toMatchObject({ fault: { code: 'cancelled' } });
    expect(stopped).toEqual(['stopped']);
  });

  test('lets the app end', async () => {
    const harness = await startApp();
    paste(harness, [sampleProfile(1)]);
    await look(harness);
    await harness.app.shutdown();
    expect(harness.deps.clock.pending()).toBe(0);
  });
});
