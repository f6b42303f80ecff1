/** subscriptions.json: the lists a person follows, each with its address sealed. */
import { join } from 'node:path';
import { z } from 'zod';
import { faultCodes } from '../../../shared/fault.ts';
import type { Document } from '../../services/deps.ts';
import type { StoredSubscription, StoredSubscriptions } from '../../services/stored.ts';
import { createDocument, type DocumentOptions } from './document.ts';
import { isRejectedPart, type DocumentKind, type Reading } from './document-reading.ts';
import { isObject, membersExcept, type JsonObject } from './json.ts';

/** Name of the file in the data folder. */
export const subscriptionsFile = 'subscriptions.json';

const time = z.number().nonnegative();
const text = z.string().max(2000);
const quota = z.object({ upload: time.exactOptional(), download: time.exactOptional(), total: time.exactOptional(), expiresAt: time.exactOptional() });
const fault = z.object({
  code: z.enum(faultCodes),
  cause: text.exactOptional(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
});

const itemSchema = z.object({
  id: z.string().min(1).max(64),
  addedAt: time,
  sealed: z.string().min(1),
  accept: z.array(z.enum(['plain', 'private'])),
  way: z.enum(['auto', 'direct', 'tunnel']),
  ownTitle: text.exactOptional(),
  ownIntervalHours: z.int().min(0).max(168).exactOptional(),
  title: text.exactOptional(),
  intervalHours: z.int().min(1).max(168).exactOptional(),
  quota: quota.exactOptional(),
  announce: text.exactOptional(),
  supportUrl: text.exactOptional(),
  pageUrl: text.exactOptional(),
  refreshedAt: time.exactOptional(),
  triedAt: time.exactOptional(),
  fault: fault.exactOptional(),
  gone: z.record(z.string(), time),
  keptByHand: z.array(z.string().max(64)).max(50_000).exactOptional(),
  unread: z.array(z.object({ host: z.string().max(300), code: z.enum(faultCodes) })).max(64).exactOptional(),
  partHosts: z.array(z.string().max(300)).max(64).exactOptional(),
  rung: z.int().nonnegative(),
});

const itemMembers: ReadonlySet<string> = new Set(Object.keys(itemSchema.shape));
const documentMembers: ReadonlySet<string> = new Set(['items']);

/** The document in `folder`. An item that does not fit is kept in the file's `rejects` and tried again at every load. */
export function createSubscriptionsDocument(folder: string, options: Pick<DocumentOptions<StoredSubscriptions>, 'now' | 'onStep'>): Document<StoredSubscriptions> {
  return createDocument({ ...options, file: join(folder, subscriptionsFile), kind: subscriptionsKind });
}

const subscriptionsKind: DocumentKind<StoredSubscriptions> = {
  initial: () => ({ items: [] }),

  read(document, earlier) {
    const raw: unknown = document['items'];
    if (!Array.isArray(raw)) return Promise.resolve(undefined);
    const items = new Map<string, StoredSubscription>();
    const parts = new Map<string, JsonObject>();
    const take = (candidate: unknown): boolean => {
      const checked = itemSchema.safeParse(candidate);
      if (!checked.success || items.has(checked.data.id) || !isObject(candidate)) return false;
      items.set(checked.data.id, checked.data);
      parts.set(checked.data.id, membersExcept(candidate, itemMembers));
      return true;
    };
    const fresh = (raw as unknown[]).filter((candidate) => !take(candidate)).map((candidate) => ({ at: 'items', raw: candidate }));
    const still = earlier.filter((entry) => !isRejectedPart(entry, 'items') || !take(entry.raw));
    return Promise.resolve({
      value: { items: [...items.values()] },
      kept: { top: membersExcept(document, documentMembers), parts, rejects: [...fresh, ...still] },
      lost: fresh.length,
    } satisfies Reading<StoredSubscriptions>);
  },

  write(value, kept) {
    return { top: kept.top, items: value.items.map((item) => ({ ...kept.parts.get(item.id), ...item })) };
  },
};
