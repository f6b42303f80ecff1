/**
 * Changes of a long list beside its document: a change of one server among 50,000 costs a line, not 30 MB.
 * `NAME.changes-GENERATION.jsonl` belongs to the document with that `generation` inside; one line a save:
 *
 *   {"top":{"chosen":"…"},"put":[{"id":"…",…}],"gone":["…"]}
 *
 * A whole write starts the next generation. The log before it stays as long as the last good copy, whose log it is.
 */
import { constants } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { succeed, type Result } from '../../../shared/fault.ts';
import { readBytes } from './document-files.ts';
import { syncFolder, writeFault } from './durable-file.ts';
import { isObject, parseJson, type JsonObject } from './json.ts';
import type { Layout } from './layout.ts';

/** What changed since the last save. */
export interface ListChange {
  /** Every member of the document but the list. */
  readonly top: JsonObject;
  /** Items that are new (they go to the end) or replace theirs in place. */
  readonly put: readonly JsonObject[];
  /** Ids. */
  readonly gone: readonly string[];
}

interface WithId {
  readonly id: string;
}

/**
 * What made `before` into `after`; undefined when that takes more than putting and taking out (an order that moved).
 * Walks both lists once: what does not come next in `after` has gone.
 */
export function listDifference<Item extends WithId>(before: readonly Item[], after: readonly Item[]): { readonly put: readonly Item[]; readonly gone: readonly string[] } | undefined {
  const put: Item[] = [];
  const gone = new Set<string>();
  let next = 0;
  for (const item of before) {
    const candidate = after[next];
    if (candidate?.id !== item.id) gone.add(item.id);
    else {
      if (candidate !== item) put.push(candidate);
      next += 1;
    }
  }
  const added = after.slice(next);
  return added.some(({ id }) => gone.has(id)) ? undefined : { put: [...put, ...added], gone: [...gone] };
}

/** `…/profiles.json`, 7 → `…/profiles.changes-7.jsonl`. */
export function changeLogOf(file: string, generation: number): string {
  return `${file.replace(/\.json$/, '')}.changes-${generation}.jsonl`;
}

/** Adds one line durably; answers its length. Faults: `store-full`, `store-read-only`; a half-written line may then be left. */
export async function appendChange(log: string, change: ListChange, onAppended: () => void): Promise<Result<number>> {
  const line = Buffer.from(`${JSON.stringify(change)}\n`);
  try {
    const handle = await open(log, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
    try {
      await handle.writeFile(line);
      onAppended();
      await handle.sync();
    } finally {
      await handle.close();
    }
    await syncFolder(dirname(log));
    return succeed(line.length);
  } catch (error) {
    return { ok: false, fault: writeFault(error) };
  }
}

/** Lets logs of generations before `oldest` go: their documents are no longer there. */
export async function removeChangeLogs(file: string, oldest: number): Promise<void> {
  const names = await readdir(dirname(file)).catch(() => []);
  const logs = new Map(names.map((name) => [name, /^(.+)\.changes-(\d{1,15})\.jsonl$/.exec(name)]));
  for (const [name, match] of logs) {
    if (match?.[1] !== basename(file, '.json') || Number(match[2]) >= oldest) continue;
    await rm(join(dirname(file), name), { force: true }).catch(() => undefined);
  }
}

export interface Replayed {
  readonly layout: Layout;
  /** Length of the log; 0 when there is none. */
  readonly bytes: number;
  /** Every line could be read: the next change may follow them. */
  readonly clean: boolean;
}

/**
 * The document with its changes. A last line without its end was never reported as saved and is passed over; any other
 * that cannot be read is handed on as broken, and the rest still counts.
 */
export async function replayChanges(file: string, generation: number, layout: Layout): Promise<Replayed> {
  const reading = await readBytes(changeLogOf(file, generation));
  if (reading.kind !== 'read') return { layout, bytes: 0, clean: reading.kind === 'absent' };
  const lines = reading.bytes.toString('utf8').split('\n');
  const torn = lines.pop() !== '';
  const broken: string[] = [];
  const items = new Map<unknown, unknown>((layout.items ?? []).map((item) => [idOf(item) ?? item, item]));
  let { top } = layout;
  for (const line of lines) {
    const change = parseJson(line)?.value;
    if (!isChange(change)) {
      broken.push(line);
      continue;
    }
    top = { ...change.top, ...keptAlways(top) };
    for (const id of change.gone) items.delete(id);
    for (const item of change.put) items.set(idOf(item) ?? item, item);
  }
  const replayed = { ...layout, top, items: [...items.values()], broken: [...layout.broken, ...broken] };
  return { layout: replayed, bytes: reading.bytes.length, clean: !torn && broken.length === 0 };
}

/** What a change never speaks of. */
function keptAlways({ version, rejects, generation }: JsonObject): JsonObject {
  return { version, generation, ...(rejects === undefined ? {} : { rejects }) };
}

function idOf(item: unknown): unknown {
  return isObject(item) && typeof item['id'] === 'string' ? item['id'] : undefined;
}

function isChange(value: unknown): value is ListChange {
  return isObject(value) && isObject(value['top']) && Array.isArray(value['put']) && Array.isArray(value['gone']);
}
