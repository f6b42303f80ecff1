/**
 * What every document format becomes first: texts, lists and maps. Scalars are the text that stood there, so that
 * `0088`, `1e5`, `yes` and 64-bit numbers stay what they are; each field decides for itself how to read them.
 * Here belong the tree and its limits; what the fields mean belongs to the formats.
 */

/** Deepest nesting of any document. */
export const maxDepth = 64;

export type Tree = string | readonly Tree[] | TreeMap;
export interface TreeMap extends ReadonlyMap<string, Tree> {}

/** A document that was read, or the reason and the place (UTF-16 offset) where reading stopped. */
export type TreeReading =
  | { readonly ok: true; readonly values: readonly Tree[]; readonly places: Places; readonly end: number }
  | { readonly ok: false; readonly code: 'link-malformed' | 'input-too-large'; readonly reason: string; readonly at: number; readonly salvaged?: Salvaged };

/** What could be read of a damaged text: in `incomplete` are the maps of which something is missing. */
export interface Salvaged {
  readonly values: readonly Tree[];
  readonly places: Places;
  readonly incomplete: WeakSet<TreeMap>;
}

/** Where each map began, as an offset into the text. */
export type Places = WeakMap<TreeMap, number>;

/** Names that could reach an object's prototype when copied carelessly later. */
const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** True for a key that no document may carry. */
export function isPrototypeKey(key: string): boolean {
  return prototypeKeys.has(key);
}

/** Narrows to a map. */
export function isMap(tree: Tree | undefined): tree is TreeMap {
  return tree instanceof Map;
}

/** Narrows to a list. */
export function isList(tree: Tree | undefined): tree is readonly Tree[] {
  return Array.isArray(tree);
}

/** The list under this key; empty when there is none. */
export function listAt(map: TreeMap, key: string): readonly Tree[] {
  const value = map.get(key);
  return isList(value) ? value : [];
}

/** The maps of a list, everything else passed over. */
export function mapsOf(list: readonly Tree[]): readonly TreeMap[] {
  return list.filter(isMap);
}

/** The trimmed text under this key; undefined when it is empty or no text. */
export function textAt(map: TreeMap, key: string): string | undefined {
  const value = map.get(key);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

const numberShape = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** JSON text of a tree, undefined beyond `most` characters (shared parts would otherwise multiply). Numbers and switches are written bare. */
export function jsonText(tree: Tree, most = 64 * 1024): string | undefined {
  const parts: string[] = [];
  return writeJson(tree, parts, { left: most }) ? parts.join('') : undefined;
}

function writeJson(tree: Tree, parts: string[], budget: { left: number }): boolean {
  if (typeof tree === 'string') return push(numberShape.test(tree) || tree === 'true' || tree === 'false' ? tree : JSON.stringify(tree), parts, budget);
  const open = isMap(tree) ? '{' : '[';
  if (!push(open, parts, budget)) return false;
  let isFirst = true;
  for (const [key, value] of tree instanceof Map ? tree : tree.entries()) {
    if (!isFirst) push(',', parts, budget);
    isFirst = false;
    if (typeof key === 'string' && !push(`${JSON.stringify(key)}:`, parts, budget)) return false;
    if (!writeJson(value, parts, budget)) return false;
  }
  return push(open === '{' ? '}' : ']', parts, budget);
}

function push(text: string, parts: string[], budget: { left: number }): boolean {
  budget.left -= text.length;
  parts.push(text);
  return budget.left >= 0;
}
