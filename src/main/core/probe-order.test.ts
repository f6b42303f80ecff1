import { expect, test } from 'vitest';
import { createProbeQueue, maxProbes, networkOf } from './probe-order.ts';

function takeAll(queue: ReturnType<typeof createProbeQueue>): string[] {
  const taken: string[] = [];
  for (let id = queue.next(); id !== undefined; id = queue.next()) taken.push(id);
  return taken;
}

test.each([
  ['192.0.2.7', '192.0.2'],
  ['2001:db8:1:2::7', '2001:db8:1'],
  ['2001:0DB8:0001::', '2001:db8:1'],
  ['2001:db8::7', '2001:db8:0'],
  ['::1', '0:0:0'],
  ['Server.Example', 'server.example'],
])('%s stands in the network %s', (server, network) => {
  expect(networkOf(server)).toBe(network);
});

test('networks take turns, two at once each, six in all', () => {
  const queue = createProbeQueue();
  queue.add(['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'd1', 'e1'].map((id) => ({ id, server: `${id[0]}.example` })));
  const first = takeAll(queue);
  expect(first).toEqual(['a1', 'b1', 'c1', 'd1', 'e1', 'a2']);
  expect(first).toHaveLength(maxProbes);
  queue.finish('c1');
  expect(takeAll(queue)).toEqual(['b2']);
  queue.finish('d1');
  expect(takeAll(queue)).toEqual([]);
  queue.finish('b1');
  expect(takeAll(queue)).toEqual(['b3']);
});

test('one network alone never has more than two', () => {
  const queue = createProbeQueue();
  queue.add(Array.from({ length: 9 }, (_, index) => ({ id: `${index}`, server: `192.0.2.${index}` })));
  expect(takeAll(queue)).toEqual(['0', '1']);
});

test('what waits or runs is not added again; what has ended is', () => {
  const queue = createProbeQueue();
  const entry = { id: 'a', server: 'a.example' };
  expect(queue.add([entry, entry])).toEqual(['a']);
  expect(queue.next()).toBe('a');
  expect(queue.add([entry])).toEqual([]);
  queue.finish('a');
  queue.finish('a');
  expect(queue.add([entry])).toEqual(['a']);
  expect(queue.next()).toBe('a');
});

test('clearing answers what waited and leaves what runs', () => {
  const queue = createProbeQueue();
  queue.add(['a', 'b', 'c'].map((id) => ({ id, server: 'x.example' })));
  queue.next();
  expect(queue.clear()).toEqual(['b', 'c']);
  expect(queue.next()).toBeUndefined();
  expect(queue.add([{ id: 'a', server: 'x.example' }])).toEqual([]);
});

test('50,000 on one network are served in a moment', () => {
  const queue = createProbeQueue();
  queue.add(Array.from({ length: 50_000 }, (_, index) => ({ id: `${index}`, server: 'x.example' })));
  let served = 0;
  for (let id = queue.next(); id !== undefined; id = queue.next()) {
    queue.finish(id);
    served += 1;
  }
  expect(served).toBe(50_000);
});
