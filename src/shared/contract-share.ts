/** The calls that let servers leave and locked texts come in; a part of the contract. */
import { z } from 'zod';
import type { ImportReport } from './contract.ts';
import type { LeftOutServer, ShareDescription, SharedText } from './share.ts';

const id = z.string().min(1).max(64);
const ids = z.array(id).min(1).max(50_000);
/** Words or any other text; what is shorter is guessed in no time. */
const passphrase = z.string().min(12).max(1024);

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
  /** Everything: servers, own names and settings, locked. */
  'share.backup': z.strictObject({ passphrase: passphrase.optional() }),
  /** Opens a locked text and adds what is in it; settings only where asked for, since a stranger's could lead astray. */
  'profiles.unseal': z.strictObject({ text: z.string().max(16 * 1024 * 1024), passphrase: z.string().min(1).max(1024), withSettings: z.boolean().optional() }),
} as const;

export interface ShareAnswers {
  readonly 'share.describe': ShareDescription;
  readonly 'share.export': SharedText & { readonly leftOut: readonly LeftOutServer[] };
  readonly 'share.backup': SharedText;
  readonly 'profiles.unseal': ImportReport & { readonly settings: 'none' | 'left' | 'restored' };
}
