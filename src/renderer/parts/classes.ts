/** Class names that apply, joined. CSS modules answer `undefined` for a name they lack, which is left out. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => typeof name === 'string').join(' ');
}
