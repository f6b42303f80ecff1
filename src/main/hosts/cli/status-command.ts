/** status: what can be known from outside, whether or not Byway runs. */
import { exitCodes, type ExitCode } from './commands.ts';
import type { Output } from './output.ts';
import { summary } from './server-commands.ts';
import type { Session } from './session.ts';

export interface FolderStatus {
  readonly folder: string;
  /** The process that uses the folder; absent when none does. */
  readonly holder?: { readonly pid: number };
  /** A note of earlier proxy settings exists: they are changed now, or a crash left them so. */
  readonly proxyJournal: boolean;
}

/** Prints it. */
export function showStatus(session: Session, output: Output, status: FolderStatus): ExitCode {
  const { profiles, chosen } = session.app.state.get();
  const card = profiles.find((each) => each.id === chosen);
  output.object({
    running: status.holder !== undefined,
    ...(status.holder === undefined ? {} : { pid: status.holder.pid }),
    systemProxyChanged: status.proxyJournal,
    dataDir: status.folder,
    servers: profiles.length,
    ...(card === undefined ? {} : { chosen: summary(card) }),
  });
  output.line(status.holder === undefined ? 'not running' : `running (process ${status.holder.pid})`);
  output.line(`system proxy settings: ${status.proxyJournal ? 'changed by Byway' : 'not changed by Byway'}`);
  output.line(`data folder: ${status.folder}`);
  output.line(`servers: ${profiles.length}${card === undefined ? '' : `, chosen: ${card.name}`}`);
  return exitCodes.done;
}
