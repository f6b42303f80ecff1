import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinFrames, maxFrames, splitFrames } from './frames.ts';
import { makeCode } from './qr-code.ts';

describe('a long text', () => {
  it('comes back from its frames in any order, each of which fits a code', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 9_000, minLength: 1 }), fc.boolean(), (text, turned) => {
        const frames = splitFrames(text) ?? [];
        expect(frames.every((frame) => makeCode(frame).ok)).toBe(true);
        expect(joinFrames(turned ? frames.toReversed() : [...frames, ...frames])).toEqual({ texts: [text, ...(frames.length === 1 && !turned ? [text] : [])], missing: 0 });
      }),
      { numRuns: 20 },
    );
  });

  it('tells missing pieces and leaves foreign ones alone', () => {
    const frames = splitFrames('a'.repeat(4_000)) ?? [];
    expect(frames.length).toBe(6);
    expect(joinFrames(['trojan://x', ...frames.slice(2)])).toEqual({ texts: ['trojan://x'], missing: 2 });
    expect(joinFrames(['byway-part:00000000:1/1:x', 'byway-part:00000000:9/3:x'])).toEqual({ texts: [], missing: 1 });
    expect(splitFrames('a'.repeat(700 * maxFrames + 1))).toBeUndefined();
  });
});
