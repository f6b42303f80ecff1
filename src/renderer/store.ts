/**
 * What the screens are drawn from: the app's snapshot as it was told (`mirror`), and what only this window knows (`ui`).
 * The mirror is written by events alone; a screen never changes it ahead of the app.
 */
import { create } from 'zustand';
import type { FaultCode } from '../shared/fault.ts';
import type { ImportPreview } from '../shared/import-preview.ts';
import type { SealedContents } from '../shared/share.ts';
import { applyChange, type LogLine, type Snapshot, type SnapshotChange, type Traffic } from '../shared/snapshot.ts';
import type { TextKey, TextValues } from '../shared/text.ts';

export type Screen = 'home' | 'servers' | 'settings' | 'log';

/**
 * How this window stands with the app: `gone` = no answer, tried again; `refused` = the key is not accepted;
 * `no-token` = the address came without a key; `quit` = ended on request.
 */
export type Link = 'opening' | 'open' | 'gone' | 'refused' | 'no-token' | 'quit';

/** What the last change can be taken back with. Outlives the toast. */
export type Undo =
  | { readonly kind: 'removal'; readonly token: string }
  | { readonly kind: 'list'; readonly token: string }
  | { readonly kind: 'sealed'; readonly token: string }
  | { readonly kind: 'import'; readonly token: string };

/** A sentence about what was done. `id` counts up, so that the same sentence twice is two toasts. */
export interface Toast {
  readonly id: number;
  readonly key: TextKey;
  readonly values?: TextValues;
  readonly undo?: Undo;
}

/** Where a text is: here, or in the app, where it waits since it came from outside. */
export type TextSource = { readonly from: 'paste' | 'clipboard'; readonly text: string } | { readonly from: 'link' | 'file'; readonly incoming: string };

/** A text that was read, with what it takes to read it again. */
export interface Look {
  readonly source: TextSource;
  readonly preview: ImportPreview;
}

/** A run of tests started here. */
export interface TestRun {
  readonly ids: readonly string[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export interface Ui {
  readonly screen: Screen;
  readonly link: Link;
  readonly toast?: Toast;
  readonly undo?: Undo;
  /** What a text holds, while it is being looked at; nothing of it is kept yet. */
  readonly preview?: Look;
  /** The name of a reading that takes long. */
  readonly reading?: string;
  /** The servers that are about to be shared. */
  readonly share?: readonly string[];
  /** The list that is about to be shared. */
  readonly shareList?: string;
  /** The list whose settings are open. */
  readonly editList?: string;
  /** A backup is about to be saved. */
  readonly backup?: true;
  /** What an opened backup holds, while it is being looked at; nothing of it is taken yet. */
  readonly restoring?: SealedContents;
  /** A locked text that waits for its words. */
  readonly locked?: TextSource;
  /** The mark of a link on the clipboard that nothing has been said about yet. */
  readonly clipboard?: string;
  /** The server whose details are open. */
  readonly open?: string;
  /** The box for new links is open on Servers. */
  readonly adding: boolean;
  readonly testRun?: TestRun;
  /** A call that failed, told as a banner. */
  readonly fault?: FaultCode;
}

export interface State {
  readonly mirror: Snapshot | undefined;
  readonly log: readonly LogLine[];
  /** Traffic of the last minute, a value a second, oldest first; empty while off. */
  readonly rates: readonly Traffic[];
  readonly ui: Ui;
}

/** Most log lines kept in this window. */
export const maxLogLines = 5000;

/** The one store. Read it with a selector. */
export const useStore = create<State>()(() => ({ mirror: undefined, log: [], rates: [], ui: { screen: 'home', link: 'opening', adding: false } }));

/** The whole mirror, at every (re)connection. */
export function replaceMirror(mirror: Snapshot): void {
  useStore.setState({ mirror, rates: [] });
}

/** A change pushed by the app. */
export function changeMirror(change: SnapshotChange): void {
  useStore.setState(({ mirror, rates }) => {
    if (mirror === undefined) return {};
    const next = applyChange(mirror, change);
    return { mirror: next, rates: nextRates(rates, next, change.traffic) };
  });
}

function nextRates(rates: readonly Traffic[], mirror: Snapshot, traffic: Traffic | undefined): readonly Traffic[] {
  if (mirror.connection.kind === 'off') return rates.length === 0 ? rates : [];
  return traffic === undefined ? rates : [...rates, traffic].slice(-ratesKept);
}

const ratesKept = 60;

/** Lines in order; those already here (by sequence) are dropped. */
export function appendLog(lines: readonly LogLine[]): void {
  useStore.setState(({ log }) => {
    const last = log.at(-1)?.sequence ?? -1;
    const fresh = lines.filter((line) => line.sequence > last);
    return fresh.length === 0 ? {} : { log: [...log, ...fresh].slice(-maxLogLines) };
  });
}

/** A new app counts its lines from the beginning again. */
export function replaceLog(lines: readonly LogLine[]): void {
  useStore.setState({ log: lines.slice(-maxLogLines) });
}

type Optional = 'clipboard' | 'toast' | 'undo' | 'preview' | 'reading' | 'share' | 'shareList' | 'editList' | 'backup' | 'restoring' | 'locked' | 'open' | 'testRun' | 'fault';
type UiChange = Partial<Omit<Ui, Optional>> & { readonly [Key in Optional]?: Ui[Key] | null };

/** Changes what only this window knows; `null` takes a member away. */
export function changeUi(change: UiChange): void {
  useStore.setState(({ ui }) => {
    const next: Record<string, unknown> = { ...ui, ...change };
    for (const [key, value] of Object.entries(change)) if (value === null) delete next[key];
    return { ui: next as unknown as Ui }; // members keep their types; those given as null are gone
  });
}

let toasts = 0;

/** Shows a sentence about what was done; with `undo`, the way back stays open after the toast has gone. */
export function showToast(key: TextKey, values?: TextValues, undo?: Undo): void {
  toasts += 1;
  const toast: Toast = { id: toasts, key, ...(values === undefined ? {} : { values }), ...(undo === undefined ? {} : { undo }) };
  changeUi({ toast, ...(undo === undefined ? {} : { undo }) });
}
