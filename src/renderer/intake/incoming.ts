/** Texts that the system handed to the app: each is shown as soon as nothing else is being looked at. */
import { useEffect } from 'react';
import { openIncoming } from '../import-actions.ts';
import { useStore } from '../store.ts';
import { untilDecided } from './until-decided.ts';

/** Opens the waiting one, once. */
export function useIncoming(): void {
  const id = useStore(({ mirror }) => mirror?.incoming[0]?.id);
  const from = useStore(({ mirror }) => mirror?.incoming[0]?.from);
  useEffect(() => {
    if (id === undefined || from === undefined) return;
    let isWaiting = true;
    void untilDecided().then(() => (isWaiting ? openIncoming(id, from) : undefined));
    return () => {
      isWaiting = false;
    };
  }, [id, from]);
}
