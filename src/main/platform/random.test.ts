import { expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { random } from './random.ts';

test('random gives as many bytes as asked, never the same twice', () => {
  expect(random(0)).toHaveLength(0);
  expect(random(32)).toHaveLength(32);
  expect(Buffer.from(random(32)).equals(Buffer.from(random(32)))).toBe(false);
});

test('the clock runs a task once and a cancelled one never', async () => {
  const clock = createClock();
  const order: string[] = [];
  const cancel = clock.after(0, () => order.push('cancelled'));
  cancel();
  await new Promise<void>((resolve) => clock.after(5, () => { order.push('ran'); resolve(); }));
  expect(order).toEqual(['ran']);
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
});

test('a delay beyond what a timer holds does not fire at once', async () => {
  const clock = createClock();
  let fired = false;
  const cancel = clock.after(2 ** 40, () => { fired = true; });
  await new Promise<void>((resolve) => clock.after(10, resolve));
  cancel();
  expect(fired).toBe(false);
});
