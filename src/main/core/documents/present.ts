/** Optional members: absent instead of undefined, as profiles demand. */

/** The same members without those that are undefined. */
export function present<T extends object>(members: T): { -readonly [Key in keyof T]?: Exclude<T[Key], undefined> } {
  // Entries lose their types; what is left out is exactly what the result type leaves out.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as { -readonly [Key in keyof T]?: Exclude<T[Key], undefined> };
}
