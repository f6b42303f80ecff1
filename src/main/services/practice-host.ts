/** The practice server for tests of its own entry: the connection's when it runs, else one for as long as needed. */
import type { Fault } from '../../shared/fault.ts';
import { fail } from '../../shared/fault.ts';
import type { Profile } from '../../shared/profile.ts';
import { withDeadline } from './deadline.ts';
import type { Deps, PracticeAnswer } from './deps.ts';

const startMs = 15_000;
const stopMs = 5000;

export interface PracticeHost {
  /** Runs `work` while a practice server is there; `without` answers when there cannot be one. */
  during<T>(profile: Profile, work: (at: PracticeAnswer) => Promise<T>, without: (fault: Fault) => T): Promise<T>;
}

/** `running` tells of the connection's own practice server, which is left alone. */
export function createPracticeHost(
  deps: Pick<Deps, 'engine' | 'clock'>,
  language: () => string,
  running: () => PracticeAnswer | undefined,
): PracticeHost {
  return {
    async during(profile, work, without) {
      const present = running();
      if (present !== undefined) return work(present);
      if (profile.type !== 'shadowsocks') return without(fail('unexpected', 'no practice profile').fault);
      const request = { method: profile.method, password: profile.password, language: language() };
      const started = await withDeadline(deps.clock, startMs, 'engine-busy', () => deps.engine.startPractice(request));
      if (!started.ok) return without(started.fault);
      const result = await work(started.value);
      // A connection may have begun to use it meanwhile.
      if (running() === undefined) await withDeadline(deps.clock, stopMs, 'engine-busy', () => deps.engine.stopPractice());
      return result;
    },
  };
}
