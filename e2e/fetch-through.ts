/** Fetches through a proxy with curl: a program of somebody else's, as people use them. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface Fetched {
  readonly status: number;
  readonly bytes: number;
}

/** `proxy` as `byway connect --json` prints it. Throws what curl says when nothing came. */
export async function fetchThrough(proxy: string, url: string): Promise<Fetched> {
  const { stdout } = await execute('curl', ['-sS', '--max-time', '20', '-o', '/dev/null', '-w', '%{http_code} %{size_download}', '--noproxy', '', '-x', proxy, url]);
  const [status, bytes] = stdout.split(' ').map(Number);
  return { status: status ?? 0, bytes: bytes ?? 0 };
}
