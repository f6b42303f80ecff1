/** Words on the command line that stand for texts: links, files, `-` for standard input. Bounded before they are held. */
import { open } from 'node:fs/promises';
import { maxPasteLength } from '../../../shared/contract.ts';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { joinFrames } from '../../../shared/qr/frames.ts';
import { readCodes } from '../../../shared/qr/qr-code.ts';
import { decodePng, isPng } from '../../platform/png.ts';

/** A UTF-16 unit comes from at most three UTF-8 bytes; more bytes than that cannot fit. */
const maxBytes = maxPasteLength * 3;

/** `scheme:` with two slashes, or one of the schemes written without; a Windows path has one letter before its colon. */
const linkShape = /^\s*[a-z][a-z0-9+.-]+:\/\//i;

/** Links among the words become one text, a line each; every file and standard input one text of its own. Faults: `not-found`, `input-too-large`. */
export async function readTexts(words: readonly string[], stdin: AsyncIterable<Uint8Array>): Promise<Result<readonly string[]>> {
  const links = words.filter((word) => linkShape.test(word));
  const texts: string[] = links.length === 0 ? [] : [links.join('\n')];
  for (const word of words.filter((each) => !linkShape.test(each))) {
    const text = await readText(word, stdin);
    if (!text.ok) return text;
    texts.push(text.value);
  }
  return succeed(texts);
}

/** One file, or standard input for `-`. */
export async function readText(word: string, stdin: AsyncIterable<Uint8Array>): Promise<Result<string>> {
  if (word === '-') return collect(stdin);
  try {
    await using file = await open(word, 'r');
    return await collect(file.createReadStream({ autoClose: false }));
  } catch {
    return fail('not-found', 'no such file, or it cannot be read', { name: word.slice(0, 80) });
  }
}

/** The words of a file or of standard input, without the line end. Never an argument: others see those. */
export async function readPassphrase(word: string, stdin: AsyncIterable<Uint8Array>): Promise<Result<string>> {
  const text = await readText(word, stdin);
  return text.ok ? succeed(text.value.replace(/\r?\n$/, '')) : text;
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Result<string>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of source) {
    bytes += part.length;
    if (bytes > maxBytes) return fail('input-too-large');
    parts.push(part);
  }
  const whole = Buffer.concat(parts);
  if (isPng(whole)) return readPicture(whole);
  const text = whole.toString('utf8');
  return text.length > maxPasteLength ? fail('input-too-large') : succeed(text);
}

/** The texts of the codes in a PNG picture, a line each. Faults: `input-empty` without any, those of `decodePng`. */
async function readPicture(bytes: Uint8Array): Promise<Result<string>> {
  const picture = decodePng(bytes);
  if (!picture.ok) return picture;
  const { texts } = joinFrames(await readCodes(picture.value));
  return texts.length === 0 ? fail('input-empty', 'there is no code in this picture') : succeed(texts.join('\n'));
}
