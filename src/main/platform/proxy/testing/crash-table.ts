/**
 * Every moment at which app or guard can die, in every kind of store, with the earlier settings and the restorers taken
 * in turn. `crash-app.test.ts` and `crash-guard.test.ts` hold the lists of steps to what the programs really pass.
 */

export type StoreKind = 'gsettings' | 'kioslaverc' | 'both';
export type Restorer = 'guard' | 'next start' | 'at login' | 'by hand';
export type Earlier = 'none' | 'manual' | 'PAC' | 'auto-detect' | 'odd characters';

export interface CrashRow {
  readonly stores: StoreKind;
  readonly step: string;
  readonly earlier: Earlier;
  readonly restorer: Restorer;
}

const addresses = ['http', 'https', 'socks'];
const keysInOrder = {
  wrote: [...addresses.flatMap((name) => [`${name}/port`, `${name}/host`]), 'ignore-hosts', 'mode'],
  restored: ['mode', ...addresses.flatMap((name) => [`${name}/host`, `${name}/port`]), 'ignore-hosts'],
};
const earlierSettings: readonly Earlier[] = ['none', 'manual', 'PAC', 'auto-detect', 'odd characters'];
export const storeKinds: readonly StoreKind[] = ['gsettings', 'kioslaverc', 'both'];

/** The steps of writing one kind of stores, `wrote` or `restored`, in the order taken. */
function storeSteps(stores: StoreKind, verb: 'wrote' | 'restored'): readonly string[] {
  return [
    ...(stores === 'kioslaverc' ? [] : keysInOrder[verb].map((key) => `${verb} gsettings ${key}`)),
    ...(stores === 'gsettings' ? [] : [`${verb} kioslaverc`]),
  ];
}

/** What the app passes while it enables. */
export function enableSteps(stores: StoreKind): readonly string[] {
  return ['journal-written', 'autostart-written', 'guard-started', ...storeSteps(stores, 'wrote'), 'verified', 'journal-on'];
}

/** What the app passes while it restores. */
export function restoreSteps(stores: StoreKind): readonly string[] {
  return ['claimed', ...storeSteps(stores, 'restored'), 'restore-verified', 'journal-removed', 'autostart-removed'];
}

/** What the guard passes after the app died. */
export function guardSteps(stores: StoreKind): readonly string[] {
  return ['app-ended', 'claimed', ...storeSteps(stores, 'restored'), 'restore-verified', 'note-left', 'journal-removed', 'autostart-removed', 'engine-ended'];
}

/** Every step with every restorer that can be there then, the earlier settings in turn. */
export function crashRows(steps: (stores: StoreKind) => readonly string[], restorers: readonly Restorer[]): readonly CrashRow[] {
  const pairs = storeKinds.flatMap((stores) => restorers.flatMap((restorer) => steps(stores).map((step) => ({ stores, restorer, step }))));
  return pairs.filter(({ restorer, step }) => restorer !== 'guard' || hasGuard(step)).map((pair, index) => ({ ...pair, earlier: earlierFor(pair.step, index) }));
}

/** The first two steps come before the guard: the next start clears up, and nothing was changed yet. */
function hasGuard(step: string): boolean {
  return step !== 'journal-written' && step !== 'autostart-written';
}

/** A manual proxy keeps its mode, so that step is not passed then. */
function earlierFor(step: string, index: number): Earlier {
  const fits = earlierSettings.filter((earlier) => earlier !== 'manual' || !step.endsWith('gsettings mode'));
  return fits[index % fits.length] ?? 'none';
}
