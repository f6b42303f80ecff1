import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pickLocalPorts } from './local-ports.ts';

test('ports differ, are high, are not handed out by the system and are nobody’s known ones', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (random) => {
      const { local, systemProxy } = pickLocalPorts(random);
      expect(local).not.toBe(systemProxy);
      for (const port of [local, systemProxy]) {
        expect(port).toBeGreaterThanOrEqual(20_000);
        expect(port).toBeLessThanOrEqual(31_999);
        expect([20_170, 25_565, 27_017, 31_337]).not.toContain(port);
      }
    }),
  );
});

test('random bytes that point at one place, or at a known port, move on', () => {
  expect(pickLocalPorts(Uint8Array.of(0, 0, 5, 0, 0, 5))).toEqual({ local: 20_005, systemProxy: 20_006 });
  expect(pickLocalPorts(Uint8Array.of(0, 0, 170, 0, 46, 223))).toEqual({ local: 20_173, systemProxy: 31_999 });
});
