/** Optional members: absent instead of undefined, as profiles demand. */

/** The same members without those that are undefined. */
export function present<T extends object>(members: T): { -readonly [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const kept: Record<string, unknown> = {};
  for (const key in members) {
    const value = members[key];
    if (value !== undefined) kept[key] = value;
  }
  // The record loses its types; what is left out is exactly what the result type leaves out.
  return kept as { -readonly [Key in keyof T]?: Exclude<T[Key], undefined> };
}
