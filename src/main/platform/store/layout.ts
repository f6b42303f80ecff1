/**
 * How a document stands in its file: plain JSON, with the long list `items` last and one item a line.
 *
 *   {"version":1,
 *   "chosen":"…",
 *   "items":[
 *   {…},
 *   {…}
 *   ]}
 *
 * So 50,000 items can be read and written in slices that block nobody, and damage to one line costs one item. A file
 * laid out otherwise (edited by hand) is read too, in one go. JSON strings hold no raw line breaks, so lines are sure.
 */
import { isObject, parseJson, pause, type JsonObject } from './json.ts';

export interface Layout {
  /** Every member but `items`. */
  readonly top: JsonObject;
  /** Absent when the file has no such list. */
  readonly items?: readonly unknown[];
  /** Lines of the list that are no JSON: their text, or `base64:` and their bytes where they are no text either. */
  readonly broken: readonly string[];
}

/** `damaged`: the file as a whole is no JSON object; `layout` is then what the list's whole lines still give. */
export type LayoutReading = { readonly kind: 'whole'; readonly layout: Layout } | { readonly kind: 'damaged'; readonly layout?: Layout };

const listStart = '\n"items":[\n';
const listEnd = '\n]}';
const sliceBytes = 128 * 1024;

/** Reads a document's bytes. Never throws; gives way to other work every 128 KiB. */
export async function readLayout(bytes: Buffer): Promise<LayoutReading> {
  const start = bytes.indexOf(listStart);
  const top = start === -1 ? undefined : parseObject(bytes.subarray(0, start + listStart.length), ']}');
  const end = lastLine(bytes);
  if (top !== undefined && end !== undefined && end >= start) {
    const list = await readLines(bytes.subarray(start + listStart.length, Math.max(end, start + listStart.length)));
    if (list.broken.length === 0) return { kind: 'whole', layout: { top: withoutItems(top), ...list } };
    return readWhole(bytes) ?? { kind: 'whole', layout: { top: withoutItems(top), ...list } };
  }
  const whole = readWhole(bytes);
  if (whole !== undefined) return whole;
  if (top === undefined) return { kind: 'damaged' };
  return { kind: 'damaged', layout: { top: withoutItems(top), ...(await readLines(bytes.subarray(start + listStart.length))) } };
}

/** The document's text in pieces of about 128 KiB, made while it is being written. */
export async function* formatLayout(top: JsonObject, items: Iterable<JsonObject> | undefined): AsyncGenerator<string> {
  const members = Object.entries(top).flatMap(([member, value]) => {
    const text: string | undefined = JSON.stringify(value);
    return text === undefined ? [] : [`${JSON.stringify(member)}:${text}`];
  });
  if (items === undefined) {
    yield `{${members.join(',\n')}}\n`;
    return;
  }
  let piece = `{${members.join(',\n')}${members.length > 0 ? ',' : ''}${listStart}`;
  let separator = '';
  for (const item of items) {
    piece += separator + JSON.stringify(item);
    separator = ',\n';
    if (piece.length < sliceBytes) continue;
    yield piece;
    piece = '';
    await pause();
  }
  yield `${piece}${separator === '' ? listEnd.slice(1) : listEnd}\n`;
}

/** Where the line `]}` that ends the file begins (the line break before it); undefined when it ends otherwise. */
function lastLine(bytes: Buffer): number | undefined {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end -= 1;
  const at = end - listEnd.length;
  return at >= 0 && bytes.subarray(at, end).equals(Buffer.from(listEnd)) ? at : undefined;
}

function readWhole(bytes: Buffer): LayoutReading | undefined {
  const whole = parseObject(bytes, '');
  if (whole === undefined) return undefined;
  const { items } = whole;
  return { kind: 'whole', layout: { top: withoutItems(whole), ...(Array.isArray(items) ? { items: items as unknown[] } : {}), broken: [] } };
}

async function readLines(bytes: Buffer): Promise<{ items: unknown[]; broken: string[] }> {
  const items: unknown[] = [];
  const broken: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const next = bytes.indexOf('\n', Math.min(at + sliceBytes, bytes.length - 1));
    const slice = bytes.subarray(at, next === -1 ? bytes.length : next + 1);
    const parsed = parseList(slice);
    if (parsed !== undefined) for (const item of parsed) items.push(item);
    else readOneByOne(slice, items, broken);
    at += slice.length;
    await pause();
  }
  return { items, broken };
}

function readOneByOne(slice: Buffer, items: unknown[], broken: string[]): void {
  for (let at = 0; at < slice.length; ) {
    const next = slice.indexOf('\n', at);
    const line = slice.subarray(at, next === -1 ? slice.length : next);
    at += line.length + 1;
    if (line.length === 0) continue;
    const parsed = parseList(line);
    if (parsed !== undefined) for (const item of parsed) items.push(item);
    else broken.push(decode(line) ?? `base64:${line.toString('base64')}`);
  }
}

/** The items on whole lines, each but the last followed by a comma. */
function parseList(lines: Buffer): readonly unknown[] | undefined {
  const text = decode(lines)?.trimEnd();
  const parsed = text === undefined ? undefined : parseJson(`[${text.endsWith(',') ? text.slice(0, -1) : text}]`);
  return Array.isArray(parsed?.value) ? (parsed.value as unknown[]) : undefined;
}

function parseObject(bytes: Buffer, ending: string): JsonObject | undefined {
  const text = decode(bytes);
  const parsed = text === undefined ? undefined : parseJson(text + ending);
  return isObject(parsed?.value) ? parsed.value : undefined;
}

/** Text, without the mark that some editors put before it; undefined when the bytes are not UTF-8. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function withoutItems(top: JsonObject): JsonObject {
  const { items: _items, ...rest } = top;
  return rest;
}
