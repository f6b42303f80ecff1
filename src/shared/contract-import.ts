/** The calls that look into a text, and keep what is in it only after the person's word; a part of the contract. */
import { z } from 'zod';
import type { Added, ImportPreview, PreviewRow } from './import-preview.ts';

const id = z.string().min(1).max(64);
const passphrase = z.string().min(1).max(1024);
const place = z.int().min(0).max(1_000_000);

/** Inputs by name; answers stand in `ImportAnswers`. */
export const importInputs = {
  /**
   * Reads a text, stores nothing and fetches nothing. `incoming` names a text that came from outside and waits in the
   * app. `reading` is the caller's own name for this call, by which `import.forget` stops it. Faults: those of reading;
   * `sealed-locked` for a text that needs `passphrase`.
   */
  'import.preview': z.union([
    z.strictObject({ text: z.string().max(16 * 1024 * 1024), passphrase: passphrase.optional(), reading: id.optional() }),
    z.strictObject({ incoming: id, passphrase: passphrase.optional(), reading: id.optional() }),
  ]),
  /** The new ones from `from` on. */
  'import.page': z.strictObject({ token: id, from: place }),
  /** Keeps the new ones, or `only` those by their places. Fault `not-found` when the app has forgotten the reading. */
  'import.add': z.strictObject({ token: id, only: z.array(place).max(50_000).optional(), withSettings: z.boolean().optional() }),
  /** Takes out again what that *Add* brought. */
  'import.undo': z.strictObject({ undo: id }),
  /** Forgets a reading, by its token or by the caller's own name for it; one that is still going on is stopped. */
  'import.forget': z.strictObject({ token: id }),
} as const;

export interface ImportAnswers {
  readonly 'import.preview': ImportPreview;
  readonly 'import.page': { readonly rows: readonly PreviewRow[] };
  readonly 'import.add': Added;
  readonly 'import.undo': { readonly removed: number };
  readonly 'import.forget': null;
}
