/** What a person should know that belongs to no call. One notice of a kind at a time. */
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { Notice } from '../../shared/snapshot.ts';
import type { State } from './state.ts';

export interface Notices {
  /** Shows it, in place of an earlier one of this kind. */
  show(kind: Notice['kind'], detail?: Notice['detail']): void;
  /** It is no longer so. */
  clear(kind: Notice['kind']): void;
  dismiss(id: string): Result<null>;
}

/** Notices live in the snapshot alone. */
export function createNotices(state: State): Notices {
  let count = 0;
  const current = (): readonly Notice[] => state.get().notices;
  return {
    show(kind, detail) {
      count += 1;
      const notice: Notice = { id: `${kind}-${count}`, kind, ...(detail === undefined ? {} : { detail }) };
      state.change({ notices: [...current().filter((other) => other.kind !== kind), notice] });
    },
    clear(kind) {
      const left = current().filter((notice) => notice.kind !== kind);
      if (left.length < current().length) state.change({ notices: left });
    },
    dismiss(id) {
      const left = current().filter((notice) => notice.id !== id);
      if (left.length === current().length) return fail('not-found', 'no such notice');
      state.change({ notices: left });
      return succeed(null);
    },
  };
}
