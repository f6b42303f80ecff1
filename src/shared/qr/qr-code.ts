/** QR codes both ways: the one module of the library behind it, which needs no runtime of its own. */
// oxlint-disable-next-line no-restricted-imports -- see above
import { encodeQR } from 'qr';
// oxlint-disable-next-line no-restricted-imports -- see above
import { decodeQRBatch } from 'qr/decode.js';
import { fail, succeed, type Result } from '../fault.ts';
import { halved, sharpened, stretched, tiles, toGreys, toPixels, type Greys } from './picture-views.ts';

/** A code as squares, its quiet margin of four included: `true` is black. */
export type Squares = readonly (readonly boolean[])[];

/** Pixels, red green blue alpha, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Longest side that is read, in pixels; larger pictures are to be made smaller first. */
export const maxPictureSide = 4096;
/** White squares around the code, as the standard demands. */
const margin = 4;
/** For one look at a picture, and at a piece of one. */
const readMs = 1_000;
const tileMs = 120;
/** Pixels; a code in a large photo is seldom larger than half a tile, and stands whole in one of them. */
const tileSide = 1_024;
const tileOverlap = 384;
/** Above that a look at the whole takes as long as all others together. */
const manyPixels = 4_000_000;
/** For all slow looks at one picture. */
const slowMs = 10_000;
/** What is smaller loses its code by halving. */
const smallestHalved = 240;

/** The code of a text. Fault `input-too-large` beyond what one code holds (about 2,900 bytes). */
export function makeCode(text: string): Result<Squares> {
  for (const ecc of ['medium', 'low'] as const) {
    try {
      return succeed(encodeQR(text, 'raw', { ecc, border: margin, scale: 1 }));
    } catch {
      // the library has no other way of saying that the text does not fit
    }
  }
  return fail('input-too-large', 'the text is too long for one code');
}

/** The code as a picture of lines, black on white whatever is around it. */
export function codeSvg(squares: Squares): string {
  const size = squares.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${codePath(squares)}"/></svg>`;
}

/** The black squares as the `d` of a path, a unit each. */
export function codePath(squares: Squares): string {
  const runs: string[] = [];
  for (const [y, row] of squares.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (row[x] !== true) continue;
      const start = x;
      while (row[x + 1] === true) x += 1;
      runs.push(`M${start} ${y}h${x - start + 1}v1h${start - x - 1}z`);
    }
  }
  return runs.join('');
}

/** The code as pixels of `scale` (1 or more) a square. */
export function codePixels(squares: Squares, scale: number): Pixels {
  const side = squares.length * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    const row = squares[Math.floor(y / scale)] ?? [];
    for (let x = 0; x < side; x += 1) if (row[Math.floor(x / scale)] === true) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
  }
  return { width: side, height: side, data };
}

/**
 * The texts of all codes in a picture, none twice; empty for a picture without, and for one beyond `maxPictureSide`. The
 * quick ways of looking are all tried, since a screenshot may hold a clear code and a faded one; the slow ones only when
 * there was nothing. A large photo without a code takes some seconds: not for a thread that people wait for.
 */
export async function readCodes(picture: Pixels): Promise<readonly string[]> {
  const { width, height, data } = picture;
  if (width > maxPictureSide || height > maxPictureSide || width * height === 0 || data.length !== width * height * 4) return [];
  const found = new Set<string>();
  const greys = toGreys(picture);
  for (const view of quickViews(picture, greys)) for (const text of await readOnce(view, readMs)) found.add(text);
  const until = performance.now() + slowMs;
  for (const view of found.size === 0 ? slowViews(greys) : []) {
    for (const text of await readOnce(view, tileMs)) found.add(text);
    if (performance.now() > until) break;
  }
  return [...found];
}

function* quickViews(picture: Pixels, greys: Greys): Generator<Pixels> {
  yield picture;
  const clear = stretched(greys);
  if (greys.greys.length < manyPixels) yield toPixels(clear); // in a large one the halves show the same in a quarter of the time
  let smaller = clear;
  for (let times = 0; times < 2 && Math.min(smaller.width, smaller.height) > smallestHalved; times += 1) {
    smaller = halved(smaller);
    yield toPixels(smaller);
  }
}

/** A code on a table in a photo of a room, and one that was out of focus. */
function* slowViews(greys: Greys): Generator<Pixels> {
  yield toPixels(sharpened(isLarge(greys) ? halved(greys) : greys));
  if (isLarge(greys)) for (const tile of tiles(greys, tileSide, tileOverlap)) yield toPixels(stretched(tile));
}

function isLarge({ width, height }: Greys): boolean {
  return Math.max(width, height) > tileSide * 1.4;
}

async function readOnce(picture: Pixels, timeLimit: number): Promise<readonly string[]> {
  try {
    const { width, height } = picture;
    const [results = []] = await decodeQRBatch([picture], { timeLimit, effort: 4, format: 'RGBA', maxSize: { width, height } });
    return results.filter((result) => typeof result === 'string');
  } catch {
    return []; // a picture that the library does not take
  }
}
