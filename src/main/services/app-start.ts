/** What happens before the first call is answered: leftovers of a crash are put back, then the documents are read. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { Settings } from '../../shared/settings.ts';
import { chooseLanguage } from '../../shared/text.ts';
import { createConnection, type ConnectionService } from './connection.ts';
import { withDeadline } from './deadline.ts';
import type { Deps, Loaded } from './deps.ts';
import { createImports, type ImportsService } from './imports.ts';
import type { Incoming } from './incoming.ts';
import type { Notices } from './notices.ts';
import { createPracticeHost } from './practice-host.ts';
import { createProbes, type ProbesService } from './probes.ts';
import { createProfiles, type ProfilesService } from './profiles.ts';
import { createSaver } from './saver.ts';
import { createSubscriptions, type SubscriptionsService } from './subscriptions.ts';
import { createSettings, type SettingsService } from './settings.ts';
import type { State } from './state.ts';
import { createUnsealer, type Unsealer } from './unseal.ts';

const recoverMs = 20_000;

export interface Services {
  readonly connection: ConnectionService;
  readonly profiles: ProfilesService;
  readonly settings: SettingsService;
  readonly probes: ProbesService;
  readonly subscriptions: SubscriptionsService;
  readonly imports: ImportsService;
  readonly unsealer: Unsealer;
  /** Writes what could not be written before. */
  flush(): Promise<Result<null>>;
}

/** Recovers, reads, builds. Rejects only on a bug. */
export async function startServices(deps: Deps, state: State, notices: Notices, overrides: Partial<Settings>, incoming: Incoming): Promise<Services> {
  await recoverProxy(deps, notices);
  const [storedSettings, storedList, storedLists] = await Promise.all([deps.settings.load(), deps.profiles.load(), deps.subscriptions.load()]);
  tellNotes(notices, [storedSettings, storedList, storedLists]);
  const settingsSaver = createSaver(deps.settings, deps.log, storedSettings.readOnly);
  const profilesSaver = createSaver(deps.profiles, deps.log, storedList.readOnly);
  const subscriptionsSaver = createSaver(deps.subscriptions, deps.log, storedLists.readOnly);
  const settings = createSettings(deps, state, settingsSaver, storedSettings.value, overrides);
  const profiles = createProfiles(deps, state, profilesSaver);
  const { unreadable } = await profiles.load(storedList.value);
  if (unreadable > 0) notices.show('secrets-unreadable', { count: unreadable });
  const connection = createConnection(deps, state, settings, notices);
  const language = (): string => chooseLanguage(settings.current().language, deps.host.languages);
  const practice = createPracticeHost(deps, language, () => connection.practice());
  const probes = createProbes(deps, state, settings, profiles, practice);
  const subscriptions = createSubscriptions({
    deps, state, saver: subscriptionsSaver, profiles, entrance: () => connection.local(), wanted: () => connection.wantedProfile(),
  });
  subscriptions.load(storedLists.value);
  const unsealer = createUnsealer(deps);
  const imports = createImports({ deps, profiles, settings, unsealer, incoming });
  return {
    connection,
    profiles,
    settings,
    probes,
    subscriptions,
    imports,
    unsealer,
    async flush() {
      const results = await Promise.all([settingsSaver.flush(), profilesSaver.flush(), subscriptionsSaver.flush()]);
      return results.find((result) => !result.ok) ?? succeed(null);
    },
  };
}

async function recoverProxy(deps: Deps, notices: Notices): Promise<void> {
  const recovered = await withDeadline(deps.clock, recoverMs, 'proxy-not-restored', () => deps.proxy.recover());
  if (!recovered.ok) {
    deps.log.write('error', 'proxy', `recovery failed: ${recovered.fault.code}`);
    // Settings that still point at a port nobody listens on look like no internet at all: the person must hear why.
    const isDamaged = recovered.fault.code === 'proxy-journal-damaged';
    notices.show(isDamaged ? 'proxy-journal-damaged' : 'proxy-not-restored', recovered.fault.detail);
  } else if (recovered.value.restored) {
    deps.log.write('info', 'proxy', 'earlier settings put back after a crash');
    notices.show('restored-after-crash');
  }
}

function tellNotes(notices: Notices, documents: readonly Loaded<unknown>[]): void {
  const notes = documents.flatMap((loaded) => loaded.notes);
  const repaired = notes.filter((note) => note.kind !== 'read-only');
  if (repaired.length > 0) {
    const keptAs = repaired.find((note) => note.keptAs !== undefined)?.keptAs;
    const lost = repaired.reduce((sum, note) => sum + note.lost, 0);
    notices.show('store-salvaged', { lost, ...(keptAs === undefined ? {} : { keptAs }) });
  }
  if (documents.some((loaded) => loaded.readOnly)) notices.show('store-read-only');
}
