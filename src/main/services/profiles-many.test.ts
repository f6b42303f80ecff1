/** 50,000 servers: imported, read, renamed and removed without anybody waiting long. */
import { expect, test } from 'vitest';
import { succeed } from '../../shared/fault.ts';
import type { Profile } from '../../shared/profile.ts';
import { startApp } from './testing/app-harness.ts';
import { calm } from './testing/fake-clock.ts';

const count = 50_000;

function manyProfiles(): Profile[] {
  return Array.from({ length: count }, (_, index) => ({
    type: 'trojan',
    name: `Server ${index}`,
    server: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
    port: 443,
    password: `password ${index}`,
    security: 'tls',
    transport: { type: 'tcp' },
  }));
}

test('50,000 servers are imported, kept and handled', { timeout: 60_000 }, async () => {
  const harness = await startApp();
  harness.deps.parse.next = succeed({ profiles: manyProfiles(), rejected: [] });
  const sizes: number[] = [];
  harness.app.state.onChange(({ profiles }) => sizes.push(profiles?.upsert.length ?? 0));
  const report = await until(harness.call('profiles.import', { text: 'x' }));
  expect(report).toMatchObject({ ok: true });
  expect(harness.snapshot().profiles).toHaveLength(count);
  // A window paints between two of them.
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
  const again = await until(harness.call('profiles.import', { text: 'x' }));
  expect(again.ok && again.value.known.length).toBe(count);

  const id = harness.snapshot().profiles[count - 1]?.id ?? '';
  const started = performance.now();
  await harness.call('profiles.rename', { id, name: 'Last' });
  await harness.call('profiles.choose', { id });
  // Generous for a busy machine; a walk over every sealed item would take far longer.
  expect(performance.now() - started).toBeLessThan(1500);

  /** Lets the pauses between slices pass. */
  async function until<T>(promise: Promise<T>): Promise<T> {
    let done = false;
    const finished = promise.finally(() => {
      done = true;
    });
    while (!done) {
      await harness.deps.clock.advance(0);
      await calm();
    }
    return finished;
  }
});
