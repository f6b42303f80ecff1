/** What stands inside a locked text: servers with the names they are kept under, and the settings of a backup. Pure. */
import { z } from 'zod';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { Profile } from '../../../shared/profile.ts';
import { profileSchema } from '../../../shared/profile-schema.ts';
import { settingsSchema, type Settings } from '../../../shared/settings.ts';

/** One server on its way. */
export interface ParcelItem {
  readonly profile: Profile;
  readonly ownName?: string;
}

export interface Parcel {
  readonly items: readonly ParcelItem[];
  /** Items that no rule of this Byway reads. */
  readonly unreadable: number;
  /** Present in a backup. */
  readonly settings?: Settings;
}

const most = 50_000;
const shape = z.object({ byway: z.literal(1), profiles: z.array(z.unknown()).max(most), settings: z.unknown().optional() });
const itemShape = z.object({ profile: profileSchema, ownName: z.string().max(200).optional() });

/** The text to lock. */
export function writeParcel(items: readonly ParcelItem[], settings?: Settings): string {
  return JSON.stringify({ byway: 1, profiles: items, ...(settings === undefined ? {} : { settings }) });
}

/** Reads it, item by item: one that does not fit costs itself only. Faults: sealed-damaged. */
export function readParcel(text: string): Result<Parcel> {
  const read = shape.safeParse(readJson(text));
  if (!read.success) return fail('sealed-damaged', 'what was locked is not from Byway, or from a newer one');
  const items: ParcelItem[] = [];
  for (const each of read.data.profiles) {
    const item = itemShape.safeParse(each);
    if (!item.success) continue;
    const { profile, ownName } = item.data;
    items.push({ profile, ...(ownName === undefined ? {} : { ownName }) });
  }
  const settings = settingsSchema.safeParse(read.data.settings);
  return succeed({ items, unreadable: read.data.profiles.length - items.length, ...(settings.success ? { settings: settings.data } : {}) });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON
  }
}
