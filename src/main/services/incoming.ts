/**
 * Texts that come from outside the window: a link that another program opened, a file opened with Byway. Each waits
 * here, unread, until a person looks at it; nothing is parsed, stored or asked for before that.
 */
import { fail, succeed, type Result } from '../../shared/fault.ts';
import { maxPasteLength } from '../../shared/contract.ts';
import type { IncomingText } from '../../shared/snapshot.ts';
import type { Deps } from './deps.ts';
import type { Notices } from './notices.ts';
import { randomText } from './random-text.ts';
import type { State } from './state.ts';

/** What the system handed over: a text, or the fact that something came which is not taken. */
export type Arrival = { readonly kind: 'text'; readonly text: string; readonly from: IncomingText['from'] } | { readonly kind: 'refused' };

export interface Incoming {
  /**
   * Takes it when nothing else waits; otherwise it is dropped and a notice says so. The one that waits is never
   * replaced: what a person is looking at must not change under the pointer.
   */
  receive(arrival: Arrival): void;
  /** The waiting text; may be read more than once. Fault `not-found` when it has been ended. */
  text(id: string): Result<string>;
  /** Where it came from; undefined when it has been ended. */
  from(id: string): IncomingText['from'] | undefined;
  /** The person is done with it, whatever came of it. An unknown id is no fault: another window was quicker. */
  end(id: string): void;
}

/** Shortest time between two that are taken, so that a page that opens links without end cannot hold the window. */
export const betweenMs = 1000;

/** None waits at the start. */
export function createIncoming({ clock, random, log }: Pick<Deps, 'clock' | 'random' | 'log'>, state: State, notices: Notices): Incoming {
  let waiting: (IncomingText & { readonly text: string }) | undefined;
  let takenAt = Number.NEGATIVE_INFINITY;
  let dropped = false;

  function drop(): void {
    if (dropped) return; // one notice, however many come
    dropped = true;
    notices.show('link-dropped');
  }

  return {
    receive(arrival) {
      if (arrival.kind === 'refused' || arrival.text.length > maxPasteLength) {
        log.write('warning', 'app', 'a link from outside was refused');
        notices.show('link-refused');
        return;
      }
      if (waiting !== undefined || clock.now() - takenAt < betweenMs) return drop();
      takenAt = clock.now();
      waiting = { id: randomText(random(16)), text: arrival.text, from: arrival.from };
      state.change({ incoming: [{ id: waiting.id, from: arrival.from }] });
    },
    text(id) {
      return waiting?.id === id ? succeed(waiting.text) : fail('not-found', 'no such text waits');
    },
    from: (id) => (waiting?.id === id ? waiting.from : undefined),
    end(id) {
      if (waiting?.id !== id) return;
      waiting = undefined;
      dropped = false;
      state.change({ incoming: [] });
    },
  };
}
