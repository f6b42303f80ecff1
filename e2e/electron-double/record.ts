/** What the app asked of Electron, as a list that tests read; and the refusal of what is not stood in for. */

export interface RecordedCall {
  readonly name: string;
  readonly values: readonly unknown[];
}

const calls: RecordedCall[] = [];

/** Notes a call; values are kept as JSON can show them. */
export function record(name: string, ...values: readonly unknown[]): void {
  calls.push({ name, values: values.map((value) => JSON.parse(JSON.stringify(value ?? null)) as unknown) });
}

/** Everything so far. */
export function recorded(): readonly RecordedCall[] {
  return calls;
}

/** The object itself, except that touching a member it does not have throws: tests must not pass on silence. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key) {
      if (typeof key === 'string' && !(key in object) && key !== 'then' && key !== 'toJSON') throw new Error(`the electron double has no ${name}.${key}`);
      const member: unknown = Reflect.get(object, key, object);
      return typeof member === 'function' ? (...values: unknown[]): unknown => Reflect.apply(member, object, values) : member;
    },
  });
}
