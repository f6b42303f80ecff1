import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureSize } from './picture-size.ts';

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0x75, 0x30, 0, 0, 0x0b, 0xb8];
const jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xdb, 0, 3, 9, 0xff, 0xc2, 0, 11, 8, 0x0b, 0xb8, 0x0f, 0xa0, 3];
const riff = (kind: number, rest: readonly number[]): readonly number[] => [0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, kind, 0, 0, 0, 0, ...rest];

describe('the size of a picture', () => {
  it.each([
    ['a PNG', png, 30_000, 3_000],
    ['a JPEG, behind other parts', jpeg, 4_000, 3_000],
    ['a WebP with loss', riff(0x20, [0, 0, 0, 0x9d, 0x01, 0x2a, 0xa0, 0x0f, 0xb8, 0x0b]), 4_000, 3_000],
    ['a WebP without loss', riff(0x4c, [0x2f, 0x9f, 0xcf, 0xed, 0x02]), 4_000, 3_000],
    ['a WebP of parts', riff(0x58, [0, 0, 0, 0, 0x9f, 0x0f, 0, 0xb7, 0x0b, 0]), 4_000, 3_000],
  ] as const)('is read from %s', (_kind, bytes, width, height) => {
    expect(pictureSize(Uint8Array.from(bytes))).toEqual({ width, height });
  });

  it('is unknown for anything else, and for bytes that end', () => {
    expect(pictureSize(new TextEncoder().encode('ss://YQ@h:1'))).toBeUndefined();
    for (const whole of [png, jpeg]) for (let length = 0; length < whole.length - 4; length += 1) expect(pictureSize(Uint8Array.from(whole.slice(0, length))), String(length)).toBeUndefined();
    fc.assert(fc.property(fc.constantFrom(png, jpeg), fc.uint8Array(), (whole, tail) => void pictureSize(Uint8Array.from([...whole.slice(0, 12), ...tail]))));
  });
});
