/** For tests: codes drawn, and done to them what cameras, screens and messengers do. Shades of grey, 0 to 255. */
import { codePixels, makeCode, type Pixels } from '../qr-code.ts';

/** The code of a text, `scale` pixels a square. */
export function drawCode(text: string, scale = 5): Pixels {
  const made = makeCode(text);
  if (!made.ok) throw new Error(made.fault.code);
  return codePixels(made.value, scale);
}

/** A new picture whose every pixel is a shade computed from its place. */
export function paint(width: number, height: number, shade: (x: number, y: number) => number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      data[at] = shade(x, y);
      data[at + 1] = data[at] ?? 0;
      data[at + 2] = data[at] ?? 0;
    }
  }
  return { width, height, data };
}

/** The shade at a place, white outside. */
export function shadeAt({ width, height, data }: Pixels, x: number, y: number): number {
  const [column, row] = [Math.round(x), Math.round(y)];
  return column < 0 || row < 0 || column >= width || row >= height ? 255 : (data[(row * width + column) * 4] ?? 255);
}

export function rotated(from: Pixels, degrees: number): Pixels {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const side = Math.ceil(from.width * 1.5);
  return paint(side, side, (x, y) => {
    const [dx, dy] = [x - side / 2, y - side / 2];
    return shadeAt(from, dx * cos + dy * sin + from.width / 2, dy * cos - dx * sin + from.height / 2);
  });
}

export function blurred(from: Pixels, reach: number): Pixels {
  return paint(from.width, from.height, (x, y) => {
    let sum = 0;
    for (let dy = -reach; dy <= reach; dy += 1) for (let dx = -reach; dx <= reach; dx += 1) sum += shadeAt(from, x + dx, y + dy);
    return sum / (reach * 2 + 1) ** 2;
  });
}

/** Black becomes `dark` and white `light`: faded, or inverted where `dark` is the lighter one. */
export function between(from: Pixels, dark: number, light: number): Pixels {
  return paint(from.width, from.height, (x, y) => dark + ((light - dark) * shadeAt(from, x, y)) / 255);
}

/** Seen from below: the upper edge is further away. */
export function leaning(from: Pixels, much: number): Pixels {
  return paint(from.width, from.height, (x, y) => {
    const [u, v] = [x / from.width - 0.5, y / from.height - 0.5];
    const depth = 1 + much * v;
    return shadeAt(from, (u / depth) * 1.3 * from.width + from.width / 2, (v / depth) * 1.3 * from.height + from.height / 2);
  });
}

/** Grain that is the same at every run. */
export function grainy(from: Pixels, much: number): Pixels {
  let seed = 1;
  return paint(from.width, from.height, (x, y) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return shadeAt(from, x, y) + (seed / 0x7fffffff - 0.5) * 2 * much;
  });
}

/** Pictures on a ground, each at its place. */
export function placed(width: number, height: number, pieces: readonly (readonly [Pixels, number, number])[], ground: (x: number, y: number) => number): Pixels {
  return paint(width, height, (x, y) => {
    const piece = pieces.find(([picture, left, top]) => x >= left && y >= top && x < left + picture.width && y < top + picture.height);
    return piece === undefined ? ground(x, y) : shadeAt(piece[0], x - piece[1], y - piece[2]);
  });
}

/** Something like a room: soft shapes under a fine pattern. */
export function room(x: number, y: number): number {
  return 120 + 60 * Math.sin(x / 37) + 40 * Math.cos(y / 53) + ((x * 31 + y * 17) % 23);
}

/** Something like a page of text on a screen. */
export function page(x: number, y: number): number {
  return y % 20 < 12 && (Math.floor(x / 3) * 7 + Math.floor(y / 5) * 13) % 5 === 0 ? 20 : 250;
}
