/** Taking known fields out of a map, by any spelling; what is left becomes `extra`. */
import { normalizeKey, readFlag, splitList } from '../../../shared/links/query.ts';
import type { Extra } from '../../../shared/profile.ts';
import { isList, isMap, jsonText, type Tree, type TreeMap } from './tree.ts';

/** Fields by normalised key (lower-case, without `_` and `-`), each with its name as written. */
export type Fields = Map<string, { readonly name: string; readonly value: Tree }>;

/**
 * Settings that concern the computer and not the server: interfaces, marks, files, ports to open. No document may set
 * them, and none of them is kept.
 */
const engineOnly = new Set([
  'interfacename', 'interface', 'bindinterface', 'routingmark', 'mark', 'netns', 'inet4bindaddress', 'inet6bindaddress', 'bindaddress', 'sendthrough', 'protectpath',
  'externalcontroller', 'externalui', 'logfile', 'script', 'allowlan', 'mixedport', 'listen', 'listenport', 'certificatepath', 'keypath', 'privatekeypath',
  'clientcertificatepath', 'clientkeypath', 'executable', 'executablepath', 'extraargs', 'datadirectory', 'command', 'remoteconnectionport',
  'masterkeylog', 'certificatefile', 'keyfile',
]);

/** Copies a map's entries; of two spellings of one key the first that is not empty wins. */
export function fieldsOf(map: TreeMap | undefined): Fields {
  const fields: Fields = new Map();
  for (const [name, value] of map ?? []) {
    const key = normalizeKey(name);
    if (engineOnly.has(key)) continue;
    const earlier = fields.get(key);
    if (earlier === undefined || earlier.value === '') fields.set(key, { name, value });
  }
  return fields;
}

function take(fields: Fields, key: string): Tree | undefined {
  const field = fields.get(key);
  if (field !== undefined) fields.delete(key);
  return field?.value;
}

/** Takes all of these keys and answers the first text among them; empty, `null` and `~` are absent. Keys must be normalised. */
export function takeText(fields: Fields, ...keys: readonly string[]): string | undefined {
  let taken: string | undefined;
  for (const key of keys) {
    const value = take(fields, key);
    if (taken !== undefined || value === undefined || isMap(value)) continue;
    const text = (isList(value) ? (value.find((item) => typeof item === 'string') ?? '') : value).trim();
    if (text !== '' && text !== 'null' && text !== '~') taken = text;
  }
  return taken;
}

/** Like `takeText` for passwords, keys and ids: nothing is trimmed and `null` is a word like any other. */
export function takeSecret(fields: Fields, ...keys: readonly string[]): string | undefined {
  let taken: string | undefined;
  for (const key of keys) {
    const value = take(fields, key);
    if (taken === undefined && typeof value === 'string' && value !== '') taken = value;
  }
  return taken;
}

/** Takes these switches: true when any is on, false when one is off, undefined when none is there. */
export function takeFlag(fields: Fields, ...keys: readonly string[]): boolean | undefined {
  let taken: boolean | undefined;
  for (const key of keys) {
    const text = takeText(fields, key);
    if (text === undefined) continue;
    taken = taken === true || (readFlag(text) ?? false);
  }
  return taken;
}

/** Takes the first whole number within the range; anything else is dropped. */
export function takeInteger(fields: Fields, least: number, most: number, ...keys: readonly string[]): number | undefined {
  const text = takeText(fields, ...keys);
  const value = text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : -1;
  return value >= least && value <= most ? value : undefined;
}

/** Takes a list of texts; one text is cut at commas. Undefined when nothing is in it. */
export function takeTexts(fields: Fields, ...keys: readonly string[]): readonly string[] | undefined {
  let taken: readonly string[] | undefined;
  for (const key of keys) {
    const value = take(fields, key);
    if (taken !== undefined || value === undefined) continue;
    const texts = textsOf(value);
    if (texts.length > 0) taken = texts;
  }
  return taken;
}

/** The texts of a tree: a list's items, or one text cut at commas. */
export function textsOf(tree: Tree): readonly string[] {
  if (isMap(tree)) return [];
  if (!isList(tree)) return tree === 'null' || tree === '~' ? [] : splitList(tree.trim());
  return tree.slice(0, 1_000).flatMap((item) => (typeof item === 'string' && item.trim() !== '' ? [item.trim()] : []));
}

/** Takes the first map among these keys, as fields of its own; empty fields without one. */
export function takeFields(fields: Fields, ...keys: readonly string[]): Fields {
  return fieldsOf(takeMap(fields, ...keys));
}

/** Takes the first map among these keys; a value that is none stays. */
export function takeMap(fields: Fields, ...keys: readonly string[]): TreeMap | undefined {
  let taken: TreeMap | undefined;
  for (const key of keys) {
    const value = fields.get(key)?.value;
    if (value === undefined || !(isMap(value) || value === '' || value === 'null' || value === '~')) continue;
    fields.delete(key);
    if (taken === undefined && isMap(value)) taken = value;
  }
  return taken;
}

/** Puts what is left of an inner map among the outer fields, as `prefix.name`, so that it ends in `extra`. */
export function putRest(fields: Fields, prefix: string, inner: Fields): void {
  for (const [key, { name, value }] of inner) fields.set(`${prefix}.${key}`, { name: `${prefix}.${name}`, value });
}

/** Takes the maps of a list. */
export function takeMaps(fields: Fields, key: string): readonly TreeMap[] {
  const value = take(fields, key);
  return isList(value) ? value.filter(isMap) : [];
}

/** Texts and numbers of a map as a record of texts; what is nested is written as JSON. Undefined when empty. */
export function recordOf(map: TreeMap | undefined): Readonly<Record<string, string>> | undefined {
  if (map === undefined || map.size === 0) return undefined;
  const entries = [...map].slice(0, 1_000).flatMap(([name, value]): [string, string][] => {
    const text = valueText(value);
    return text === undefined ? [] : [[name, text]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function valueText(value: Tree): string | undefined {
  if (typeof value === 'string') return value;
  if (isList(value) && value.length === 1 && typeof value[0] === 'string') return value[0];
  return jsonText(value);
}

/** What nobody took, in order; undefined when nothing is left. Names are prefixed where they come out of an inner map. */
export function extraOf(fields: Fields, ...inner: readonly (readonly [prefix: string, fields: Fields])[]): Extra | undefined {
  const entries: [string, string][] = [];
  for (const [prefix, part] of [['', fields] as const, ...inner]) {
    for (const { name, value } of part.values()) {
      const text = valueText(value);
      if (text !== undefined && text !== '' && entries.length < 200) entries.push([`${prefix}${name}`, text]);
    }
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
