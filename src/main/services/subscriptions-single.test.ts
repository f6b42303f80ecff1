/** The person's word on single servers of a list, and lists inside lists; the list itself comes from a real server. */
import { afterEach, expect, test } from 'vitest';
import { succeed, type Result } from '../../shared/fault.ts';
import type { FetchAnswer } from './deps.ts';
import { startListBench, type ListBench } from '../testing/list-bench.ts';

const week = 7 * 24 * 3_600_000;
const open: ListBench[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((bench) => bench.close()));
});

async function start(): Promise<ListBench> {
  const bench = await startListBench();
  open.push(bench);
  return bench;
}

const list = (bench: ListBench) => bench.snapshot().subscriptions[0];
const names = (bench: ListBench) => bench.snapshot().profiles.map(({ name }) => name);
const idOf = (bench: ListBench, name: string): string => bench.snapshot().profiles.find((card) => card.name === name)?.id ?? '';
const refresh = (bench: ListBench) => bench.call('subscriptions.refresh', {});

test('a server removed by hand does not come back, neither under another name nor with another key', async () => {
  const bench = await start();
  bench.say('1\n2\n3');
  await bench.add();
  await bench.call('profiles.remove', { ids: [idOf(bench, 'Server 2')] });
  expect(list(bench)).toMatchObject({ leftOut: 1, servers: 2 });
  for (const again of ['1\n2\n3', '1\n2=renamed\n3', '1\n2:rotated\n3']) {
    bench.say(again);
    expect(await refresh(bench)).toMatchObject({ value: [{ diff: { fresh: [], counts: { leftOut: 1 } } }] });
    expect(names(bench)).toEqual(['Server 1', 'Server 3']);
  }
  expect(JSON.stringify(bench.deps.subscriptions.saved.at(-1)?.items.map(({ sealed: _sealed, ...plain }) => plain))).not.toContain('leftOut');
});

test('undone, it is there again and stays in the list; all removed ones come back on asking', async () => {
  const bench = await start();
  const id = await bench.add();
  const removed = await bench.call('profiles.remove', { ids: [idOf(bench, 'Server 2')] });
  await bench.call('profiles.undoRemove', { undo: removed.ok ? removed.value.undo : '' });
  await refresh(bench);
  expect(names(bench)).toEqual(['Server 1', 'Server 2']);
  expect(list(bench)).not.toHaveProperty('leftOut');
  await bench.call('profiles.remove', { ids: [idOf(bench, 'Server 2')] });
  await bench.call('subscriptions.edit', { id, userAgent: 'mine', bringsBackRemoved: true });
  expect(list(bench)).not.toHaveProperty('leftOut');
  await refresh(bench);
  expect(names(bench)).toEqual(['Server 1', 'Server 2']);
});

test('another change of the list does not forget what was removed', async () => {
  const bench = await start();
  const id = await bench.add();
  await bench.call('profiles.remove', { ids: [idOf(bench, 'Server 2')] });
  await bench.call('subscriptions.edit', { id, userAgent: 'mine', sendsHardwareId: true });
  await refresh(bench);
  expect(names(bench)).toEqual(['Server 1']);
});

test('who leaves is marked with the day, and stays when the person says so', async () => {
  const bench = await start();
  bench.say('1\n2\n3');
  await bench.add();
  bench.say('1');
  await refresh(bench);
  const [second, third] = [idOf(bench, 'Server 2'), idOf(bench, 'Server 3')];
  const at = bench.deps.clock.now() + week;
  expect(list(bench)?.leaving).toEqual({ [second]: at, [third]: at });
  expect(await bench.call('subscriptions.keepServers', { ids: [second] })).toMatchObject({ ok: true });
  expect(list(bench)).toMatchObject({ leaving: { [third]: at }, keptByHand: [second], gone: 1 });
  await bench.deps.clock.advance(week + 1);
  await refresh(bench);
  expect(names(bench)).toEqual(['Server 1', 'Server 2']);
  expect(await bench.call('subscriptions.keepServers', { ids: [second] })).toMatchObject({ ok: false, fault: { code: 'not-found' } });
});

/** The list's own address answers itself; others answer what `parts` says. */
function withParts(bench: ListBench, parts: Readonly<Record<string, string | undefined>>): void {
  const real = bench.deps.fetcher.answer;
  bench.deps.fetcher.answer = (request, signal) => {
    const host = new URL(request.url).hostname;
    if (host === '127.0.0.1' && real !== undefined) return real(request, signal);
    const body = parts[host];
    const answer: Result<FetchAnswer> = body === undefined ? { ok: false, fault: { code: 'timeout' } } : succeed({ status: 200, headers: {}, body });
    return Promise.resolve(answer);
  };
}

test('a list inside the list belongs to it; the device number and what was confirmed stay with the list itself', async () => {
  const bench = await start();
  withParts(bench, { 'part.example': '7\n8' });
  bench.say('1\nhttps://part.example/key');
  const id = await bench.add();
  await bench.call('subscriptions.edit', { id, sendsHardwareId: true });
  await refresh(bench);
  expect(bench.snapshot().profiles).toMatchObject([{ subscription: id }, { subscription: id }, { subscription: id }]);
  expect(bench.deps.fetcher.asked.at(-1)).toMatchObject({ url: 'https://part.example/key', accept: [] });
  expect(bench.deps.fetcher.asked.at(-1)).not.toHaveProperty('headers');
  expect(bench.deps.fetcher.asked.at(-2)).toHaveProperty('headers');
});

test('what could not be fetched is told without its key, and takes nobody away', async () => {
  const bench = await start();
  const parts: Record<string, string | undefined> = { 'part.example': '7' };
  withParts(bench, parts);
  bench.say('1\nhttps://part.example/key');
  await bench.add();
  parts['part.example'] = undefined;
  bench.say('2\nhttps://part.example/key');
  await refresh(bench);
  expect(list(bench)).toMatchObject({ unread: [{ host: 'part.example', code: 'timeout' }], gone: 0 });
  expect(names(bench)).toEqual(['Server 1', 'Server 7', 'Server 2']);
  parts['part.example'] = '7';
  await refresh(bench);
  expect(list(bench)).toMatchObject({ gone: 1 });
  expect(list(bench)).not.toHaveProperty('unread');
});

test('an advertisement that never was a list does not stop servers from leaving', async () => {
  const bench = await start();
  withParts(bench, { 'shop.example': '<html>buy' });
  bench.say('1\n2\nhttps://shop.example/');
  await bench.add();
  bench.say('1\nhttps://shop.example/');
  await refresh(bench);
  expect(list(bench)).toMatchObject({ unread: [{ host: 'shop.example', code: 'list-unreadable' }], gone: 1 });
});

test('a list of nothing but lists; none of them to be had is the fault of the first', async () => {
  const bench = await start();
  withParts(bench, { 'part.example': '7' });
  bench.say('https://part.example/a\nhttp://127.0.0.2/b');
  await bench.add();
  expect(names(bench)).toEqual(['Server 7']);
  bench.say('https://other.example/a');
  expect(await refresh(bench)).toMatchObject({ value: [{ fault: { code: 'timeout' } }] });
  expect(names(bench)).toEqual(['Server 7']);
});
