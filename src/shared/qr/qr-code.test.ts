import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinFrames, maxFrames, splitFrames } from './frames.ts';
import { codePixels, codeSvg, makeCode, readCodes, type Pixels } from './qr-code.ts';

const link = 'vless://3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77@198.51.100.24:443?security=reality&pbk=abc&sni=a.example&type=tcp#Vienna';

function code(text: string, scale = 5): Pixels {
  const made = makeCode(text);
  if (!made.ok) throw new Error(made.fault.code);
  return codePixels(made.value, scale);
}

/** A new picture whose every pixel is a shade (0-255) computed from its place. */
function paint(width: number, height: number, shade: (x: number, y: number) => number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) data.fill(shade(x, y), (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height, data };
}

/** The shade at a place, white outside. */
function at({ width, height, data }: Pixels, x: number, y: number): number {
  const [column, row] = [Math.round(x), Math.round(y)];
  return column < 0 || row < 0 || column >= width || row >= height ? 255 : (data[(row * width + column) * 4] ?? 255);
}

function rotated(from: Pixels, degrees: number): Pixels {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const side = Math.ceil(from.width * 1.5);
  return paint(side, side, (x, y) => {
    const [dx, dy] = [x - side / 2, y - side / 2];
    return at(from, dx * cos + dy * sin + from.width / 2, dy * cos - dx * sin + from.height / 2);
  });
}

function blurred(from: Pixels, reach: number): Pixels {
  return paint(from.width, from.height, (x, y) => {
    let sum = 0;
    for (let dy = -reach; dy <= reach; dy += 1) for (let dx = -reach; dx <= reach; dx += 1) sum += at(from, x + dx, y + dy);
    return sum / (reach * 2 + 1) ** 2;
  });
}

const code1 = code(link);

const pictures: Readonly<Record<string, Pixels>> = {
  plain: code(link),
  'turned by 17 degrees': rotated(code(link), 17),
  'turned by 90 degrees': rotated(code(link), 90),
  'turned by 203 degrees': rotated(code(link), 203),
  blurred: blurred(code(link, 6), 2),
  'of low contrast': paint(code1.width, code1.height, (x, y) => (at(code1, x, y) === 0 ? 120 : 150)),
  inverted: paint(code1.width, code1.height, (x, y) => 255 - at(code1, x, y)),
  'small in a large screenshot': paint(1920, 1080, (x, y) => (x >= 1200 && y >= 500 && x < 1200 + code1.width && y < 500 + code1.height ? at(code1, x - 1200, y - 500) : (x * 7 + y * 3) % 90 > 80 ? 40 : 230)),
};

describe('a picture', () => {
  it.each(Object.keys(pictures))('%s is read', async (name) => {
    const picture = pictures[name];
    expect(picture === undefined ? [] : await readCodes(picture)).toEqual([link]);
  });

  it('with several codes gives all of them', async () => {
    const codes = [link, `${link}-2`, 'trojan://p@a.example:443'].map((text) => code(text, 4));
    const picture = paint(900, 900, (x, y) => at(codes[(y > 450 ? 2 : 0) + (x > 450 ? 1 : 0)] ?? paint(1, 1, () => 255), (x % 450) - 40, (y % 450) - 40));
    expect((await readCodes(picture)).toSorted()).toEqual([link, `${link}-2`, 'trojan://p@a.example:443'].toSorted());
  });

  it('without a code, without size or of the wrong length gives none', async () => {
    expect(await readCodes(paint(300, 200, (x, y) => (x * y) % 256))).toEqual([]);
    expect(await readCodes({ width: 0, height: 0, data: new Uint8Array() })).toEqual([]);
    expect(await readCodes({ width: 50, height: 50, data: new Uint8Array(7) })).toEqual([]);
    expect(await readCodes({ width: 100_000, height: 1, data: new Uint8Array(4) })).toEqual([]);
  });
});

describe('a code', () => {
  it('is black on white and keeps its margin', () => {
    const made = makeCode('x');
    const svg = made.ok ? codeSvg(made.value) : '';
    expect(svg).toMatch(/^<svg xmlns="[^"]+" viewBox="0 0 29 29"[^>]*><path fill="#fff" d="M0 0h29v29H0z"\/><path d="M4 4h7v1h-7z/);
    expect(makeCode('x'.repeat(3_000))).toMatchObject({ fault: { code: 'input-too-large' } });
  });
});

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
