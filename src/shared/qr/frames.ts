/**
 * A text that is too long for one code, as several: `byway-part:<check>:<number>/<count>:` and a piece. The check names
 * the text, so that pieces of two texts do not mix.
 */
import { textCheck } from '../text-check.ts';

/** UTF-8 bytes of one piece: a code of that size is still read from a screen by a telephone. */
const pieceBytes = 700;
/** Most codes for one text; what is longer is better sent as a file. */
export const maxFrames = 60;

const shape = /^byway-part:([0-9a-f]{8}):(\d{1,2})\/(\d{1,2}):([\s\S]*)$/;

/** One text per code, a short one unchanged; undefined when it would take more than `maxFrames`. */
export function splitFrames(text: string): readonly string[] | undefined {
  const pieces = piecesOf(text);
  if (pieces.length === 1) return pieces;
  if (pieces.length > maxFrames) return undefined;
  const check = textCheck(text);
  return pieces.map((piece, index) => `byway-part:${check}:${index + 1}/${pieces.length}:${piece}`);
}

/** What the texts of codes say together: whole ones as they are, pieces joined where none is missing. */
export function joinFrames(texts: readonly string[]): { readonly texts: readonly string[]; readonly missing: number } {
  const whole: string[] = [];
  const parts = new Map<string, (string | undefined)[]>();
  for (const text of texts) {
    const [, check, number = '', count = '', piece = ''] = shape.exec(text) ?? [];
    if (check === undefined) whole.push(text);
    else place(parts, `${check}/${count}`, Number(number), Number(count), piece);
  }
  let missing = 0;
  for (const [key, pieces] of parts) {
    const gaps = pieces.filter((piece) => piece === undefined).length;
    const joined = pieces.join('');
    if (gaps === 0 && key.startsWith(textCheck(joined))) whole.push(joined);
    else missing += Math.max(gaps, 1);
  }
  return { texts: whole, missing };
}

function place(parts: Map<string, (string | undefined)[]>, key: string, number: number, count: number, piece: string): void {
  if (number < 1 || number > count || count > maxFrames) return;
  const pieces = parts.get(key) ?? Array.from<string | undefined>({ length: count });
  pieces[number - 1] = piece;
  parts.set(key, pieces);
}

/** Cut between characters, never inside one. */
function piecesOf(text: string): readonly string[] {
  const encoder = new TextEncoder();
  if (encoder.encode(text).length <= pieceBytes * 2) return [text];
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const character of text) {
    const size = encoder.encode(character).length;
    if (bytes + size > pieceBytes) {
      pieces.push(piece);
      if (pieces.length > maxFrames) return pieces;
      [piece, bytes] = ['', 0];
    }
    piece += character;
    bytes += size;
  }
  return [...pieces, piece];
}
