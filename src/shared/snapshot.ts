/** Everything the UI mirrors. Secrets never stand here: a profile appears as a card without its keys. */
import type { ConnectionState } from './connection.ts';
import type { Fault } from './fault.ts';
import type { ProfileSource, ProfileType, ProfileWarning } from './profile.ts';
import type { Settings } from './settings.ts';
import type { SubscriptionCard } from './subscription.ts';

/** Whose addresses a server stands among, from the table that comes with the app. Claims of names play no part. */
export interface Network {
  /** The AS number. */
  readonly number: number;
  /** Its holder. */
  readonly name: string;
  /** ISO 3166 code, two capital letters; absent where nobody says. */
  readonly country?: string;
}

/** One server as lists show it. */
export interface ProfileCard {
  readonly id: string;
  /** Cleaned for display by `displayName`. */
  readonly name: string;
  readonly type: ProfileType;
  readonly server: string;
  readonly port: number;
  /** Known for addresses only: a name would have to be asked for. */
  readonly network?: Network;
  readonly security: 'none' | 'tls' | 'reality';
  /** Transport type, or the plugin's name for shadowsocks; `tcp` where there is no such thing. */
  readonly transport: string;
  readonly warnings: readonly ProfileWarning[];
  readonly source: ProfileSource['kind'];
  /** Id of the subscription it came from. */
  readonly subscription?: string;
  readonly addedAt: number;
  /** Why the engine cannot run it; absent when it can. */
  readonly cannotRun?: Fault;
}

/** Result of testing one server. Times in milliseconds. */
export type ProbeState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'asking'; readonly since: number }
  | { readonly kind: 'good'; readonly at: number; readonly ms: number; readonly stages: readonly ProbeStage[]; readonly bytes: number }
  | { readonly kind: 'failed'; readonly at: number; readonly fault: Fault; readonly stages: readonly ProbeStage[]; readonly bytes: number };

/** One timed step: dial → handshake → request → first-byte → body. `ms` is the step's own duration. */
export interface ProbeStage {
  readonly stage: 'dial' | 'handshake' | 'request' | 'first-byte' | 'body';
  readonly ms: number;
}

/** Bytes per second now, and since connecting. */
export interface Traffic {
  readonly up: number;
  readonly down: number;
  readonly upTotal: number;
  readonly downTotal: number;
}

/** A page that came through the practice server. */
export interface PracticePage {
  readonly title: string;
  readonly text: string;
  readonly ms: number;
}

export interface LogLine {
  /** Counts up by one; gaps mean lines were dropped. */
  readonly sequence: number;
  readonly at: number;
  readonly level: 'debug' | 'info' | 'warning' | 'error';
  readonly source: 'app' | 'engine' | 'proxy';
  /** Already redacted. */
  readonly text: string;
}

/** Something a person should know that is not tied to a call, e.g. `settings were put back after a crash`. */
export interface Notice {
  readonly id: string;
  readonly kind: 'link-refused' | 'link-dropped' | 'restored-after-crash' | 'store-salvaged' | 'store-read-only' | 'secrets-unreadable' | 'proxy-not-in-effect' | 'proxy-unsupported' | 'proxy-journal-damaged' | 'proxy-not-restored' | 'desktop-does-not-follow' | 'environment-proxy' | 'restart-browser' | 'earlier-proxy-dead';
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** A text that came from outside the window and waits for a person to look at it. The text itself stays in the app. */
export interface IncomingText {
  readonly id: string;
  /** A link that another program opened, or a file that was opened with Byway. */
  readonly from: 'link' | 'file';
}

/** What this host is and can do; the UI hides what is false. */
export interface HostInfo {
  readonly kind: 'electron' | 'headless' | 'cli';
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The desktop's languages, best first, e.g. `fa-IR`. */
  readonly languages: readonly string[];
  readonly can: {
    readonly systemProxy: boolean;
    readonly tray: boolean;
    readonly quit: boolean;
    /** The system can open links with this Byway. */
    readonly openLinks: boolean;
  };
}

export interface Snapshot {
  readonly host: HostInfo;
  readonly connection: ConnectionState;
  readonly profiles: readonly ProfileCard[];
  readonly subscriptions: readonly SubscriptionCard[];
  /** The profile *Connect* will use. */
  readonly chosen?: string;
  readonly probes: Readonly<Record<string, ProbeState>>;
  readonly settings: Settings;
  readonly traffic: Traffic;
  readonly practicePage?: PracticePage;
  readonly notices: readonly Notice[];
  /** At most one at a time. */
  readonly incoming: readonly IncomingText[];
}

/** What moved in a list. */
export interface ListChange<Card> {
  readonly upsert: readonly Card[];
  readonly remove: readonly string[];
}

/** The part of the snapshot that changed: members replace theirs, except lists and maps, which carry only what moved. */
export interface SnapshotChange extends Partial<Omit<Snapshot, 'profiles' | 'subscriptions' | 'probes' | 'host' | 'chosen' | 'practicePage'>> {
  readonly profiles?: ListChange<ProfileCard>;
  readonly subscriptions?: ListChange<SubscriptionCard>;
  /** `null` removes the entry. */
  readonly probes?: Readonly<Record<string, ProbeState | null>>;
  /** `null` removes it. */
  readonly chosen?: string | null;
  readonly practicePage?: PracticePage | null;
}

/** Applies a change: used by the app's own state and by every mirror, so that they cannot disagree. */
export function applyChange(snapshot: Snapshot, change: SnapshotChange): Snapshot {
  const { profiles, subscriptions, probes, chosen, practicePage, ...rest } = change;
  let next: Snapshot = { ...snapshot, ...rest };
  if (profiles !== undefined) next = { ...next, profiles: mergeCards(snapshot.profiles, profiles) };
  if (subscriptions !== undefined) next = { ...next, subscriptions: mergeCards(snapshot.subscriptions, subscriptions) };
  if (probes !== undefined) next = { ...next, probes: mergeProbes(snapshot.probes, probes) };
  if (chosen !== undefined) next = replaceOptional(next, 'chosen', chosen);
  if (practicePage !== undefined) next = replaceOptional(next, 'practicePage', practicePage);
  return next;
}

function mergeCards<Card extends { readonly id: string }>(cards: readonly Card[], change: ListChange<Card>): readonly Card[] {
  const gone = new Set(change.remove);
  const fresh = new Map(change.upsert.map((card) => [card.id, card]));
  const kept = cards.filter((card) => !gone.has(card.id)).map((card) => {
    const replacement = fresh.get(card.id);
    fresh.delete(card.id);
    return replacement ?? card;
  });
  return [...kept, ...fresh.values()];
}

function mergeProbes(probes: Snapshot['probes'], change: NonNullable<SnapshotChange['probes']>): Snapshot['probes'] {
  const next: Record<string, ProbeState> = { ...probes };
  for (const [id, state] of Object.entries(change)) {
    if (state === null) delete next[id];
    else next[id] = state;
  }
  return next;
}

function replaceOptional<K extends 'chosen' | 'practicePage'>(snapshot: Snapshot, key: K, value: Snapshot[K] | null): Snapshot {
  const { [key]: _dropped, ...rest } = snapshot;
  return (value === null ? rest : { ...rest, [key]: value }) as Snapshot; // one of the two shapes by construction
}
