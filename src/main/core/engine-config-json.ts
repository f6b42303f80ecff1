/** Reading foreign JSON field by field: what has the wrong shape is left out, never guessed. */

/** JSON whose numbers were kept as text. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A field to take over: foreign name, the library's name, and what it holds. */
export type Wanted = readonly [from: string, to: string, kind: 'text' | 'range' | 'flag' | 'count'];

/** True for a JSON object. */
export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text or number as text; undefined for anything else, and for the empty text. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The wanted fields that are present and well formed. The first of two that share a target wins. */
export function pick(from: { readonly [key: string]: Json }, wanted: readonly Wanted[]): Readonly<Record<string, unknown>> {
  const taken: Record<string, unknown> = {};
  for (const [source, target, kind] of wanted) {
    const value = read(from[source], kind);
    if (value !== undefined && !(target in taken)) taken[target] = value;
  }
  return taken;
}

function read(value: Json | undefined, kind: Wanted[2]): string | number | true | undefined {
  switch (kind) {
    case 'text':
      return textOf(value);
    case 'flag':
      return value === true || value === 'true' ? true : undefined;
    case 'range':
      return rangeOf(value);
    case 'count': {
      const count = Number(textOf(value) ?? Number.NaN);
      return Number.isSafeInteger(count) ? count : undefined;
    }
  }
}

/** `100-1000`, `100`, or `{from, to}` → text; zero means "not set" in Xray and is left out. */
function rangeOf(value: Json | undefined): string | undefined {
  const text = isRecord(value) ? `${textOf(value['from']) ?? ''}-${textOf(value['to']) ?? ''}` : textOf(value);
  const trimmed = text?.replaceAll(' ', '') ?? '';
  return /^\d{1,19}(-\d{1,19})?$/.test(trimmed) && !/^0+(-0+)?$/.test(trimmed) ? trimmed : undefined;
}
