import { expect, test } from 'vitest';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { Parsed } from '../../shared/profile.ts';
import { partLimits, readParts } from './subscription-parts.ts';
import { sampleProfile } from './testing/fake-deps.ts';

function list(servers: readonly number[], ...names: readonly string[]): Parsed {
  return { profiles: servers.map(sampleProfile), rejected: [], subscriptions: names.map((name) => ({ url: `https://${name}.example/l`, line: 1 })) };
}

/** Answers by host name, and remembers who was asked and how many at once. */
function world(lists: Readonly<Record<string, Result<Parsed>>>) {
  const asked: string[] = [];
  let open = 0;
  let most = 0;
  const ask = async (url: string): Promise<Result<Parsed>> => {
    const name = new URL(url).hostname.replace('.example', '');
    asked.push(name);
    most = Math.max(most, (open += 1));
    await Promise.resolve();
    open -= 1;
    return lists[name] ?? fail('refused');
  };
  return { asked, ask, most: () => most };
}

const servers = (parsed: Parsed): readonly string[] => parsed.profiles.map(({ name }) => name);

test('what stands in the lists inside comes after what stands in the list, in the order they are named', async () => {
  const { ask, asked } = world({ a: succeed(list([2])), b: succeed(list([3, 4])) });
  const whole = await readParts(list([1], 'a', 'b'), 'https://top.example/', ask);
  expect(servers(whole.parsed)).toEqual(['Server 1', 'Server 2', 'Server 3', 'Server 4']);
  expect(whole).toMatchObject({ unread: [], partHosts: ['a.example', 'b.example'] });
  expect(asked).toEqual(['a', 'b']);
});

test('two levels down and no further; what lies below is told', async () => {
  const { ask, asked } = world({ a: succeed(list([2], 'b')), b: succeed(list([3], 'c')), c: succeed(list([4])) });
  const whole = await readParts(list([1], 'a'), 'https://top.example/', ask);
  expect(servers(whole.parsed)).toEqual(['Server 1', 'Server 2', 'Server 3']);
  expect(whole.unread).toEqual([{ host: 'c.example', code: 'input-too-large' }]);
  expect(asked).toEqual(['a', 'b']);
});

test('lists that name each other, and themselves, are read once', async () => {
  const { ask, asked } = world({ a: succeed(list([2], 'b', 'top')), b: succeed(list([3], 'a', 'b')) });
  const whole = await readParts(list([1], 'a', 'top', 'a'), 'https://top.example/l#name', ask);
  expect(asked).toEqual(['a', 'b']);
  expect(whole.unread).toEqual([]);
});

test('32 addresses over all levels, four at a time', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `n${index}`);
  const { ask, asked, most } = world(Object.fromEntries(names.map((name) => [name, succeed(list([1], `below-${name}`))])));
  const whole = await readParts(list([], ...names), 'https://top.example/', ask);
  expect(asked).toEqual(names.slice(0, partLimits.addresses));
  expect(most()).toBe(partLimits.atOnce);
  expect(whole.unread.filter(({ code }) => code === 'input-too-large')).toHaveLength(8 + 32);
});

test('one that fails costs itself; an unsafe address cannot be confirmed from inside a list', async () => {
  const { ask } = world({ a: fail('timeout'), b: fail('address-unsafe'), c: succeed(list([3])) });
  const whole = await readParts(list([1], 'a', 'b', 'c'), 'https://top.example/', ask);
  expect(servers(whole.parsed)).toEqual(['Server 1', 'Server 3']);
  expect(whole.unread).toEqual([{ host: 'a.example', code: 'timeout' }, { host: 'b.example', code: 'address-refused' }]);
});

test('more servers than a list may have are left out whole', async () => {
  const { ask } = world({ a: succeed(list([2, 3, 4])), b: succeed(list([5])) });
  const whole = await readParts(list([1], 'a', 'b'), 'https://top.example/', ask, { ...partLimits, servers: 3 });
  expect(servers(whole.parsed)).toEqual(['Server 1', 'Server 5']);
  expect(whole.unread).toEqual([{ host: 'a.example', code: 'input-too-large' }]);
});
