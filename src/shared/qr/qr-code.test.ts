import { describe, expect, it } from 'vitest';
import { splitFrames, joinFrames } from './frames.ts';
import { codeSvg, makeCode, maxPictureSide, readCodes, type Pixels } from './qr-code.ts';
import { between, blurred, drawCode, grainy, leaning, page, paint, placed, room, rotated } from './testing/draw.ts';

const link = 'vless://3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77@198.51.100.24:443?security=reality&pbk=abc&sni=a.example&type=tcp#Vienna';
const links = [link, `${link}-2`, 'trojan://p@a.example:443', 'ss://YWVzLTI1Ni1nY206cA@192.0.2.4:5'];
/** For the large pictures on a busy machine; how long it takes is `bench:import`'s business. */
const patientMs = 60_000;

const pictures: Readonly<Record<string, () => Pixels>> = {
  plain: () => drawCode(link),
  'of one pixel a square': () => drawCode(link, 1),
  ...Object.fromEntries([7, 17, 30, 45, 90, 135, 180, 203, 333].map((degrees) => [`turned by ${degrees} degrees`, () => rotated(drawCode(link), degrees)])),
  blurred: () => blurred(drawCode(link, 6), 2),
  'blurred by a whole square': () => blurred(blurred(drawCode(link, 6), 3), 3),
  inverted: () => between(drawCode(link), 255, 0),
  'inverted in a dark screenshot': () => placed(1280, 720, [[between(drawCode(link), 255, 0), 400, 200]], () => 0),
  'of low contrast': () => between(drawCode(link), 120, 150),
  'of hardly any contrast': () => between(drawCode(link), 100, 110),
  'of low contrast in a white screenshot': () => placed(1280, 720, [[between(drawCode(link), 200, 225), 400, 200]], () => 255),
  'of low contrast, inverted, turned and blurred': () => between(blurred(rotated(drawCode(link, 6), 17), 2), 160, 90),
  'seen from below': () => leaning(drawCode(link, 8), 0.5),
  grainy: () => grainy(drawCode(link), 90),
  'small in a large screenshot': () => placed(1920, 1080, [[drawCode(link, 3), 1400, 600]], page),
};

describe('a code', () => {
  it.each(Object.keys(pictures))('%s is read', { timeout: patientMs }, async (name) => {
    expect(await readCodes(pictures[name]?.() ?? paint(1, 1, () => 0))).toEqual([link]);
  });

  it('is black on white and keeps its margin', () => {
    const made = makeCode('x');
    const svg = made.ok ? codeSvg(made.value) : '';
    expect(svg).toMatch(/^<svg xmlns="[^"]+" viewBox="0 0 29 29"[^>]*><path fill="#fff" d="M0 0h29v29H0z"\/><path d="M4 4h7v1h-7z/);
    expect(makeCode('x'.repeat(3_000))).toMatchObject({ fault: { code: 'input-too-large' } });
  });
});

describe('a photo of 4000 by 3000', () => {
  const photos: Readonly<Record<string, () => Pixels>> = {
    'large and turned': () => placed(4000, 3000, [[rotated(drawCode(link, 14), 12), 900, 400]], room),
    'on a table, turned': () => placed(4000, 3000, [[rotated(drawCode(link, 6), 12), 2000, 1400]], room),
    'on a wall far away': () => placed(4000, 3000, [[drawCode(link, 3), 2900, 2200]], room),
  };

  it.each(Object.keys(photos))('gives the code %s', { timeout: patientMs }, async (name) => {
    expect(await readCodes(photos[name]?.() ?? paint(1, 1, () => 0))).toEqual([link]);
  });

  it('without a code gives none', { timeout: patientMs }, async () => {
    expect(await readCodes(paint(4000, 3000, room))).toEqual([]);
  });
});

describe('a screenshot with several codes', () => {
  it('gives all of them, of any size and turned', async () => {
    const places = [[50, 50], [650, 60], [60, 700], [620, 620]] as const;
    const pieces = links.map((text, index) => [index === 3 ? rotated(drawCode(text), 20) : drawCode(text, 4 + (index % 2)), ...(places[index] ?? [0, 0])] as const);
    expect((await readCodes(placed(1200, 1200, pieces, () => 240))).toSorted()).toEqual(links.toSorted());
  });

  it('gives the clear one and the inverted one', async () => {
    const pieces = [[drawCode(links[0] ?? ''), 40, 40], [between(drawCode(links[1] ?? ''), 255, 0), 640, 40]] as const;
    expect((await readCodes(placed(1200, 500, pieces, (x) => (x > 600 ? 0 : 255)))).toSorted()).toEqual(links.slice(0, 2).toSorted());
  });

  it('joins the frames of one long text', { timeout: patientMs }, async () => {
    const text = `${link}\n`.repeat(20);
    const frames = splitFrames(text) ?? [];
    const pieces = frames.map((frame, index) => [drawCode(frame, 4), 40 + (index % 2) * 620, 40 + Math.floor(index / 2) * 620] as const);
    const found = await readCodes(placed(1300, 1300, pieces, () => 255));
    expect(frames.length).toBe(4);
    expect(joinFrames(found)).toEqual({ texts: [text], missing: 0 });
  });
});

it('a picture without a code, without size or of the wrong length gives none', async () => {
  expect(await readCodes(paint(300, 200, (x, y) => (x * y) % 256))).toEqual([]);
  expect(await readCodes({ width: 0, height: 0, data: new Uint8Array() })).toEqual([]);
  expect(await readCodes({ width: 50, height: 50, data: new Uint8Array(7) })).toEqual([]);
  expect(await readCodes({ width: maxPictureSide + 1, height: 1, data: new Uint8Array((maxPictureSide + 1) * 4) })).toEqual([]);
});
