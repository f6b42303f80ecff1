/** PNG pictures → pixels, as far as screenshots and codes need it: 8 bits a channel, not interlaced. By the PNG specification. */
import { inflateSync } from 'node:zlib';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import { maxPictureSide, type Pixels } from '../../shared/qr/qr-code.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Channels by colour type: grey, colours, palette, grey with alpha, colours with alpha. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** True for the first bytes of a PNG file. */
export function isPng(bytes: Uint8Array): boolean {
  return signature.equals(bytes.subarray(0, signature.length));
}

/** Faults: `link-unsupported` (interlaced, other depths), `input-too-large` (a side beyond 4,096), `link-malformed`. */
export function decodePng(bytes: Uint8Array): Result<Pixels> {
  const chunks = chunksOf(Buffer.from(bytes));
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (header === undefined || header.length !== 13) return fail('link-malformed', 'this picture is damaged');
  const [width, height, channels] = [header.readUInt32BE(0), header.readUInt32BE(4), channelsOf[header[9] ?? 0xff]];
  if (header[8] !== 8 || header[12] !== 0 || channels === undefined) return fail('link-unsupported', 'this kind of PNG is not read');
  if (width > maxPictureSide || height > maxPictureSide) return fail('input-too-large', 'the picture is too large');
  const rows = inflate(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)), height * (width * channels + 1));
  if (rows === undefined || width * height === 0) return fail('link-malformed', 'this picture is damaged');
  unfilter(rows, width * channels, height, channels);
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data;
  return succeed({ width, height, data: colour(rows, { width, height, channels, palette: header[9] === 3 ? (palette ?? Buffer.alloc(0)) : undefined }) });
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** In order, up to the first that is cut off. Check sums are not looked at: a damaged code is not read anyway. */
function chunksOf(bytes: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = signature.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) break;
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

/** Exactly as many bytes as expected, else undefined. */
function inflate(data: Uint8Array, expected: number): Buffer | undefined {
  try {
    const rows = inflateSync(data, { maxOutputLength: expected });
    return rows.length === expected ? rows : undefined;
  } catch {
    return undefined; // zlib has no other way of saying no
  }
}

/** Undoes each row's filter in place; a row begins with the filter's number. */
function unfilter(rows: Buffer, stride: number, height: number, channels: number): void {
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1) + 1;
    const filter = rows[start - 1] ?? 0;
    if (filter === 0) continue;
    for (let x = 0; x < stride; x += 1) {
      const left = x < channels ? 0 : (rows[start + x - channels] ?? 0);
      const up = y === 0 ? 0 : (rows[start + x - stride - 1] ?? 0);
      const corner = y === 0 || x < channels ? 0 : (rows[start + x - stride - 1 - channels] ?? 0);
      rows[start + x] = ((rows[start + x] ?? 0) + guess(filter, left, up, corner)) & 0xff;
    }
  }
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const near = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(near - left), Math.abs(near - up), Math.abs(near - corner)];
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
}

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly palette: Buffer | undefined;
}

/** Red, green, blue and alpha; what is see-through lies on white paper. */
function colour(rows: Buffer, { width, height, channels, palette }: Layout): Uint8ClampedArray {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const at = pixel * channels + Math.floor(pixel / width) + 1;
    const value = rows[at] ?? 0;
    const alpha = channels === 2 || channels === 4 ? (rows[at + channels - 1] ?? 255) : 255;
    for (let channel = 0; channel < 3; channel += 1) {
      const shade = palette === undefined ? (channels >= 3 ? (rows[at + channel] ?? 0) : value) : (palette[value * 3 + channel] ?? 0);
      data[pixel * 4 + channel] = (shade * alpha + 255 * (255 - alpha)) / 255;
    }
  }
  return data;
}
