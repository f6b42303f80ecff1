/**
 * The note of earlier settings, as text. It is JSON whose last member is the SHA-256 of everything before it, so that
 * a torn, edited or rotten file is recognised and never carried out. `engine/internal/restore/journal.go` reads and
 * checks the same format. Pure.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { keysOf, shapeOf, type StoreName, type Values } from './shape.ts';
import type { ProcessIdentity } from '../process-identity.ts';

export interface Journal {
  readonly version: 1;
  /** Random name of the writer: tells its own journal from another instance's. */
  readonly owner: string;
  /** User id of the writer, -1 where there is none. */
  readonly uid: number;
  /** Linux: the boot's id; elsewhere when this was written. See `process-identity.ts`. */
  readonly boot: string;
  readonly app: ProcessIdentity;
  /** `changing`: some keys may hold the last `ours`, others an earlier one or `before`. `on`: read back and found right. */
  readonly phase: 'changing' | 'on';
  /** Local ports that the settings of `ours` point at. */
  readonly ports: readonly number[];
  readonly stores: readonly JournalEntry[];
}

export interface JournalEntry {
  readonly store: StoreName;
  /** Which connection or network service, where there are several. */
  readonly scope?: string;
  readonly before: Values;
  /** Oldest first; two while Byway changes its own settings. */
  readonly ours: readonly Values[];
  /** Stores that are one file: its content before, and as Byway wrote it. One character a byte. */
  readonly beforeText?: string;
  readonly oursTexts?: readonly string[];
}

/** Larger than any real one by far; a bound for whoever reads it. */
export const maxJournalBytes = 4 * 1024 * 1024;

/** Windows and macOS note every connection on its own. */
const maxStores = 64;

/** Two settings' worth: an address and a script each, and as much again for a change whose end was never noted. */
export const maxPorts = 8;

const text = z.string().max(512 * 1024);
const port = z.number().int().min(1).max(65_535);
const schema = z.strictObject({
  version: z.literal(1),
  owner: z.string().regex(/^[0-9a-f]{32}$/),
  uid: z.number().int().min(-1).max(2 ** 32),
  boot: z.string().max(64),
  app: z.strictObject({ pid: z.number().int().min(1).max(2 ** 31), start: z.string().max(32) }),
  phase: z.enum(['changing', 'on']),
  ports: z.array(port).min(1).max(maxPorts),
  stores: z
    .array(
      z.strictObject({
        store: z.enum(['gsettings', 'kioslaverc', 'wininet', 'networksetup']),
        scope: z.string().max(1024).exactOptional(),
        before: z.record(z.string(), text.nullable()),
        ours: z.array(z.record(z.string(), text.nullable())).min(1).max(2),
        beforeText: text.optional(),
        oursTexts: z.array(text).min(1).max(2).optional(),
      }),
    )
    .min(1)
    .max(maxStores),
  sha256: z.string(),
});

const seal = /,"sha256":"([0-9a-f]{64})"\}\n$/;

/** The file's whole content. */
export function encodeJournal(journal: Journal): string {
  const body = JSON.stringify(journal).slice(0, -1);
  return `${body},"sha256":"${digest(body)}"}\n`;
}

/** Reads and checks the content; fault `proxy-journal-damaged` for anything that is not exactly a journal of this version. */
export function decodeJournal(content: string): Result<Journal> {
  const sealed = seal.exec(content);
  if (sealed === null || content.length > maxJournalBytes) return damaged('no checksum');
  if (digest(content.slice(0, sealed.index)) !== sealed[1]) return damaged('checksum differs');
  if (content.includes('"__proto__"')) return damaged('unknown keys'); // zod would drop it silently
  try {
    const parsed = schema.safeParse(JSON.parse(content));
    if (!parsed.success) return damaged('another format');
    const { sha256: _seal, ...journal } = parsed.data;
    return journal.stores.every(canBeWritten) ? succeed(withoutUndefined(journal)) : damaged('unknown keys');
  } catch {
    return damaged('no JSON');
  }
}

/** Keys would be written as they stand: only the store's own. A NUL cannot stand in a program's argument. */
function canBeWritten({ store, before, ours }: { store: StoreName; before: Values; ours: readonly Values[] }): boolean {
  const known = keysOf(shapeOf(store));
  if (store !== 'wininet' && ours.some((values) => Object.values(values).includes(null))) return false;
  const members = [before, ...ours].flatMap((values) => Object.entries(values));
  return members.every(([key, raw]) => known.includes(key) && (store === 'kioslaverc' || raw?.includes('\0') !== true));
}

type Parsed = Omit<z.infer<typeof schema>, 'sha256'>;

/** zod types an absent member as possibly undefined; ours is absent or there. */
function withoutUndefined(parsed: Parsed): Journal {
  const stores = parsed.stores.map(({ beforeText, oursTexts, ...entry }) => ({
    ...entry,
    ...(beforeText === undefined ? {} : { beforeText }),
    ...(oursTexts === undefined ? {} : { oursTexts }),
  }));
  return { ...parsed, stores };
}

function digest(body: string): string {
  return createHash('sha256').update(body, 'utf8').digest('hex');
}

function damaged(cause: string): Result<never> {
  return fail('proxy-journal-damaged', cause);
}
