/** profiles.json: the list of servers, each with its description sealed. */
import { join } from 'node:path';
import { z } from 'zod';
import type { Document } from '../../services/deps.ts';
import type { StoredItem, StoredList } from '../../services/stored.ts';
import { createDocument, type DocumentOptions } from './document.ts';
import { isRejectedPart, type DocumentKind, type Kept, type Reading } from './document-reading.ts';
import { isObject, membersExcept, pause, type JsonObject } from './json.ts';

/** Name of the file in the data folder. */
export const profilesFile = 'profiles.json';

const source = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('paste') }),
  z.looseObject({ kind: z.literal('file'), name: z.string() }),
  z.looseObject({ kind: z.literal('link') }),
  z.looseObject({ kind: z.literal('practice') }),
  z.looseObject({ kind: z.literal('subscription'), id: z.string() }),
]);

const itemSchema = z.object({
  id: z.string().min(1).max(64),
  source,
  addedAt: z.number().nonnegative(),
  ownName: z.string().max(1000).exactOptional(),
  sealed: z.string().min(1),
});

const itemMembers: ReadonlySet<string> = new Set(Object.keys(itemSchema.shape));
const documentMembers: ReadonlySet<string> = new Set(['items', 'chosen']);
const sliceItems = 500;

/** The document in `folder`. An item that does not fit is kept in the file's `rejects` and tried again at every load. */
export function createProfilesDocument(folder: string, options: Pick<DocumentOptions<StoredList>, 'now' | 'onStep'>): Document<StoredList> {
  return createDocument({ ...options, file: join(folder, profilesFile), kind: profilesKind });
}

const profilesKind: DocumentKind<StoredList> = {
  list: {
    items: ({ items }) => items,
    pick: (value, ids) => ({ ...value, items: value.items.filter(({ id }) => ids.has(id)) }),
  },

  initial: () => ({ items: [] }),

  async read(document, earlier) {
    const { items, chosen } = document;
    if (!Array.isArray(items)) return undefined;
    const sorted = await sortItems(items, earlier);
    const chosenFits = chosen === undefined || typeof chosen === 'string';
    return {
      value: { items: sorted.items, ...(typeof chosen === 'string' ? { chosen } : {}) },
      kept: {
        top: membersExcept(document, documentMembers),
        parts: sorted.parts,
        rejects: [...sorted.rejects, ...(chosenFits ? [] : [{ at: 'chosen', raw: chosen }])],
      },
      lost: sorted.lost + (chosenFits ? 0 : 1),
    } satisfies Reading<StoredList>;
  },

  write(value, kept) {
    const { items, ...rest } = value;
    return { top: { ...kept.top, ...rest }, items: itemsToWrite(items, kept) };
  },
};

interface Sorted {
  readonly items: StoredItem[];
  readonly parts: Map<string, JsonObject>;
  readonly rejects: unknown[];
  lost: number;
}

async function sortItems(raw: readonly unknown[], earlier: readonly unknown[]): Promise<Sorted> {
  const sorted: Sorted = { items: [], parts: new Map(), rejects: [], lost: 0 };
  const seen = new Set<string>();
  for (const [index, candidate] of raw.entries()) {
    if (!takeItem(candidate, seen, sorted)) {
      sorted.rejects.push({ at: 'items', raw: candidate });
      sorted.lost += 1;
    }
    if (index % sliceItems === sliceItems - 1) await pause();
  }
  // What an earlier Byway could not read may be plain to this one.
  for (const entry of earlier) {
    if (!isRejectedPart(entry, 'items') || !takeItem(entry.raw, seen, sorted)) sorted.rejects.push(entry);
  }
  return sorted;
}

function takeItem(candidate: unknown, seen: Set<string>, sorted: Sorted): boolean {
  const checked = itemSchema.safeParse(candidate);
  if (!checked.success || seen.has(checked.data.id) || !isObject(candidate)) return false;
  seen.add(checked.data.id);
  sorted.items.push(checked.data);
  const unknown = membersExcept(candidate, itemMembers);
  if (Object.keys(unknown).length > 0) sorted.parts.set(checked.data.id, unknown);
  return true;
}

function* itemsToWrite(items: readonly StoredItem[], kept: Kept): Generator<JsonObject> {
  for (const item of items) yield { ...kept.parts.get(item.id), ...item };
}
