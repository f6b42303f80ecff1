/** What a text holds, before anything of it is kept: the answers of the `import.*` calls. No keys stand here. */
import type { FaultCode } from './fault.ts';
import type { FoundSubscription, ProfileWarning, Reject } from './profile.ts';
import type { ProfileCard } from './snapshot.ts';

/** Most rows of one page, and most refused parts and known servers that are told one by one. */
export const previewPage = 200;
/** Most addresses of lists that are offered out of one text. */
export const previewLists = 32;

/** One server of a preview. It has no id yet: `index` is its place among the new ones. */
export interface PreviewRow extends Pick<ProfileCard, 'name' | 'type' | 'server' | 'port' | 'network' | 'security' | 'transport' | 'warnings' | 'cannotRun'> {
  readonly index: number;
}

/** Something to know about several of the new servers. */
export interface PreviewWarning {
  /** `cannot-run` comes once for each reason. */
  readonly kind: ProfileWarning | 'cannot-run';
  /** Why they cannot run. */
  readonly code?: FaultCode;
  readonly count: number;
  /** The first few of them, as shown. */
  readonly names: readonly string[];
}

/** A server that stands in the list already. */
export interface KnownServer {
  /** As the text calls it. */
  readonly name: string;
  /** The server in the list. */
  readonly id: string;
  readonly listName: string;
}

/** Every list is bounded; the counts are whole. */
export interface ImportPreview {
  /** Names this reading in `import.page`, `import.add` and `import.forget`. */
  readonly token: string;
  /** Different servers: `fresh` and `known` together. */
  readonly found: number;
  readonly fresh: number;
  readonly known: number;
  readonly rejected: number;
  /** Places in the text that repeat a server of the same text. */
  readonly repeated: number;
  /** How the new ones are spread: by the table of networks, else by address alone. Nobody is asked. */
  readonly networks: {
    readonly count: number;
    /** Servers in each of the largest ones, most first, at most six. */
    readonly largest: readonly number[];
  };
  /** The first of the new ones. */
  readonly rows: readonly PreviewRow[];
  readonly warnings: readonly PreviewWarning[];
  readonly knownServers: readonly KnownServer[];
  readonly rejects: readonly Reject[];
  /** Addresses of lists: found, not fetched. */
  readonly lists: readonly FoundSubscription[];
  /** The text is a backup with settings, which only `import.add` with `withSettings` takes over. */
  readonly hasSettings: boolean;
}

/** What was kept. The cards themselves arrive as a change of the list. */
export interface Added {
  readonly added: number;
  readonly known: number;
  /** The one that *Connect* should use: the first new one without a warning, else the first that can run. */
  readonly best?: string;
  /** For `import.undo`; absent when nothing new came. */
  readonly undo?: string;
}
