import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../random.ts';
import { createClosedBox, createEnvelopeBox, open, seal } from './envelope.ts';

const key = random(32);
const unreadable = { ok: false, fault: { code: 'secrets-unreadable' } };

function sealed(plain: string, withKey = key): string {
  const result = seal(withKey, plain, random);
  if (!result.ok) throw new Error(result.fault.code);
  return result.value;
}

test('any text comes back as it was', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (plain) => {
    expect(open(key, sealed(plain))).toEqual({ ok: true, value: plain });
  }));
});

test('the form is v1.<iv>.<tag>.<data>, and the same text never looks the same', () => {
  expect(sealed('secret')).toMatch(/^v1\.[\w-]{16}\.[\w-]{22}\.[\w-]{8}$/);
  expect(sealed('secret')).not.toBe(sealed('secret'));
});

test('an envelope made once by this form stays readable', () => {
  const fixedKey = Uint8Array.from({ length: 32 }, (_, index) => index);
  const fixed = seal(fixedKey, 'Byway', (bytes) => new Uint8Array(bytes).fill(7));
  expect(fixed).toEqual({ ok: true, value: 'v1.BwcHBwcHBwcHBwcH.R2Ptl53PMw_vjvyTel9OxA.TRPRPRY' });
});

test('another key opens nothing', () => {
  expect(open(random(32), sealed('secret'))).toMatchObject(unreadable);
});

test('every changed character is noticed', () => {
  const envelope = sealed('a secret of some length');
  for (let at = 0; at < envelope.length; at += 1) {
    for (const other of ['A', 'B', '_', '.', '=', ' ', '\n', 'é']) {
      if (envelope[at] === other) continue;
      expect(open(key, envelope.slice(0, at) + other + envelope.slice(at + 1)), `${at} ${other}`).toMatchObject(unreadable);
    }
    expect(open(key, envelope.slice(0, at))).toMatchObject(unreadable);
  }
});

test.each(['', 'v1', 'v1...', 'v2.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AA', 'v1.AAAA.AAAA.AAAA', 'x'.repeat(100_000)])('%# is no envelope', (text) => {
  expect(open(key, text)).toMatchObject(unreadable);
});

test.each([0, 16, 31, 33])('a key of %d bytes is refused', (length) => {
  expect(seal(random(length), 'x', random)).toMatchObject(unreadable);
  expect(open(random(length), sealed('x'))).toMatchObject(unreadable);
});

test('faults show neither text nor key', () => {
  const text = JSON.stringify([open(random(32), sealed('plain secret')), open(key, 'v1.plain secret')]);
  expect(text).not.toContain('plain secret');
});

test('a box keeps its own copy of the key', () => {
  const given = random(32);
  const box = createEnvelopeBox(given, random);
  const envelope = box.seal('secret');
  given.fill(0);
  expect(envelope.ok && box.open(envelope.value)).toEqual({ ok: true, value: 'secret' });
});

test('a closed box answers its fault', () => {
  const box = createClosedBox({ ok: false, fault: { code: 'secrets-unreadable' } });
  expect([box.seal('a'), box.open('b')]).toEqual([unreadable, unreadable]);
});
