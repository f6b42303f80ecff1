/**
 * Texts that were looked into and wait for the person's word. Until *Add* nothing of them is stored and nobody is
 * asked anything; the newest few are held for a quarter of an hour, with their keys, in this process only.
 */
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { Added, ImportPreview, PreviewRow } from '../../shared/import-preview.ts';
import type { HandlerInput } from '../../shared/serve.ts';
import type { ProfileSource } from '../../shared/profile.ts';
import type { Settings } from '../../shared/settings.ts';
import type { IncomingText } from '../../shared/snapshot.ts';
import { bestOf } from '../core/import-summary.ts';
import type { Deps } from './deps.ts';
import { pageOf, readContent, sortContent, type FreshServer, type PreviewInput } from './import-reading.ts';
import type { Incoming } from './incoming.ts';
import { addProfiles, type ImportDeps } from './profile-import.ts';
import type { ProfilesService } from './profiles.ts';
import { randomText } from './random-text.ts';
import type { SettingsService } from './settings.ts';
import type { Unsealer } from './unseal.ts';

export interface ImportsService {
  preview(input: PreviewInput): Promise<Result<ImportPreview>>;
  page(input: HandlerInput<'import.page'>): Result<{ readonly rows: readonly PreviewRow[] }>;
  add(input: HandlerInput<'import.add'>): Promise<Result<Added>>;
  /** The servers that an *Add* brought, to be taken out; works once. */
  takeUndo(undo: string): Result<readonly string[]>;
  forget(token: string): void;
  /** Stops what is being read and forgets everything. */
  close(): void;
}

export interface ImportsWorld {
  readonly deps: ImportDeps & Pick<Deps, 'parse' | 'networks'>;
  readonly profiles: ProfilesService;
  readonly settings: SettingsService;
  readonly unsealer: Unsealer;
  readonly incoming: Incoming;
}

/** Readings held at once; the oldest gives way. */
export const maxHeld = 4;
/** How long one is held, in milliseconds. */
export const heldMs = 15 * 60_000;
const maxUndo = 20;

interface Held {
  readonly servers: readonly FreshServer[];
  readonly known: number;
  readonly source: ProfileSource;
  readonly settings?: Settings | undefined;
  readonly incoming?: string | undefined;
  readonly cancelTimer: () => void;
}

/** Nothing held yet. */
export function createImports({ deps, profiles, settings, unsealer, incoming }: ImportsWorld): ImportsService {
  const held = new Map<string, Held>();
  const readings = new Map<string, AbortController>();
  const undos = new Map<string, readonly string[]>();

  function take(token: string): Held | undefined {
    const found = held.get(token);
    held.delete(token);
    found?.cancelTimer();
    return found;
  }

  function hold(reading: Omit<Held, 'cancelTimer'>): string {
    const token = randomText(deps.random(16));
    held.set(token, { ...reading, cancelTimer: deps.clock.after(heldMs, () => take(token)) });
    for (const oldest of [...held.keys()].slice(0, -maxHeld)) take(oldest);
    return token;
  }

  async function read(input: PreviewInput, signal: AbortSignal): Promise<Result<ImportPreview>> {
    const text = 'text' in input ? succeed(input.text) : incoming.text(input.incoming);
    if (!text.ok) return text;
    const source = 'text' in input ? ({ kind: 'paste' } as const) : sourceOf(incoming.from(input.incoming));
    const content = await readContent(deps, unsealer, text.value, input.passphrase, signal);
    if (!content.ok) return content;
    const sorted = await sortContent(deps, profiles.shelf, content.value, signal);
    if (!sorted.ok) return sorted;
    const { servers, ...preview } = sorted.value;
    const reading = { servers, known: preview.known, source, settings: content.value.settings };
    return succeed({ ...preview, token: hold({ ...reading, incoming: 'incoming' in input ? input.incoming : undefined }) });
  }

  function rememberUndo(ids: readonly string[]): string {
    const undo = randomText(deps.random(16));
    undos.set(undo, ids);
    for (const oldest of [...undos.keys()].slice(0, -maxUndo)) undos.delete(oldest);
    return undo;
  }

  async function add({ token, only, withSettings }: HandlerInput<'import.add'>): Promise<Result<Added>> {
    const reading = take(token);
    if (reading === undefined) return fail('not-found', 'this reading was forgotten');
    if (reading.incoming !== undefined) incoming.end(reading.incoming);
    const wanted = only === undefined ? reading.servers : [...new Set(only)].flatMap((index) => reading.servers[index] ?? []);
    const merged = await addProfiles(deps, profiles, wanted.map(({ candidate, card }) => ({ ...candidate, card })), reading.source);
    if (!merged.ok) return merged;
    if (withSettings === true && reading.settings !== undefined) {
      const changed = await settings.change(reading.settings);
      if (!changed.ok) return changed;
    }
    const { added, known } = merged.value;
    const best = bestOf(added);
    const back = added.length === 0 ? {} : { undo: rememberUndo(added.map(({ id }) => id)) };
    return succeed({ added: added.length, known: reading.known + known.length, ...(best === undefined ? {} : { best }), ...back });
  }

  return {
    preview(input) {
      const stop = new AbortController();
      const name = input.reading ?? randomText(deps.random(16));
      readings.get(name)?.abort();
      readings.set(name, stop);
      return read(input, stop.signal).finally(() => {
        if (readings.get(name) === stop) readings.delete(name);
      });
    },
    page({ token, from }) {
      const reading = held.get(token);
      return reading === undefined ? fail('not-found', 'this reading was forgotten') : succeed({ rows: pageOf(reading.servers, from) });
    },
    add,
    takeUndo(undo) {
      const ids = undos.get(undo);
      undos.delete(undo);
      return ids === undefined ? fail('not-found', 'nothing to take back') : succeed(ids);
    },
    forget(token) {
      readings.get(token)?.abort();
      const reading = take(token);
      if (reading?.incoming !== undefined) incoming.end(reading.incoming);
    },
    close() {
      for (const stop of readings.values()) stop.abort();
      for (const token of held.keys()) take(token);
    },
  };
}

/** A file opened by the system is not told by its name. */
function sourceOf(from: IncomingText['from'] | undefined): ProfileSource {
  return from === 'file' ? { kind: 'file', name: '' } : { kind: 'link' };
}
