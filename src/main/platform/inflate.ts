/** Unpacking with a bound on what comes out. */
import { inflateSync } from 'node:zlib';

/** The bytes; undefined for damaged ones and for more than `most` of them: zlib has no way of saying no without throwing. */
export function inflateBounded(bytes: Uint8Array, most: number): Uint8Array | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: most });
  } catch {
    return undefined;
  }
}
