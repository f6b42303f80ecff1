/** Who listens where on this machine, as `ss` sees it. */
import { execFileSync } from 'node:child_process';

export interface Listener {
  readonly protocol: string;
  readonly address: string;
  readonly port: number;
  readonly pid: number;
}

/** Everything that these processes listen on, TCP and UDP, ordered by port. */
export function listenersOf(pids: readonly number[]): readonly Listener[] {
  const listed = execFileSync('ss', ['-lntupH'], { encoding: 'utf8' });
  return listed
    .split('\n')
    .flatMap((line) => {
      const [protocol = '', , , , local = ''] = line.split(/\s+/);
      const colon = local.lastIndexOf(':');
      const owners = [...line.matchAll(/pid=(\d+)/g)].map(([, pid]) => Number(pid));
      return owners.map((pid) => ({ protocol, address: local.slice(0, colon), port: Number(local.slice(colon + 1)), pid }));
    })
    .filter(({ pid }) => pids.includes(pid))
    .toSorted((a, b) => a.port - b.port);
}
