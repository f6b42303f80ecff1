/** The order of the list while results come in: calm enough to read, and still under the pointer. */
import { useEffect, useState } from 'react';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { useStore } from '../../store.ts';

type Probes = Snapshot['probes'];

const none: Probes = {};
/** Painting counts and orders more often than this helps nobody. */
const restMs = 250;

function present(): Probes {
  return useStore.getState().mirror?.probes ?? none;
}

/** The test results, renewed at most four times a second. */
export function useCalmProbes(): Probes {
  const [probes, setProbes] = useState(present);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (): void => {
      timer = undefined;
      setProbes(present());
    };
    const stop = useStore.subscribe((state, before) => {
      if (state.mirror?.probes !== before.mirror?.probes) timer ??= setTimeout(take, restMs);
    });
    take();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return probes;
}

/** The results by which the list is sorted: they stand still while it is held, so that no row moves under the pointer. */
export function useHeld(probes: Probes, isHeld: boolean): Probes {
  const [shown, setShown] = useState(probes);
  if (!isHeld && shown !== probes) setShown(probes);
  return isHeld ? shown : probes;
}
