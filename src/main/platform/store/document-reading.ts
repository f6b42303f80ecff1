/** From a document's files to its value: which file is used, what was set aside, whether it may be overwritten. */
import type { Loaded } from '../../services/deps.ts';
import { replayChanges } from './change-log.ts';
import { lastGoodOf, quarantine, readBytes } from './document-files.ts';
import { isObject, type JsonObject } from './json.ts';
import { readLayout, type Layout } from './layout.ts';
import { currentVersion, migrate } from './migrate.ts';

/** Something set aside, as it stands in the file's `rejects`. */
export interface RejectedPart {
  /** The member it stood in: `items`, `chosen`, `settings.theme`. */
  readonly at: string;
  /** The value as it was, or `text`: a line that is no JSON. */
  readonly raw?: unknown;
  readonly text?: string;
}

/** What goes back into the file besides the value. */
export interface Kept {
  /** Unknown members of the document, by member. */
  readonly top: JsonObject;
  /** Unknown members of parts (items by id, `settings`), by part and member. */
  readonly parts: ReadonlyMap<string, JsonObject>;
  /** All parts set aside, now or earlier. Entries that are no `RejectedPart` are carried along too. */
  readonly rejects: readonly unknown[];
}

export interface Reading<T> {
  readonly value: T;
  readonly kept: Kept;
  /** How many parts were set aside by this reading, those of earlier readings not counted. */
  readonly lost: number;
}

/** What a document is made of: the two are `profiles-document.ts` and `settings-document.ts`. */
export interface DocumentKind<T> {
  /** The value of a fresh install. */
  initial(): T;
  /** Checks a migrated document part by part; undefined when its very frame is missing. Gets no `version`, no `rejects`. */
  read(document: JsonObject, rejects: readonly unknown[]): Promise<Reading<T> | undefined>;
  /** The members to write, unknown ones included; `items` one a line. */
  write(value: T, kept: Kept): { readonly top: JsonObject; readonly items?: Iterable<JsonObject> };
  /** For lists that may grow long: their changes are logged beside the document. */
  readonly list?: ListAccess<T>;
}

/** The list inside a value. An item that did not change is the same object in the next value. */
export interface ListAccess<T> {
  items(value: T): readonly { readonly id: string }[];
  /** The value with these items only. */
  pick(value: T, ids: ReadonlySet<string>): T;
}

export interface Found<T> extends Loaded<T> {
  readonly kept: Kept;
  readonly good: boolean;
  readonly files: FilesFound;
}

/** What lies on the disk. */
export interface FilesFound {
  /** The highest generation seen; 0 where there never was a log. */
  readonly generation: number;
  /** Bytes of the document and of its log. */
  readonly size: number;
  readonly logSize: number;
  /** Whether the next change may follow in the log. */
  readonly canFollow: boolean;
}

type Attempt<T> = (Reading<T> & { readonly newer: boolean }) | undefined;

const nothingKept: Kept = { top: {}, parts: new Map(), rejects: [] };
const noFiles: FilesFound = { generation: 0, size: 0, logSize: 0, canFollow: false };

/** Reads the document at `file`, else its last good copy, else starts afresh; `now` dates a damaged file. Never throws. */
export async function readDocument<T>(file: string, kind: DocumentKind<T>, now: number): Promise<Found<T>> {
  const reading = await readBytes(file);
  if (reading.kind === 'closed') return fromLastGood(file, kind, now, undefined, true);
  if (reading.kind === 'absent') return fromLastGood(file, kind, now, undefined, false);
  const layout = await readLayout(reading.bytes);
  if (layout.kind === 'whole') {
    const { layout: changed, files } = await withChanges(file, kind, layout.layout, reading.bytes.length);
    const attempt = await understand(kind, changed);
    if (attempt !== undefined) return found(attempt, salvageNotes(attempt.lost), true, files);
  }
  const keptAs = await quarantine(file, now);
  const spare = layout.kind === 'damaged' ? layout.layout : undefined;
  return fromLastGood(file, kind, now, { keptAs, spare }, keptAs === undefined);
}

/** The document with what its log says; and with the log of the next generation, whose own document is damaged. */
async function withChanges<T>(file: string, kind: DocumentKind<T>, layout: Layout, size: number, further = 0): Promise<{ readonly layout: Layout; readonly files: FilesFound }> {
  const generation = generationOf(layout);
  if (kind.list === undefined || generation + further === 0) return { layout, files: { ...noFiles, size } };
  const own = generation === 0 ? { layout, bytes: 0, clean: true } : await replayChanges(file, generation, layout);
  const next = further === 0 ? own : await replayChanges(file, generation + further, own.layout);
  const canFollow = further === 0 && own.clean && layout.top['version'] === currentVersion;
  return { layout: next.layout, files: { generation: generation + further, size, logSize: own.bytes, canFollow } };
}

function generationOf({ top }: Layout): number {
  const generation = top['generation'];
  return typeof generation === 'number' && Number.isSafeInteger(generation) && generation > 0 ? generation : 0;
}

interface Damage {
  readonly keptAs: string | undefined;
  /** What the damaged file still gives, should there be no copy. */
  readonly spare: Layout | undefined;
}

async function fromLastGood<T>(file: string, kind: DocumentKind<T>, now: number, damage: Damage | undefined, closed: boolean): Promise<Found<T>> {
  const copy = lastGoodOf(file);
  const reading = await readBytes(copy);
  const layout = reading.kind === 'read' ? await readLayout(reading.bytes) : undefined;
  const whole = layout?.kind === 'whole' ? await withChanges(file, kind, layout.layout, 0, 1) : undefined;
  const attempt = whole === undefined ? undefined : await understand(kind, whole.layout);
  const keptAs = damage?.keptAs === undefined ? {} : { keptAs: damage.keptAs };
  const closedNote = closed ? [{ kind: 'read-only', lost: 0 } as const] : [];
  if (whole !== undefined && attempt !== undefined) {
    const notes = [{ kind: 'last-good', lost: attempt.lost, ...keptAs } as const, ...closedNote];
    return { ...found(attempt, notes, false, whole.files), readOnly: closed || attempt.newer };
  }
  const unmovable = reading.kind === 'read' && (await quarantine(copy, now)) === undefined;
  const readOnly = closed || unmovable || reading.kind === 'closed';
  const saved = damage?.spare === undefined ? undefined : await withChanges(file, kind, damage.spare, 0);
  const spare = saved === undefined ? undefined : await understand(kind, saved.layout);
  const fresh = spare ?? { value: kind.initial(), kept: nothingKept, lost: 0, newer: false };
  const harmed = damage !== undefined || reading.kind !== 'absent';
  const notes = harmed ? [{ kind: 'salvaged', lost: fresh.lost, ...keptAs } as const, ...closedNote] : closedNote;
  return { ...found(fresh, notes, false, { ...noFiles, generation: saved?.files.generation ?? 0 }), readOnly: readOnly || fresh.newer };
}

async function understand<T>(kind: DocumentKind<T>, layout: Layout): Promise<Attempt<T>> {
  const migrated = migrate({ ...layout.top, ...(layout.items === undefined ? {} : { items: layout.items }) });
  if (migrated.kind === 'damaged') return undefined;
  const { version: _version, generation: _generation, rejects, ...document } = migrated.document;
  const earlier = Array.isArray(rejects) ? (rejects as unknown[]) : rejects === undefined ? [] : [{ at: 'rejects', raw: rejects }];
  const lines: RejectedPart[] = layout.broken.map((text) => ({ at: 'items', text }));
  const reading = await kind.read(document, earlier);
  const newer = migrated.kind === 'newer';
  if (reading === undefined) return newer ? { value: kind.initial(), kept: nothingKept, lost: 0, newer } : undefined;
  const kept = { ...reading.kept, rejects: [...reading.kept.rejects, ...lines] };
  return { value: reading.value, kept, lost: reading.lost + lines.length, newer };
}

function found<T>(attempt: Reading<T> & { readonly newer: boolean }, notes: Loaded<T>['notes'], good: boolean, files: FilesFound): Found<T> {
  const readOnly = attempt.newer;
  return { value: attempt.value, kept: attempt.kept, good, files, readOnly, notes: readOnly ? [...notes, { kind: 'read-only', lost: 0 }] : notes };
}

function salvageNotes(lost: number): Loaded<unknown>['notes'] {
  return lost === 0 ? [] : [{ kind: 'salvaged', lost }];
}

/** True for an entry of `rejects` that Byway itself wrote for a part at `at`. */
export function isRejectedPart(entry: unknown, at: string): entry is RejectedPart & { readonly raw: unknown } {
  return isObject(entry) && entry['at'] === at && 'raw' in entry;
}
