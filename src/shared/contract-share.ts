/** The calls that let servers leave and locked texts come in; a part of the contract. */
import { z } from 'zod';
import type { ImportReport } from './contract.ts';
import type { LeftOutServer, SealedContents, ShareDescription, SharedText } from './share.ts';

const id = z.string().min(1).max(64);
const ids = z.array(id).min(1).max(50_000);
/** Words or any other text; what is shorter is guessed in no time. */
const passphrase = z.string().min(12).max(1024);

const lockedText = z.string().max(16 * 1024 * 1024);
const openingWords = z.string().min(1).max(1024);
/** `withUnsafeLists`: also those that are not encrypted on their way or lie inside the own network. */
const takeWishes = { withSettings: z.boolean().optional(), withLists: z.boolean().optional(), withUnsafeLists: z.boolean().optional() };

/** Formats a list of servers leaves in; a QR code is made of a link. */
export const shareFormats = ['link', 'base64', 'clash', 'sing-box', 'telegram', 'sealed'] as const;
export type ShareFormat = (typeof shareFormats)[number];

/** Inputs by name; answers stand in `ShareAnswers`. */
export const shareInputs = {
  /** What would leave with these servers. Asks nobody, gives no key. */
  'share.describe': z.strictObject({ ids }),
  /** The text itself, with its keys. `sealed` without a passphrase gets words of its own, which are told once and not kept. */
  'share.export': z.strictObject({
    ids,
    format: z.enum(shareFormats),
    /** Leave the names out; they stay by default. */
    withoutNames: z.boolean().optional(),
    passphrase: passphrase.optional(),
  }),
  /** Everything: servers, own names, lists with their addresses, and settings, locked. */
  'share.backup': z.strictObject({ passphrase: passphrase.optional() }),
  /** Opens a locked text and says what is in it. Takes nothing; it stays open for ten minutes, or until the next one. */
  'sealed.look': z.strictObject({ text: lockedText, passphrase: openingWords }),
  /** Takes what was looked at. Settings and lists only where asked for, since a stranger's could lead astray. */
  'sealed.take': z.strictObject({ token: id, ...takeWishes }),
  /** Takes that back: what it added goes, settings become what they were. */
  'sealed.undo': z.strictObject({ undo: id }),
  /** Looks and takes in one: for the command line. */
  'profiles.unseal': z.strictObject({ text: lockedText, passphrase: openingWords, ...takeWishes }),
} as const;

export interface ShareAnswers {
  readonly 'share.describe': ShareDescription;
  readonly 'share.export': SharedText & { readonly leftOut: readonly LeftOutServer[] };
  readonly 'share.backup': SharedText & { readonly servers: number; readonly lists: number };
  readonly 'sealed.look': SealedContents;
  readonly 'sealed.take': UnsealReport & { readonly undo: string };
  readonly 'sealed.undo': { readonly removed: number };
  readonly 'profiles.unseal': UnsealReport & { readonly undo: string };
}

/** What came out of a locked text. */
export interface UnsealReport extends ImportReport {
  readonly settings: 'none' | 'left' | 'restored';
  /** Lists that were added, and those that were not asked for. */
  readonly lists: number;
  readonly listsLeft: number;
}
