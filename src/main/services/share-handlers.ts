/** The calls that let servers leave and locked texts come in → their services. */
import type { Result } from '../../shared/fault.ts';
import type { Handlers } from '../../shared/serve.ts';
import type { Services } from './app-start.ts';
import type { Deps } from './deps.ts';
import { describeShare, exportBackup, exportShare } from './share.ts';
import { unseal } from './unseal.ts';

type ShareCall = 'share.describe' | 'share.export' | 'share.backup' | 'sealed.look' | 'sealed.take' | 'sealed.undo' | 'profiles.unseal';

/** One line each, as in `app-handlers.ts`. */
export function createShareHandlers(deps: Deps, started: Promise<Services>): Pick<Handlers, ShareCall> {
  return {
    'share.describe': async ({ ids }) => describeShare((await started).profiles, ids),
    'share.export': async (request) => exportShare(deps, (await started).profiles, request),
    'share.backup': async ({ passphrase }) => backup(deps, await started, passphrase),
    'sealed.look': async (request) => (await started).unsealer.open(await started, request),
    'sealed.take': async ({ token, ...wishes }) => heard(await started, (await started).unsealer.take(await started, token, wishes)),
    'sealed.undo': async ({ undo }) => heard(await started, (await started).unsealer.undo(await started, undo)),
    'profiles.unseal': async (request) => heard(await started, unseal((await started).unsealer, await started, request)),
  };
}

/** Settings may have changed, and the server in use may be gone: a running connection follows. */
async function heard<T>({ connection, profiles }: Services, work: Promise<Result<T>>): Promise<Result<T>> {
  const done = await work;
  const wanted = connection.wantedProfile();
  if (wanted !== undefined && profiles.shelf.item(wanted) === undefined) connection.disconnect();
  else connection.settingsChanged();
  return done;
}

function backup(deps: Deps, { profiles, settings, subscriptions }: Services, passphrase: string | undefined): ReturnType<typeof exportBackup> {
  return exportBackup(deps, { shelf: profiles.shelf, chosen: profiles.chosen(), lists: subscriptions.backup.lists(), settings: settings.current() }, passphrase);
}
