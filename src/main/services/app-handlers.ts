/** The contract's calls → services. One line each: what a call does is its service's business. */
import { linkMark } from '../../shared/clipboard-link.ts';
import type { CallInput } from '../../shared/contract.ts';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { SchemeOwner } from '../../shared/link-schemes.ts';
import type { Handlers } from '../../shared/serve.ts';
import type { Services } from './app-start.ts';
import type { Deps } from './deps.ts';
import type { Incoming } from './incoming.ts';
import type { Notices } from './notices.ts';
import { importText, practiceProfile } from './profile-import.ts';
import { createShareHandlers } from './share-handlers.ts';
import type { State } from './state.ts';

/** What the table stands on. `started` never resolves before recovery and reading are done. */
export interface HandlerWorld {
  readonly deps: Deps;
  readonly state: State;
  readonly notices: Notices;
  readonly incoming: Incoming;
  readonly started: Promise<Services>;
  /** True once the app is on its way out. */
  readonly isClosing: () => boolean;
  readonly quit: () => Promise<Result<null>>;
}

/** Every call of the contract; a missing one does not compile. */
export function createHandlers({ deps, state, notices, incoming, started, isClosing, quit }: HandlerWorld): Handlers {
  return {
    'state.get': async () => (await started, succeed(state.get())),
    'connection.connect': async ({ profileId }) => connect(await started, profileId, isClosing()),
    'connection.disconnect': async () => ((await started).connection.disconnect(), succeed(null)),
    'connection.practice': async () => practise(deps, await started, isClosing()),
    'connection.local': async () => succeed((await started).connection.local()),
    'proxy.apply': async () => (await started).connection.applyProxy(),
    'proxy.restore': async () => (await started).connection.restoreProxy(),
    'import.preview': async (input) => (await started).imports.preview(input),
    'import.page': async (input) => (await started).imports.page(input),
    'import.add': async (input) => (await started).imports.add(input),
    'import.undo': async ({ undo }) => undoImport(await started, undo),
    'import.forget': async ({ token }) => ((await started).imports.forget(token), succeed(null)),
    'profiles.import': async ({ text }) => importText(deps, (await started).profiles, text),
    'profiles.choose': async ({ id }) => choose(await started, id, isClosing()),
    'profiles.rename': async ({ id, name }) => (await started).profiles.rename(id, name),
    'profiles.remove': async ({ ids }) => remove(await started, ids),
    'profiles.undoRemove': async ({ undo }) => undoRemove(await started, undo),
    'profiles.reveal': async ({ id }) => (await started).profiles.reveal(id),
    ...createShareHandlers(deps, started),
    'subscriptions.add': async (input) => (await started).subscriptions.add(input),
    'subscriptions.refresh': async ({ ids }) => (await started).subscriptions.refresh(ids),
    'subscriptions.edit': async (input) => (await started).subscriptions.edit(input),
    'subscriptions.remove': async ({ id }) => removeList(await started, id),
    'subscriptions.undoRemove': async ({ undo }) => (await started).subscriptions.undoRemove(undo),
    'subscriptions.address': async ({ id }) => (await started).subscriptions.backup.address(id),
    'subscriptions.keepServers': async ({ ids }) => (await started).subscriptions.single.keepServers(ids),
    'probes.start': async ({ ids }) => (await started).probes.start(ids),
    'probes.stop': async () => ((await started).probes.stop(), succeed(null)),
    'settings.change': async (patch) => {
      const { settings, connection } = await started;
      const changing = settings.change(patch);
      connection.settingsChanged();
      return changing;
    },
    'notices.dismiss': async ({ id }) => (await started, notices.dismiss(id)),
    'clipboard.look': () => lookAtClipboard(deps.readClipboard, state.get().settings.noticeClipboard),
    'links.owners': async () => (deps.linkOwners === undefined ? notHere : succeed(await deps.linkOwners.list())),
    'links.open': async (request) => openLinks(deps.linkOwners, request),
    'incoming.end': ({ id }) => Promise.resolve((incoming.end(id), succeed(null))),
    'log.get': () => Promise.resolve(succeed(deps.log.lines())),
    'app.quit': quit,
  };
}

async function lookAtClipboard(read: Deps['readClipboard'], isWanted: boolean): Promise<Result<string | null>> {
  if (read === undefined) return fail('not-here', 'this host has no clipboard');
  return succeed(isWanted ? (linkMark(await read()) ?? null) : null);
}

const notHere = fail('not-here', 'the system opens no links with this host');

async function openLinks(owners: Deps['linkOwners'], { scheme, ours }: CallInput<'links.open'>): Promise<Result<readonly SchemeOwner[]>> {
  if (owners === undefined) return notHere;
  const changed = await (ours ? owners.take(scheme) : owners.release(scheme));
  return changed.ok ? succeed(await owners.list()) : changed;
}

/** The named server, else the chosen one; it is the chosen one from now on. */
async function connect(services: Services, profileId: string | undefined, closing: boolean): Promise<Result<null>> {
  if (closing) return fail('busy', 'the app is ending');
  const id = profileId ?? services.profiles.chosen();
  if (id === undefined) return fail('not-found', 'no server is chosen');
  const stored = services.profiles.open(id);
  if (!stored.ok) return stored;
  const accepted = services.connection.connect(stored.value);
  if (accepted.ok) void services.profiles.choose(id); // a store's fault does not stand in the way; it is logged
  return accepted;
}

async function practise(deps: Deps, services: Services, closing: boolean): Promise<Result<null>> {
  if (closing) return fail('busy', 'the app is ending');
  const stored = await practiceProfile(deps, services.profiles);
  return stored.ok ? services.connection.connect(stored.value) : stored;
}

/** Choosing another server while connected is a switch. */
async function choose(services: Services, id: string, closing: boolean): Promise<Result<null>> {
  const wanted = services.connection.wantedProfile();
  if (wanted !== undefined && wanted !== id) return connect(services, id, closing);
  return services.profiles.choose(id);
}

/** A connection to a removed server ends with it. */
function letGo({ connection }: Services, ids: readonly string[]): void {
  const wanted = connection.wantedProfile();
  if (wanted !== undefined && ids.includes(wanted)) connection.disconnect();
}

async function removeList(services: Services, id: string): ReturnType<Services['subscriptions']['remove']> {
  letGo(services, services.subscriptions.servers(id));
  return services.subscriptions.remove(id);
}

async function remove(services: Services, ids: readonly string[]): ReturnType<Services['profiles']['remove']> {
  letGo(services, ids);
  const taken = services.subscriptions.single.look(ids);
  const removed = await services.profiles.remove(ids);
  if (removed.ok) await services.subscriptions.single.leaveOut(removed.value.undo, taken);
  return removed;
}

async function undoRemove({ profiles, subscriptions }: Services, undo: string): ReturnType<Services['profiles']['undoRemove']> {
  const restored = await profiles.undoRemove(undo);
  await subscriptions.single.takeBack(undo);
  return restored;
}

async function undoImport(services: Services, undo: string): Promise<Result<{ readonly removed: number }>> {
  const ids = services.imports.takeUndo(undo);
  if (!ids.ok) return ids;
  const removed = await remove(services, ids.value);
  return removed.ok ? succeed({ removed: removed.value.removed }) : removed;
}
