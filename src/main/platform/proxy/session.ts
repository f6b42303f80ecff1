/** What one ProxyControl knows and holds while it lives: shared by enabling and restoring. */
import type { Stores } from './backend.ts';
import type { Guard } from './guard.ts';
import type { Journal } from './journal.ts';
import type { Stirs } from './stirs.ts';

export interface ProxyControlOptions {
  /** Folder of the journal; must exist. */
  readonly dataDir: string;
  /** The engine program, which is guard and login restorer too. */
  readonly enginePath: string;
  readonly stores: Stores;
  readonly environment: NodeJS.ProcessEnv;
  /** The engine's process number, for the guard to end it after restoring; undefined while none runs. */
  readonly enginePid?: () => number | undefined;
  /** English, without addresses; for the log. */
  readonly note?: (text: string) => void;
  readonly now?: () => Date;
}

export interface Session {
  readonly options: ProxyControlOptions;
  /** 32 hex digits: tells this control's journal from another's. */
  readonly owner: string;
  guard: Guard | null;
  /** What this control wrote and has not restored yet. */
  journal: Journal | null;
  readonly stirs: Stirs;
  /** Before this control's change KDE's file did not say whether there is a proxy: Chromium then never watched it. */
  wasUnwatched: boolean;
}
