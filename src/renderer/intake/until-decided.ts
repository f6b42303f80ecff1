/** Waiting for a person: what is being looked at is never put away by something that comes in. */
import { useStore } from '../store.ts';

/** What is in the store while a sheet is open. */
const sheets: ReadonlySet<string> = new Set(['preview', 'locked', 'reading', 'share', 'shareList', 'editList', 'backup', 'restoring']);

/** Resolves when no sheet is open. */
export function untilDecided(): Promise<void> {
  const isFree = (): boolean => !Object.keys(useStore.getState().ui).some((name) => sheets.has(name));
  return new Promise((resolve) => {
    if (isFree()) return resolve();
    const stop = useStore.subscribe(() => {
      if (!isFree()) return;
      stop();
      resolve();
    });
  });
}
