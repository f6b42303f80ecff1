/** One file that a person opened with Byway, bounded before it is held. */
import { open } from 'node:fs/promises';
import { maxPasteLength } from '../../shared/contract.ts';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import { fileText } from '../../shared/file-text.ts';

/** A UTF-16 unit comes from at most three UTF-8 bytes; more bytes than that cannot fit. */
const maxBytes = maxPasteLength * 3;

/** Its text. Faults: `not-found` (no such plain file), `input-too-large`. */
export async function readTextFile(path: string): Promise<Result<string>> {
  try {
    await using file = await open(path, 'r');
    const found = await file.stat();
    if (!found.isFile()) return fail('not-found', 'not a plain file');
    if (found.size > maxBytes) return fail('input-too-large');
    const bytes = new Uint8Array(found.size); // a file that grows meanwhile is read to its old end
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    const text = fileText(bytes.subarray(0, bytesRead));
    return text.length > maxPasteLength ? fail('input-too-large') : succeed(text);
  } catch {
    return fail('not-found', 'the file cannot be read');
  }
}
