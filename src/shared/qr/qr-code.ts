/** QR codes both ways: the one module of the library behind it, which needs no runtime of its own. */
// oxlint-disable-next-line no-restricted-imports -- see above
import { encodeQR } from 'qr';
// oxlint-disable-next-line no-restricted-imports -- see above
import { decodeQRBatch } from 'qr/decode.js';
import { fail, succeed, type Result } from '../fault.ts';

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
/** For all attempts at one picture. */
const readMs = 1_500;

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

/** The texts of all codes in a picture, none twice; empty for a picture without, and for one beyond `maxPictureSide`. */
export async function readCodes(picture: Pixels): Promise<readonly string[]> {
  const { width, height, data } = picture;
  if (width > maxPictureSide || height > maxPictureSide || width * height === 0 || data.length !== width * height * 4) return [];
  const found = await readOnce(picture);
  return found.length > 0 ? found : readOnce(withContrast(picture));
}

async function readOnce(picture: Pixels): Promise<readonly string[]> {
  try {
    const [results = []] = await decodeQRBatch([picture], { timeLimit: readMs, effort: 4, format: 'RGBA' });
    return [...new Set(results.filter((result) => typeof result === 'string'))];
  } catch {
    return []; // a picture that the library does not take
  }
}

/** The same in greys from black to white: a faded code has too little between its two shades to be told apart. */
function withContrast({ width, height, data }: Pixels): Pixels {
  const greys = new Uint8Array(width * height);
  let [darkest, lightest] = [255, 0];
  for (let at = 0; at < greys.length; at += 1) {
    const grey = ((data[at * 4] ?? 0) * 2 + (data[at * 4 + 1] ?? 0) * 5 + (data[at * 4 + 2] ?? 0)) >> 3;
    greys[at] = grey;
    darkest = Math.min(darkest, grey);
    lightest = Math.max(lightest, grey);
  }
  const factor = 255 / Math.max(lightest - darkest, 1);
  const stretched = new Uint8ClampedArray(data.length).fill(255);
  for (let at = 0; at < greys.length; at += 1) stretched.fill(((greys[at] ?? 0) - darkest) * factor, at * 4, at * 4 + 3);
  return { width, height, data: stretched };
}
