import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pickLocalPorts, portBytes } from './local-ports.ts';

test('ports differ, are high, are not handed out by the system and are nobody’s known ones', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: portBytes, maxLength: portBytes }), (random) => {
      const ports = Object.values(pickLocalPorts(random));
      expect(new Set(ports).size).toBe(3);
      for (const port of ports) {
        expect(port).toBeGreaterThanOrEqual(20_000);
        expect(port).toBeLessThanOrEqual(31_999);
        expect([20_170, 25_565, 27_017, 31_337]).not.toContain(port);
      }
    }),
  );
});

test('ports that an install has already stay, and a missing one is none of them', () => {
  const known = { local: 20_001, systemProxy: 20_002 };
  expect(pickLocalPorts(Uint8Array.of(0, 0, 9, 0, 0, 9, 0, 0, 1), known)).toEqual({ ...known, script: 20_003 });
});

test('random bytes that point at one place, or at a known port, move on', () => {
  expect(pickLocalPorts(Uint8Array.of(0, 0, 5, 0, 0, 5, 0, 0, 5))).toEqual({ local: 20_005, systemProxy: 20_006, script: 20_007 });
  expect(pickLocalPorts(Uint8Array.of(0, 0, 170, 0, 46, 223, 0, 46, 223))).toEqual({ local: 20_173, systemProxy: 31_999, script: 20_000 });
});
