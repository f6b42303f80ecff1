/** How large a picture says it is, read from its first bytes before anything is unpacked. */

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Width and height in pixels of a PNG, JPEG or WebP; undefined for another kind of file, or a head that is cut off. */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) return { width: view.getUint32(16), height: view.getUint32(20) };
    if (startsWith(bytes, [0xff, 0xd8, 0xff])) return jpegSize(view);
    if (startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50])) return webpSize(view);
    return undefined;
  } catch {
    return undefined; // DataView's only way to say that the bytes end
  }
}

/** Segments of a JPEG up to the one that says the size (ISO/IEC 10918-1, B.2.2: start of frame). */
function jpegSize(view: DataView): PictureSize | undefined {
  for (let at = 2; at < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const kind = view.getUint8(at + 1);
    if (kind === 0xff) {
      at += 1; // filling
      continue;
    }
    const isFrame = kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc;
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** The three kinds of WebP (RFC 9649, 2.5-2.7). */
function webpSize(view: DataView): PictureSize | undefined {
  const kind = view.getUint8(15);
  if (kind === 0x20) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  const low = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
  if (kind === 0x58) return { width: low(24), height: low(27) };
  if (kind !== 0x4c) return undefined;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
