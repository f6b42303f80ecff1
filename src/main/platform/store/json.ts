/** JSON values as they come from a file: nothing is known about them yet. */

export type JsonObject = { readonly [member: string]: unknown };

/** True for a JSON object, false for arrays, null and everything else. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members of `source` that are not in `known`. Safe for a member called `__proto__`. */
export function membersExcept(source: JsonObject, known: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(source).filter(([member]) => !known.has(member)));
}

/** Parses JSON text; undefined when it is none. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Lets other work run: long lists are treated in slices with this between them. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
