/** Who opens links of a scheme on a Linux desktop: the person's own `mimeapps.list`, which all of them follow. */
import { access, mkdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { shareSchemes, type SchemeOwner, type ShareScheme } from '../../../shared/link-schemes.ts';
import type { LinkOwners } from '../../services/deps.ts';
import { errorCode } from '../paths.ts';
import { childEnvironment, run as runProgram, type Run } from '../run.ts';
import { writeDurably } from '../store/durable-file.ts';
import { programOf, readDefault, writeDefault } from './mime-list.ts';
import type { OwnerNotes } from './owner-notes.ts';

export interface LinuxOwnersOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly home: string;
  readonly notes: OwnerNotes;
  /** For tests. */
  readonly run?: Run;
}

/** As the package installs it (electron-builder: `linux.executableName`). */
const ownProgram = 'byway.desktop';

/** True when a package has made Byway known to the desktop: without that nothing can be opened with it. */
export async function isKnownToDesktop(environment: NodeJS.ProcessEnv, home: string): Promise<boolean> {
  for (const folder of applicationFolders(environment, home)) {
    if (await access(join(folder, ownProgram)).then(() => true, () => false)) return true;
  }
  return false;
}

/** Works on the list of the person who runs Byway; nothing of the whole computer's is touched. */
export function createLinuxOwners({ environment, home, notes, run = runProgram }: LinuxOwnersOptions): LinkOwners {
  const file = join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'mimeapps.list');
  const owner = async (scheme: ShareScheme): Promise<SchemeOwner> => {
    const asked = await run('xdg-mime', ['query', 'default', typeOf(scheme)], { environment: childEnvironment(environment) });
    const program = asked.ok ? asked.value.stdout.trim() : programOf(readDefault((await readList(file)) ?? '', typeOf(scheme)));
    return { scheme, ours: program === ownProgram, ...(program === undefined || program === '' ? {} : { owner: program.replace(/\.desktop$/, '').slice(0, 80) }) };
  };
  return {
    list: () => Promise.all(shareSchemes.map(owner)),
    async take(scheme) {
      if (!(await isKnownToDesktop(environment, home))) return fail('not-here', 'no package has made Byway known to the desktop');
      const text = await readList(file);
      if (text === undefined) return unreadable;
      const before = readDefault(text, typeOf(scheme));
      if (programOf(before) === ownProgram) return succeed(null);
      const noted = await notes.set(scheme, before);
      return noted.ok ? write(file, writeDefault(text, typeOf(scheme), `${typeOf(scheme)}=${ownProgram}`)) : noted;
    },
    async release(scheme) {
      const text = await readList(file);
      if (text === undefined) return unreadable;
      if (programOf(readDefault(text, typeOf(scheme))) === ownProgram) {
        const written = await write(file, writeDefault(text, typeOf(scheme), (await notes.get(scheme)) ?? null));
        if (!written.ok) return written;
      }
      return notes.set(scheme, undefined); // somebody else's choice since then is left alone
    },
  };
}

const unreadable = fail('store-read-only', 'mimeapps.list cannot be read');

/** Empty when there is none yet; undefined when there is one that cannot be read, which must not be written over. */
async function readList(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => (errorCode(error) === 'ENOENT' ? '' : undefined));
}

/** Where the list is a link to somewhere else, as people keep their settings, it stays one. */
async function write(file: string, text: string): Promise<Result<null>> {
  try {
    await mkdir(dirname(file), { recursive: true });
    return await writeDurably(await realpath(file).catch(() => file), text);
  } catch (error) {
    return fail('store-read-only', errorCode(error));
  }
}

function typeOf(scheme: ShareScheme): string {
  return `x-scheme-handler/${scheme}`;
}

function applicationFolders(environment: NodeJS.ProcessEnv, home: string): readonly string[] {
  const own = environment['XDG_DATA_HOME'] || join(home, '.local', 'share');
  const shared = (environment['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':');
  return [own, ...shared].filter((folder) => folder.startsWith('/')).map((folder) => join(folder, 'applications'));
}
