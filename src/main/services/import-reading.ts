/** A text → what is in it, looked up against the list: what a preview shows. Nothing is kept here. */
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { HandlerInput } from '../../shared/serve.ts';
import { previewLists, previewPage, type ImportPreview, type KnownServer } from '../../shared/import-preview.ts';
import { isLockedText } from '../../shared/locked-text.ts';
import type { FoundSubscription, Reject } from '../../shared/profile.ts';
import type { Settings } from '../../shared/settings.ts';
import type { ProfileCard } from '../../shared/snapshot.ts';
import { createSummary, previewRow } from '../core/import-summary.ts';
import { profileCard } from '../core/profile-card.ts';
import { profileIdentity } from '../core/profile-list.ts';
import type { Deps } from './deps.ts';
import type { Candidate } from './profile-import.ts';
import type { Shelf } from './profile-shelf.ts';
import { pauseAfterSlice } from './turns.ts';
import { unreadableOf } from './unpack.ts';
import type { Unsealer } from './unseal.ts';

/** What a text held. */
export interface Content {
  readonly items: readonly Candidate[];
  readonly rejected: readonly Reject[];
  readonly lists: readonly FoundSubscription[];
  readonly settings?: Settings;
}

/** A new server, with the card it would have. */
export interface FreshServer {
  readonly candidate: Candidate;
  readonly card: ProfileCard;
}

/** Reads the text, with its words where it is locked. */
export async function readContent(
  deps: Pick<Deps, 'parse'>,
  unsealer: Unsealer,
  text: string,
  passphrase: string | undefined,
  signal: AbortSignal,
): Promise<Result<Content>> {
  if (isLockedText(text)) {
    if (passphrase === undefined) return fail('sealed-locked', 'the text is locked with a passphrase');
    const parcel = await unsealer.look(text, passphrase);
    if (!parcel.ok) return parcel;
    const { items, settings, lists } = parcel.value;
    return succeed({ items, rejected: unreadableOf(parcel.value), lists: lists.map(({ url, ownTitle, title }) => ({ url, name: ownTitle ?? title ?? '', line: 1 })), ...(settings === undefined ? {} : { settings }) });
  }
  const parsed = await deps.parse.parse(text, signal);
  if (!parsed.ok) return parsed;
  const { profiles, rejected, subscriptions = [] } = parsed.value;
  const isEmpty = profiles.length + subscriptions.length === 0 && rejected.every(({ code }) => code === 'input-empty');
  return isEmpty ? fail('input-empty') : succeed({ items: profiles.map((profile) => ({ profile })), rejected, lists: subscriptions });
}

/** Everything of a preview but its token, and the new servers themselves. */
export async function sortContent(deps: Pick<Deps, 'clock' | 'networks'>, shelf: Shelf, content: Content, signal: AbortSignal): Promise<Result<Omit<ImportPreview, 'token'> & { readonly fresh: number; readonly servers: readonly FreshServer[] }>> {
  const seen = new Set<string>(); // identities hold keys: let go of at the end of this function
  const servers: FreshServer[] = [];
  const knownServers: KnownServer[] = [];
  const summary = createSummary();
  let known = 0;
  for (const [index, candidate] of content.items.entries()) {
    const identity = profileIdentity(candidate.profile);
    if (!seen.has(identity)) {
      seen.add(identity);
      const card = profileCard({ id: '', source: { kind: 'paste' }, addedAt: 0, ...candidate }, deps.clock.now(), deps.networks.of(candidate.profile.server));
      const present = shelf.idOf(candidate.profile, identity);
      if (present === undefined) {
        servers.push({ candidate, card });
        summary.add(card);
      } else if ((known += 1) <= previewPage) knownServers.push({ name: card.name, id: present, listName: shelf.card(present)?.name ?? card.name });
    }
    await pauseAfterSlice(deps.clock, index);
    if (signal.aborted) return fail('cancelled');
  }
  return succeed({
    servers,
    found: seen.size,
    fresh: servers.length,
    known,
    rejected: content.rejected.length,
    repeated: content.items.length - seen.size,
    networks: summary.networks(),
    rows: pageOf(servers, 0),
    warnings: summary.warnings(),
    knownServers,
    rejects: content.rejected.slice(0, previewPage),
    lists: content.lists.slice(0, previewLists),
    hasSettings: content.settings !== undefined,
  });
}

/** Rows of one page. */
export function pageOf(servers: readonly FreshServer[], from: number): ImportPreview['rows'] {
  return servers.slice(from, from + previewPage).map(({ card }, index) => previewRow(card, from + index));
}

export type PreviewInput = HandlerInput<'import.preview'>;
