/** What stands inside a locked text: servers with the names they are kept under; of a backup also lists and settings. Pure. */
import { z } from 'zod';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { Profile } from '../../../shared/profile.ts';
import { profileSchema } from '../../../shared/profile-schema.ts';
import { settingsSchema, type Settings } from '../../../shared/settings.ts';
import type { FetchWay, UnsafeReason } from '../../../shared/subscription.ts';

/** One server on its way. */
export interface ParcelItem {
  readonly profile: Profile;
  readonly ownName?: string;
  /** The `id` of the list it came with, among `lists`. */
  readonly list?: string;
  /** The one that *Connect* used. */
  readonly chosen?: true;
}

/** One list on its way: its address, and what the person made of it. */
export interface ParcelList {
  readonly id: string;
  readonly url: string;
  readonly title?: string;
  readonly ownTitle?: string;
  readonly ownIntervalHours?: number;
  readonly way: FetchWay;
  /** What speaks against the address and was confirmed. */
  readonly accept: readonly UnsafeReason[];
  readonly userAgent?: string;
  readonly hardwareId?: string;
  /** Marks of servers removed from it by hand. */
  readonly leftOut?: readonly number[];
}

export interface Parcel {
  readonly items: readonly ParcelItem[];
  readonly lists: readonly ParcelList[];
  /** Items and lists that no rule of this Byway reads. */
  readonly unreadable: number;
  /** Present in a backup. */
  readonly settings?: Settings;
}

const most = 50_000;
const mostLists = 1000;
/**
 * The version says what has to be understood to read the servers. Lists came later and need no other number: an older
 * Byway reads the rest, and this one reads texts without them.
 */
const shape = z.object({ byway: z.literal(1), profiles: z.array(z.unknown()).max(most), lists: z.array(z.unknown()).max(mostLists).optional(), settings: z.unknown().optional() });
const id = z.string().min(1).max(64);
const itemShape = z.object({ profile: profileSchema, ownName: z.string().max(200).exactOptional(), list: id.exactOptional(), chosen: z.literal(true).exactOptional() });
const listShape = z.object({
  id,
  url: z.string().max(8192).refine((url) => /^https?:\/\//i.test(url) && URL.canParse(url)),
  title: z.string().max(200).exactOptional(),
  ownTitle: z.string().max(200).exactOptional(),
  ownIntervalHours: z.int().min(0).max(168).exactOptional(),
  way: z.enum(['auto', 'direct', 'tunnel']),
  accept: z.array(z.enum(['plain', 'private'])).max(2),
  userAgent: z.string().max(200).regex(/^[\x20-\x7e]*$/).exactOptional(),
  hardwareId: z.string().regex(/^[0-9a-f]{32}$/).exactOptional(),
  leftOut: z.array(z.number()).max(10_000).exactOptional(),
});

/** The text to lock. */
export function writeParcel(items: readonly ParcelItem[], more: { readonly lists?: readonly ParcelList[]; readonly settings?: Settings } = {}): string {
  return JSON.stringify({ byway: 1, profiles: items, ...more });
}

/** Reads it, item by item: one that does not fit costs itself only. Faults: sealed-damaged. */
export function readParcel(text: string): Result<Parcel> {
  const read = shape.safeParse(readJson(text));
  if (!read.success) return fail('sealed-damaged', 'what was locked is not from Byway, or from a newer one');
  const { profiles, lists: written = [] } = read.data;
  const lists = readEach(written, listShape);
  const known = new Set(lists.map((list) => list.id));
  const items = readEach(profiles, itemShape).map(({ list, ...item }): ParcelItem => (list === undefined || !known.has(list) ? item : { ...item, list }));
  const settings = settingsSchema.safeParse(read.data.settings);
  const unreadable = profiles.length + written.length - items.length - lists.length;
  return succeed({ items, lists, unreadable, ...(settings.success ? { settings: settings.data } : {}) });
}

function readEach<T>(values: readonly unknown[], one: z.ZodType<T>): readonly T[] {
  return values.flatMap((value) => {
    const read = one.safeParse(value);
    return read.success ? [read.data] : [];
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON
  }
}
