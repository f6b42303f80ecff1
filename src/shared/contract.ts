/**
 * Every call a window may make and every event it may hear: the app's table of contents. Domain verbs only; no call
 * reads a file, opens an address or runs anything named by the caller. Inputs are checked against these schemas in
 * `serve.ts`; `call.ts` uses them as types only.
 */
import { z } from 'zod';
import { importInputs, type ImportAnswers } from './contract-import.ts';
import { shareInputs, type ShareAnswers } from './contract-share.ts';
import type { ConnectionState, LocalEntrance } from './connection.ts';
import { shareSchemes, type SchemeOwner } from './link-schemes.ts';
import type { FoundSubscription, Reject, StoredProfile } from './profile.ts';
import { settingsSchema, type Settings } from './settings.ts';
import type { LogLine, ProfileCard, ProbeState, Snapshot, SnapshotChange } from './snapshot.ts';
import type { SubscriptionDiff } from './subscription.ts';

/** Longest text one import takes, in UTF-16 units: 16 Mi. */
export const maxPasteLength = 16 * 1024 * 1024;
/** Most profiles one call may name. */
export const maxIds = 50_000;

const id = z.string().min(1).max(64);
const ids = z.array(id).min(1).max(maxIds);
const nothing = z.strictObject({});
const listAddress = z.string().min(1).max(8192);

function call<Input extends z.ZodType>(input: Input) {
  return { input, output<Output>() { return { input, answer: undefined as unknown as Output }; } };
}

/** name → input schema and answer type. */
export const contract = {
  /** The whole mirror; also subscribes this wire to `change` and `log` events. */
  'state.get': call(nothing).output<Snapshot>(),
  'connection.connect': call(z.strictObject({ profileId: id.optional() })).output<null>(),
  'connection.disconnect': call(nothing).output<null>(),
  /** Starts the practice server, adds its profile when missing, and connects through it. */
  'connection.practice': call(nothing).output<null>(),
  /** Where to enter the tunnel, with its password; null while there is none. Given only on asking. */
  'connection.local': call(nothing).output<LocalEntrance | null>(),
  /** Byway's proxy settings again, while connected: what somebody else set meanwhile becomes the earlier settings. */
  'proxy.apply': call(nothing).output<null>(),
  /** Puts the earlier proxy settings back now, whatever the state. */
  'proxy.restore': call(nothing).output<{ readonly restored: boolean }>(),
  'import.preview': call(importInputs['import.preview']).output<ImportAnswers['import.preview']>(),
  'import.page': call(importInputs['import.page']).output<ImportAnswers['import.page']>(),
  'import.add': call(importInputs['import.add']).output<ImportAnswers['import.add']>(),
  'import.undo': call(importInputs['import.undo']).output<ImportAnswers['import.undo']>(),
  'import.forget': call(importInputs['import.forget']).output<ImportAnswers['import.forget']>(),
  /** Adds at once: for the command line, where the person has said so by calling it. */
  'profiles.import': call(z.strictObject({ text: z.string().max(maxPasteLength) })).output<ImportReport>(),
  'profiles.choose': call(z.strictObject({ id })).output<null>(),
  'profiles.rename': call(z.strictObject({ id, name: z.string().max(200) })).output<null>(),
  /** Answers a token for `profiles.undoRemove`, good until the app ends. */
  'profiles.remove': call(z.strictObject({ ids })).output<{ readonly undo: string; readonly removed: number }>(),
  'profiles.undoRemove': call(z.strictObject({ undo: id })).output<{ readonly restored: number }>(),
  /** The link with its keys: only when the person asks to see or copy it. */
  'profiles.reveal': call(z.strictObject({ id })).output<{ readonly link: string; readonly profile: StoredProfile }>(),
  /**
   * Fetches a list and keeps it: the person's consent is this very call. Faults of the address and the answer, and then
   * nothing is kept; `address-unsafe` can be confirmed by `accept` with the `reasons` of its detail.
   */
  'subscriptions.add': call(z.strictObject({ url: listAddress, name: z.string().max(1000).optional(), accept: z.array(z.enum(['plain', 'private'])).max(2).optional() })).output<{ readonly id: string; readonly diff: SubscriptionDiff }>(),
  /** Fetches lists anew, all when none is named; a failed one keeps its servers and answers its fault. */
  'subscriptions.refresh': call(z.strictObject({ ids: z.array(id).max(1000).optional() })).output<readonly RefreshOutcome[]>(),
  'subscriptions.edit': call(subscriptionPatch()).output<null>(),
  /** The list and its servers; answers a token for `subscriptions.undoRemove`, good until the app ends. */
  'subscriptions.remove': call(z.strictObject({ id })).output<{ readonly undo: string; readonly removed: number }>(),
  /** A list's address, which is a key: only when the person asks to share it. */
  'subscriptions.address': call(z.strictObject({ id })).output<{ readonly url: string }>(),
  /** Servers that left their list stay, for good. */
  'subscriptions.keepServers': call(z.strictObject({ ids })).output<null>(),
  'subscriptions.undoRemove': call(z.strictObject({ undo: id })).output<{ readonly restored: number }>(),
  'share.describe': call(shareInputs['share.describe']).output<ShareAnswers['share.describe']>(),
  'share.export': call(shareInputs['share.export']).output<ShareAnswers['share.export']>(),
  'share.backup': call(shareInputs['share.backup']).output<ShareAnswers['share.backup']>(),
  'sealed.look': call(shareInputs['sealed.look']).output<ShareAnswers['sealed.look']>(),
  'sealed.take': call(shareInputs['sealed.take']).output<ShareAnswers['sealed.take']>(),
  'sealed.undo': call(shareInputs['sealed.undo']).output<ShareAnswers['sealed.undo']>(),
  'profiles.unseal': call(shareInputs['profiles.unseal']).output<ShareAnswers['profiles.unseal']>(),
  /** Queues tests; results arrive as changes of `probes`. */
  'probes.start': call(z.strictObject({ ids })).output<null>(),
  'probes.stop': call(nothing).output<null>(),
  'settings.change': call(settingsPatch()).output<Settings>(),
  'notices.dismiss': call(z.strictObject({ id })).output<null>(),
  /** Who opens links on this computer. Fault `not-here` where the system cannot open any with this host. */
  'links.owners': call(nothing).output<readonly SchemeOwner[]>(),
  /** Has Byway open links of this scheme, or gives them back to who had them; answers how it is then. */
  'links.open': call(z.strictObject({ scheme: z.enum(shareSchemes), ours: z.boolean() })).output<readonly SchemeOwner[]>(),
  /**
   * Whether a link lies on the clipboard: its mark (`clipboard-link.ts`), null when there is none. The text itself is read
   * by the window at the person's click. Fault `not-here` where only the window can look.
   */
  'clipboard.look': call(nothing).output<string | null>(),
  /** The person is done with a text of `incoming`: it is forgotten. */
  'incoming.end': call(z.strictObject({ id })).output<null>(),
  'log.get': call(nothing).output<readonly LogLine[]>(),
  /** Restores everything and ends the app. */
  'app.quit': call(nothing).output<null>(),
} as const;

/** What a person may change of a list; an empty title or User-Agent brings the usual one back. */
function subscriptionPatch() {
  return z.strictObject({
    id,
    title: z.string().max(200).optional(),
    /** Printable ASCII: it becomes a header. */
    userAgent: z.string().max(200).regex(/^[\x20-\x7e]*$/).optional(),
    /** Hours; 0 is by hand only, null what the provider says. */
    intervalHours: z.int().min(0).max(168).nullable().optional(),
    way: z.enum(['auto', 'direct', 'tunnel']).optional(),
    /** Sends a random number that names this list on this computer; off by default. */
    sendsHardwareId: z.boolean().optional(),
    /** Forgets which servers the person removed from it: the next refresh brings them. */
    bringsBackRemoved: z.literal(true).optional(),
  });
}

/** Settings all optional, without defaults: what is absent stays as it was. */
function settingsPatch() {
  const shape = settingsSchema.shape;
  return z.strictObject({
    theme: shape.theme.unwrap().optional(),
    language: shape.language.unwrap().optional(),
    whenWayCloses: shape.whenWayCloses.unwrap().optional(),
    useSystemProxy: shape.useSystemProxy.unwrap().optional(),
    directWithoutByway: shape.directWithoutByway.unwrap().optional(),
    checkAddresses: shape.checkAddresses.unwrap().optional(),
    bypass: shape.bypass.unwrap().optional(),
    keepRunning: shape.keepRunning.unwrap().optional(),
    noticeClipboard: shape.noticeClipboard.unwrap().optional(),
  });
}

export interface ImportReport {
  readonly added: readonly ProfileCard[];
  /** Already in the list: not added again. */
  readonly known: readonly ProfileCard[];
  readonly rejected: readonly Reject[];
  /** Addresses of lists, found and not fetched; absent means none. */
  readonly subscriptions?: readonly FoundSubscription[];
}

export interface RefreshOutcome {
  readonly id: string;
  readonly diff?: SubscriptionDiff;
  readonly fault?: import('./fault.ts').Fault;
}

export type CallName = keyof typeof contract;
export type CallInput<Name extends CallName> = z.input<(typeof contract)[Name]['input']>;
export type CallAnswer<Name extends CallName> = (typeof contract)[Name]['answer'];

/** What the app pushes on every subscribed wire, in order. */
export type AppEvent =
  | { readonly event: 'change'; readonly change: SnapshotChange }
  | { readonly event: 'log'; readonly lines: readonly LogLine[] };

/** Messages on a wire. */
export type Request = { readonly kind: 'request'; readonly id: number; readonly name: string; readonly input: unknown };
export type Answer =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly fault: import('./fault.ts').Fault };
export type Push = { readonly kind: 'push' } & AppEvent;

export type { ConnectionState, ProbeState };
