/** Import, choose, rename, remove, bring back, reveal: through the app, on fakes. */
import { expect, test } from 'vitest';
import { fail, makeFault, succeed } from '../../shared/fault.ts';
import { startApp, startWithServers } from './testing/app-harness.ts';
import { sampleProfile } from './testing/fake-deps.ts';

test('an import answers what is new, what is known and what was refused, and chooses the first', async () => {
  const harness = await startWithServers(2);
  const reject = { line: 2, code: 'link-unknown', reason: 'unknown', excerpt: 'abc' } as const;
  harness.deps.parse.next = succeed({ profiles: [{ ...sampleProfile(1), name: 'other name', raw: 'other text' }, sampleProfile(3), sampleProfile(3)], rejected: [reject] });
  const report = await harness.call('profiles.import', { text: 'links' });
  expect(report).toMatchObject({ ok: true, value: { added: [{ name: 'Server 3' }], known: [{ id: harness.ids[0], name: 'Server 1' }], rejected: [reject] } });
  expect(harness.snapshot().chosen).toBe(harness.ids[0]);
  expect(harness.snapshot().profiles).toHaveLength(3);
});

test('what is stored is sealed, and what is shown holds no key', async () => {
  const harness = await startWithServers(1);
  const [item] = harness.deps.profiles.saved.at(-1)?.items ?? [];
  expect(item).toMatchObject({ id: harness.ids[0], source: { kind: 'paste' }, sealed: expect.stringMatching(/^sealed:/) });
  expect(Object.keys(item ?? {}).toSorted()).toEqual(['addedAt', 'id', 'sealed', 'source']);
  expect(JSON.stringify(harness.snapshot())).not.toContain('password 1');
});

test('a fault of the parser is the answer, and the list stays', async () => {
  const harness = await startWithServers(1);
  harness.deps.parse.next = fail('input-empty');
  expect(await harness.call('profiles.import', { text: '' })).toEqual(fail('input-empty'));
  expect(harness.snapshot().profiles).toHaveLength(1);
});

test('a full disk: the fault is told, nothing in memory is lost, and it is written later', async () => {
  const harness = await startWithServers(1);
  harness.deps.profiles.saveFault = makeFault('store-full');
  harness.deps.parse.next = succeed({ profiles: [sampleProfile(2)], rejected: [] });
  expect(await harness.call('profiles.import', { text: 'links' })).toMatchObject({ ok: false, fault: { code: 'store-full' } });
  expect(harness.snapshot().profiles).toHaveLength(2);
  harness.deps.profiles.saveFault = undefined;
  await harness.app.shutdown();
  expect(harness.deps.profiles.saved.at(-1)?.items).toHaveLength(2);
});

test('a read-only store says so at every change and is never written', async () => {
  const harness = await startApp((deps) => {
    deps.profiles.loaded = { ...deps.profiles.loaded, notes: [{ kind: 'read-only', lost: 0 }], readOnly: true };
  });
  harness.deps.parse.next = succeed({ profiles: [sampleProfile(1)], rejected: [] });
  expect(harness.snapshot().notices).toMatchObject([{ kind: 'store-read-only' }]);
  expect(await harness.call('profiles.import', { text: 'x' })).toMatchObject({ ok: false, fault: { code: 'store-read-only' } });
  await harness.app.shutdown();
  expect(harness.deps.profiles.saved).toEqual([]);
});

test('rename shows the own name; an empty one brings the link’s back', async () => {
  const harness = await startWithServers(1);
  const id = harness.ids[0] ?? '';
  await harness.call('profiles.rename', { id, name: '  Mine ' });
  expect(harness.snapshot().profiles).toMatchObject([{ name: 'Mine' }]);
  expect(harness.deps.profiles.saved.at(-1)?.items).toMatchObject([{ ownName: 'Mine' }]);
  await harness.call('profiles.rename', { id, name: ' ' });
  expect(harness.snapshot().profiles).toMatchObject([{ name: 'Server 1' }]);
});

test('removed servers come back by undo, with their names and the choice', async () => {
  const harness = await startWithServers(3);
  const [first = '', second = ''] = harness.ids;
  await harness.call('profiles.rename', { id: first, name: 'Mine' });
  const removed = await harness.call('profiles.remove', { ids: [first, second, 'unknown'] });
  expect(removed).toMatchObject({ ok: true, value: { removed: 2 } });
  expect(harness.snapshot()).not.toHaveProperty('chosen');
  expect(harness.deps.profiles.saved.at(-1)?.items).toHaveLength(1);
  const undo = removed.ok ? removed.value.undo : '';
  expect(await harness.call('profiles.undoRemove', { undo })).toEqual(succeed({ restored: 2 }));
  expect(harness.snapshot()).toMatchObject({ chosen: first, profiles: [{ name: 'Server 3' }, { name: 'Mine' }, { name: 'Server 2' }] });
  expect(await harness.call('profiles.undoRemove', { undo })).toMatchObject({ ok: false, fault: { code: 'not-found' } });
});

test('a removed server may be added again, and is not known any more', async () => {
  const harness = await startWithServers(1);
  await harness.call('profiles.remove', { ids: [...harness.ids] });
  expect(await harness.call('profiles.import', { text: 'links' })).toMatchObject({ ok: true, value: { added: [{ name: 'Server 1' }], known: [] } });
});

test('reveal gives the link as it came, or with the own name after a rename', async () => {
  const harness = await startApp();
  const raw = 'trojan://secret@198.51.100.2:443?security=tls#%53erver';
  harness.deps.parse.next = succeed({ profiles: [{ ...sampleProfile(1), name: 'Server', raw }], rejected: [] });
  const report = await harness.call('profiles.import', { text: raw });
  const id = report.ok ? (report.value.added[0]?.id ?? '') : '';
  expect(await harness.call('profiles.reveal', { id })).toMatchObject({ ok: true, value: { link: raw, profile: { id } } });
  await harness.call('profiles.rename', { id, name: 'Mine' });
  expect(await harness.call('profiles.reveal', { id })).toMatchObject({ ok: true, value: { link: expect.stringMatching(/^trojan:\/\/.*#Mine$/) } });
  expect(await harness.call('profiles.reveal', { id: 'nobody' })).toMatchObject({ ok: false, fault: { code: 'not-found' } });
});

test('unreadable secrets: told once, kept as they are, never overwritten', async () => {
  const sealed = { id: 'x', source: { kind: 'paste' }, addedAt: 1, sealed: 'other key' } as const;
  const harness = await startApp((deps) => {
    deps.secrets.locked = true;
    deps.profiles.loaded = { ...deps.profiles.loaded, value: { items: [sealed], chosen: 'x' } };
  });
  expect(harness.snapshot()).toMatchObject({ profiles: [], notices: [{ kind: 'secrets-unreadable', detail: { count: 1 } }] });
  expect(await harness.call('connection.connect', {})).toMatchObject({ ok: false, fault: { code: 'not-found' } });
  harness.deps.parse.next = succeed({ profiles: [sampleProfile(1)], rejected: [] });
  expect(await harness.call('profiles.import', { text: 'x' })).toMatchObject({ ok: false, fault: { code: 'secrets-unreadable' } });
  harness.deps.secrets.locked = false; // e.g. a key ring that was unlocked meanwhile
  expect(await harness.call('profiles.import', { text: 'x' })).toMatchObject({ ok: true });
  expect(harness.deps.profiles.saved.at(-1)?.items[0]).toEqual(sealed);
});

test('what a newer Byway stored beside is carried along', async () => {
  const harness = await startApp((deps) => {
    const value = { items: [], later: 1 };
    deps.profiles.loaded = { ...deps.profiles.loaded, value };
  });
  harness.deps.parse.next = succeed({ profiles: [sampleProfile(1)], rejected: [] });
  await harness.call('profiles.import', { text: 'x' });
  expect(harness.deps.profiles.saved.at(-1)).toMatchObject({ later: 1 });
});
