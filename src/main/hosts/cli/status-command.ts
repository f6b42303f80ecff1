/** status: what can be known from outside, whether or not Byway runs. */
import type { FoundProxy } from '../../../shared/connection.ts';
import { exitCodes, type ExitCode } from './commands.ts';
import type { Output } from './output.ts';
import { summary } from './server-commands.ts';
import type { Session } from './session.ts';

export interface FolderStatus {
  readonly folder: string;
  /** The process that uses the folder; absent when none does. */
  readonly holder?: { readonly pid: number };
  readonly proxy: {
    /** A note of earlier proxy settings exists: they are changed now, or a crash left them so. */
    readonly isChanged: boolean;
    /** What they say instead of what Byway wrote; absent when they are as it wrote them. */
    readonly found?: FoundProxy;
  };
}

/** Prints it. */
export function showStatus(session: Session, output: Output, status: FolderStatus): ExitCode {
  const { profiles, chosen } = session.app.state.get();
  const card = profiles.find((each) => each.id === chosen);
  output.object({
    running: status.holder !== undefined,
    ...(status.holder === undefined ? {} : { pid: status.holder.pid }),
    systemProxyChanged: status.proxy.isChanged,
    ...(status.proxy.found === undefined ? {} : { systemProxyInEffect: false, systemProxyFound: status.proxy.found }),
    dataDir: status.folder,
    servers: profiles.length,
    ...(card === undefined ? {} : { chosen: summary(card) }),
  });
  output.line(status.holder === undefined ? 'not running' : `running (process ${status.holder.pid})`);
  output.line(`system proxy settings: ${proxyWords(status.proxy)}`);
  output.line(`data folder: ${status.folder}`);
  output.line(`servers: ${profiles.length}${card === undefined ? '' : `, chosen: ${card.name}`}`);
  return exitCodes.done;
}

function proxyWords({ isChanged, found }: FolderStatus['proxy']): string {
  if (!isChanged) return 'not changed by Byway';
  if (found === undefined) return 'changed by Byway';
  const what = 'address' in found ? `${found.kind} ${found.address}${found.isDead === true ? ', where nothing answers' : ''}` : found.kind;
  return `changed by Byway, then by something else (now: ${what})`;
}
