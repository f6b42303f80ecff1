/** Byway among the programs that open links: its own scheme always, the shared ones where the person wants it. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { App as ElectronApp } from 'electron';
import { fail, succeed } from '../../../shared/fault.ts';
import { ownScheme, shareSchemes, type SchemeOwner, type ShareScheme } from '../../../shared/link-schemes.ts';
import { createLinuxOwners, isKnownToDesktop } from '../../platform/links/linux-owners.ts';
import { createOwnerNotes, type OwnerNotes } from '../../platform/links/owner-notes.ts';
import type { LinkOwners } from '../../services/deps.ts';

type RegisteringApp = Pick<
  ElectronApp,
  'isPackaged' | 'setAsDefaultProtocolClient' | 'removeAsDefaultProtocolClient' | 'isDefaultProtocolClient' | 'getApplicationNameForProtocol' | 'getApplicationInfoForProtocol'
>;

export interface LinkOwnersOptions {
  readonly electron: RegisteringApp;
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly process: Pick<NodeJS.Process, 'execPath' | 'argv' | 'env'>;
  /** The data folder, for the note of what stood before. */
  readonly folder: string;
}

/**
 * Registers Byway's own scheme and gives the hold on the others; undefined where this copy of Byway cannot be opened by
 * the system: a checkout, or a Linux package that no desktop knows.
 */
export async function openLinkOwners({ electron, platform, process, folder }: LinkOwnersOptions): Promise<LinkOwners | undefined> {
  const program = programOf(electron, process);
  // On Linux this asks xdg-settings, which does nothing where the desktop does not know the package.
  electron.setAsDefaultProtocolClient(ownScheme, program.path, [...program.words]);
  const notes = createOwnerNotes(join(folder, 'link-owners.json'));
  if (platform !== 'linux') return electron.isPackaged ? systemOwners(electron, program, notes) : undefined;
  const home = homedir();
  return (await isKnownToDesktop(process.env, home)) ? createLinuxOwners({ environment: process.env, home, notes }) : undefined;
}

interface Program {
  readonly path: string;
  /** What stands before the link. The last word ends the switches, so that no link can be read as one. */
  readonly words: readonly string[];
}

function programOf(electron: Pick<ElectronApp, 'isPackaged'>, { execPath, argv }: LinkOwnersOptions['process']): Program {
  const [, entry = '.'] = argv;
  return { path: execPath, words: electron.isPackaged ? ['--'] : [resolve(entry), '--'] };
}

/** Windows and macOS, by Electron's own calls. */
export function systemOwners(electron: RegisteringApp, { path, words }: Program, notes: OwnerNotes): LinkOwners {
  const isOurs = (scheme: ShareScheme): boolean => electron.isDefaultProtocolClient(scheme, path, [...words]);
  const owner = (scheme: ShareScheme): SchemeOwner => {
    const name = electron.getApplicationNameForProtocol(`${scheme}://`).slice(0, 80);
    return { scheme, ours: isOurs(scheme), ...(name === '' ? {} : { owner: name }) };
  };
  const programBehind = async (scheme: ShareScheme): Promise<string | null> => electron.getApplicationInfoForProtocol(`${scheme}://`).then((info) => info.path || null, () => null);
  return {
    list: () => Promise.resolve(shareSchemes.map(owner)),
    async take(scheme) {
      if (isOurs(scheme)) return succeed(null);
      const noted = await notes.set(scheme, await programBehind(scheme));
      if (!noted.ok) return noted;
      electron.setAsDefaultProtocolClient(scheme, path, [...words]);
      return isOurs(scheme) ? succeed(null) : fail('not-here', 'the system keeps another program for these links');
    },
    async release(scheme) {
      if (isOurs(scheme)) {
        electron.removeAsDefaultProtocolClient(scheme, path, [...words]);
        const before = await notes.get(scheme);
        // What another program had registered for the whole computer shows again by itself; its own entry does not.
        if (typeof before === 'string' && before !== path && (await programBehind(scheme)) === null) electron.setAsDefaultProtocolClient(scheme, before);
      }
      return notes.set(scheme, undefined);
    },
  };
}
