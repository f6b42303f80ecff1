/**
 * The same picture seen in other ways, for codes that are not read as they are: faded, blurred, large, small in a large
 * photo. Pure; greys from 0 to 255, row by row.
 */
import type { Pixels } from './qr-code.ts';

export interface Greys {
  readonly width: number;
  readonly height: number;
  readonly greys: Uint8ClampedArray;
}

export function toGreys({ width, height, data }: Pixels): Greys {
  const greys = new Uint8ClampedArray(width * height);
  for (let at = 0; at < greys.length; at += 1) greys[at] = ((data[at * 4] ?? 0) * 2 + (data[at * 4 + 1] ?? 0) * 5 + (data[at * 4 + 2] ?? 0)) >> 3;
  return { width, height, greys };
}

export function toPixels({ width, height, greys }: Greys): Pixels {
  const data = new Uint8ClampedArray(greys.length * 4).fill(255);
  for (let at = 0; at < greys.length; at += 1) {
    const grey = greys[at] ?? 0;
    data[at * 4] = grey;
    data[at * 4 + 1] = grey;
    data[at * 4 + 2] = grey;
  }
  return { width, height, data };
}

/** Pixels of a block whose shades are stretched together; a code is larger. */
const block = 64;
/** A block with less between its darkest and lightest shade is plain. */
const leastRange = 6;

/**
 * Each part from black to white on its own: a faded code has too little between its two shades to be told apart, and
 * one half in the shadow has other shades there. Blocks look at their neighbours, so that no edge shows.
 */
export function stretched(picture: Greys): Greys {
  const { width, height, greys } = picture;
  const columns = Math.ceil(width / block);
  const ranges = rangesOf(picture, columns);
  const result = new Uint8ClampedArray(greys.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const place = 2 * (Math.floor(y / block) * columns + Math.floor(x / block));
      const [darkest, lightest] = [ranges[place] ?? 0, ranges[place + 1] ?? 255];
      const at = y * width + x;
      result[at] = lightest - darkest < leastRange ? (greys[at] ?? 0) : (((greys[at] ?? 0) - darkest) * 255) / (lightest - darkest);
    }
  }
  return { width, height, greys: result };
}

/** Darkest and lightest shade of each block and the eight around it, two numbers a block. */
function rangesOf({ width, height, greys }: Greys, columns: number): Uint8Array {
  const rows = Math.ceil(height / block);
  const own = new Uint8Array(columns * rows * 2).map((_, at) => (at % 2 === 0 ? 255 : 0));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const place = 2 * (Math.floor(y / block) * columns + Math.floor(x / block));
      const grey = greys[y * width + x] ?? 0;
      if (grey < (own[place] ?? 0)) own[place] = grey;
      if (grey > (own[place + 1] ?? 0)) own[place + 1] = grey;
    }
  }
  return own.map((_, at) => {
    const [column, row] = [Math.floor(at / 2) % columns, Math.floor(at / 2 / columns)];
    let extreme = at % 2 === 0 ? 255 : 0;
    for (let y = Math.max(row - 1, 0); y <= Math.min(row + 1, rows - 1); y += 1) {
      for (let x = Math.max(column - 1, 0); x <= Math.min(column + 1, columns - 1); x += 1) {
        const grey = own[2 * (y * columns + x) + (at % 2)] ?? 0;
        extreme = at % 2 === 0 ? Math.min(extreme, grey) : Math.max(extreme, grey);
      }
    }
    return extreme;
  });
}

/** Half the width and height: four shades become one, which takes grain and fine pattern away. */
export function halved({ width, height, greys }: Greys): Greys {
  const [w, h] = [width >> 1, height >> 1];
  const half = new Uint8ClampedArray(w * h);
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const at = 2 * y * width + 2 * x;
      half[y * w + x] = ((greys[at] ?? 0) + (greys[at + 1] ?? 0) + (greys[at + width] ?? 0) + (greys[at + width + 1] ?? 0)) >> 2;
    }
  }
  return { width: w, height: h, greys: half };
}

/** Edges made steeper than a lens or a telephone left them: each shade goes away from the mean of those around it. */
export function sharpened(picture: Greys, reach = 4, strength = 3): Greys {
  const around = averaged(averaged(picture, reach, 1), reach, picture.width).greys;
  return { ...picture, greys: picture.greys.map((grey, at) => grey + strength * (grey - (around[at] ?? 0))) };
}

/** Means over `reach` to both sides, along rows (`step` 1) or columns (`step` the width); the edge is repeated. */
function averaged({ width, height, greys }: Greys, reach: number, step: number): Greys {
  const means = new Uint8ClampedArray(greys.length);
  const [lines, length, next] = step === 1 ? [height, width, width] : [width, height, 1];
  for (let line = 0; line < lines; line += 1) {
    const first = line * next;
    const shade = (place: number): number => greys[first + Math.min(Math.max(place, 0), length - 1) * step] ?? 0;
    let sum = 0;
    for (let place = -reach; place <= reach; place += 1) sum += shade(place);
    for (let place = 0; place < length; place += 1) {
      means[first + place * step] = sum / (2 * reach + 1);
      sum += shade(place + reach + 1) - shade(place - reach);
    }
  }
  return { width, height, greys: means };
}

/** Squares of `side` that overlap by `overlap`, so that what is cut by one stands whole in another. */
export function* tiles(picture: Greys, side: number, overlap: number): Generator<Greys> {
  const step = side - overlap;
  for (let top = 0; top === 0 || top + overlap < picture.height; top += step) {
    for (let left = 0; left === 0 || left + overlap < picture.width; left += step) yield cut(picture, left, top, side);
  }
}

function cut({ width, height, greys }: Greys, left: number, top: number, side: number): Greys {
  const [w, h] = [Math.min(side, width - left), Math.min(side, height - top)];
  const piece = new Uint8ClampedArray(w * h);
  for (let y = 0; y < h; y += 1) piece.set(greys.subarray((top + y) * width + left, (top + y) * width + left + w), y * w);
  return { width: w, height: h, greys: piece };
}
