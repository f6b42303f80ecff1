import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { codePixels, makeCode, readCodes } from '../../shared/qr/qr-code.ts';
import { readText } from '../hosts/cli/input.ts';
import { decodePng, isPng } from './png.ts';

const text = 'trojan://p@a.example:443';
const made = makeCode(text);
const code = codePixels(made.ok ? made.value : [], 4);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The code as a PNG of one colour type, every row under another of the five filters. */
function png(type: number, channels: number, change: (header: Buffer) => void = () => undefined): Buffer {
  const stride = code.width * channels;
  const plain = Buffer.alloc(stride * code.height);
  for (let pixel = 0; pixel < code.width * code.height; pixel += 1) {
    const shade = code.data[pixel * 4] ?? 0;
    for (let each = 0; each < channels; each += 1) plain[pixel * channels + each] = type === 3 ? (shade === 0 ? 1 : 0) : (type === 4 || type === 6) && each === channels - 1 ? 255 - shade : 0;
    if (type === 0 || type === 2) plain.fill(shade, pixel * channels, (pixel + 1) * channels);
  }
  const rows = Array.from({ length: code.height }, (_, y) => {
    const filter = y % 5;
    const at = (dx: number, dy: number): number => (dx < 0 || dy < 0 ? 0 : (plain[dy * stride + dx] ?? 0));
    const row = Array.from({ length: stride }, (_each, x) => {
      const [left, up, corner] = [at(x - channels, y), at(x, y - 1), x < channels ? 0 : at(x - channels, y - 1)];
      const near = left + up - corner;
      const nearest = [left, up, corner].reduce((best, each) => (Math.abs(near - each) < Math.abs(near - best) ? each : best));
      return (at(x, y) - ([0, left, up, (left + up) >> 1, nearest][filter] ?? 0)) & 0xff;
    });
    return Buffer.from([filter, ...row]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(code.width, 0);
  header.writeUInt32BE(code.height, 4);
  header.set([8, type, 0, 0, 0], 8);
  change(header);
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([mark, chunk('IHDR', header), chunk('PLTE', Uint8Array.of(255, 255, 255, 0, 0, 0)), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
}

async function* piped(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, 5);
  yield bytes.subarray(5);
}

describe('a PNG', () => {
  it.each([[0, 1], [2, 3], [3, 1], [4, 2], [6, 4]])('of colour type %i is read, whatever its filters', async (type, channels) => {
    const bytes = png(type, channels);
    expect(isPng(bytes)).toBe(true);
    const decoded = decodePng(bytes);
    expect(decoded.ok && (await readCodes(decoded.value))).toEqual([text]);
  });

  it.each([
    ['interlaced', png(0, 1, (header) => header.set([1], 12)), 'link-unsupported'],
    ['of 16 bits', png(0, 1, (header) => header.set([16], 8)), 'link-unsupported'],
    ['of no such colour type', png(0, 1, (header) => header.set([5], 9)), 'link-unsupported'],
    ['too wide', png(0, 1, (header) => header.writeUInt32BE(4_097, 0)), 'input-too-large'],
    ['with more rows than it has', png(0, 1, (header) => header.writeUInt32BE(4_000, 4)), 'link-malformed'],
    ['with fewer rows than it has', png(0, 1, (header) => header.writeUInt32BE(3, 4)), 'link-malformed'],
    ['of no size', png(0, 1, (header) => header.writeUInt32BE(0, 0)), 'link-malformed'],
    ['cut off', png(0, 1).subarray(0, 60), 'link-malformed'],
    ['of its mark alone', png(0, 1).subarray(0, 8), 'link-malformed'],
  ])('%s is refused', (_name, bytes, code_) => {
    expect(decodePng(bytes)).toMatchObject({ ok: false, fault: { code: code_ } });
  });

  it('on the command line stands for what its code says', async () => {
    expect(await readText('-', piped(png(2, 3)))).toEqual({ ok: true, value: text });
    expect(await readText('-', piped(png(2, 3).subarray(0, 60)))).toMatchObject({ fault: { code: 'link-malformed' } });
  });

  it('is told from other files', () => {
    expect(isPng(Buffer.from('trojan://x'))).toBe(false);
  });
});
