/** A locked text: looked at, then taken into the list and merged with what is there, and taken back. */
import type { ShareAnswers } from '../../shared/contract-share.ts';
import { displayName } from '../../shared/display-name.ts';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { SealedContents } from '../../shared/share.ts';
import { readParcel, type Parcel } from '../core/export/parcel.ts';
import type { Deps } from './deps.ts';
import type { ImportDeps } from './profile-import.ts';
import { randomText } from './random-text.ts';
import { undoUnpacking, unpack, type Unpacked, type UnsealServices, type UnsealWishes } from './unpack.ts';

/** Opens one text at a time: each takes 128 MiB and a second, and a window could ask for many. */
export interface Unsealer {
  /** What is inside; nothing is kept. Faults: `sealed-wrong`, `sealed-damaged`, `input-too-large`, `busy`. */
  look(text: string, passphrase: string): Promise<Result<Parcel>>;
  /** Says what is in it and keeps it open, to be taken. Faults: those of `look`. */
  open(services: UnsealServices, request: { readonly text: string; readonly passphrase: string }): Promise<Result<SealedContents>>;
  /** Takes what was opened last. Faults: `not-found` when that is too long ago, those of the store. */
  take(services: UnsealServices, token: string, wishes: UnsealWishes): Promise<Result<ShareAnswers['sealed.take']>>;
  /** The servers, lists and settings as they were before. Faults: `not-found`, those of the store. */
  undo(services: UnsealServices, undo: string): Promise<Result<ShareAnswers['sealed.undo']>>;
  /** Forgets what is open. */
  close(): void;
}

/** How long a text stays open between looking and taking: it lies in the clear meanwhile. */
const openMs = 600_000;
const maxUndo = 20;
/** Names and lists shown of a text. */
const namesTold = 4;
const listsTold = 100;

/** For the whole app's life. */
export function createUnsealer(deps: ImportDeps & Pick<Deps, 'lockbox'>): Unsealer {
  let isOpening = false;
  let opened: { readonly token: string; readonly parcel: Parcel; readonly forget: () => void } | undefined;
  const done = new Map<string, Unpacked>();

  async function look(text: string, passphrase: string): Promise<Result<Parcel>> {
    if (isOpening) return fail('busy', 'another locked text is being opened');
    isOpening = true;
    const plain = await deps.lockbox.unlock(text, passphrase).finally(() => (isOpening = false));
    return plain.ok ? readParcel(plain.value) : plain;
  }

  function hold(parcel: Parcel): string {
    opened?.forget();
    const token = randomText(deps.random(16));
    const cancel = deps.clock.after(openMs, () => (opened = undefined));
    opened = { token, parcel, forget: () => (cancel(), (opened = undefined)) };
    return token;
  }

  return {
    look,
    async open(services, { text, passphrase }) {
      const parcel = await look(text, passphrase);
      return parcel.ok ? succeed(contentsOf(services, parcel.value, hold(parcel.value))) : parcel;
    },
    async take(services, token, wishes) {
      if (opened?.token !== token) return fail('not-found', 'the text was closed meanwhile');
      const { parcel, forget } = opened;
      forget();
      const unpacked = await unpack(deps, services, parcel, wishes);
      if (!unpacked.ok) return unpacked;
      const undo = randomText(deps.random(16));
      done.set(undo, unpacked.value);
      for (const oldest of [...done.keys()].slice(0, -maxUndo)) done.delete(oldest);
      return succeed({ ...unpacked.value.report, undo });
    },
    async undo(services, undo) {
      const unpacked = done.get(undo);
      if (unpacked === undefined) return fail('not-found', 'nothing to take back');
      done.delete(undo);
      return undoUnpacking(services, unpacked);
    },
    close: () => opened?.forget(),
  };
}

/** Opens and takes in one go: for callers that cannot look. */
export async function unseal(unsealer: Unsealer, services: UnsealServices, request: { readonly text: string; readonly passphrase: string } & UnsealWishes): Promise<Result<ShareAnswers['sealed.take']>> {
  const { text, passphrase, ...wishes } = request;
  const looked = await unsealer.open(services, { text, passphrase });
  return looked.ok ? unsealer.take(services, looked.value.token, wishes) : looked;
}

function contentsOf({ profiles, subscriptions }: UnsealServices, parcel: Parcel, token: string): SealedContents {
  const { items, lists, unreadable, settings } = parcel;
  return {
    token,
    servers: items.length,
    known: items.filter(({ profile }) => profiles.shelf.idOf(profile) !== undefined).length,
    names: items.slice(0, namesTold).map(({ profile, ownName }) => displayName(ownName ?? profile.name, profile.server)),
    unreadable,
    lists: lists.slice(0, listsTold).map(({ url, title, ownTitle, accept }) => {
      const host = new URL(url).hostname;
      return { title: displayName(ownTitle ?? title ?? '', host), host, unsafe: accept, isKnown: subscriptions.backup.find(url) !== undefined };
    }),
    isBackup: settings !== undefined,
  };
}
