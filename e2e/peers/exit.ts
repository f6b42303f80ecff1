/** Debian's ss-server that goes out from an address of its own, so that a website can tell who came through it. */
import { startChild, untilListening } from './child.ts';
import { freePort } from './places.ts';

export interface Exit {
  readonly link: string;
  stop(): Promise<void>;
}

/** Listens on 127.0.0.1 and connects from `address`, one of this machine's. `within`: words before the program, which it replaces itself with. */
export async function startExit(address: string, within: readonly string[] = []): Promise<Exit> {
  const port = await freePort();
  const [program, ...words] = [...within, 'ss-server', '-s', '127.0.0.1', '-p', String(port), '-k', 'exit password', '-m', 'aes-256-gcm', '-b', address];
  const child = await startChild(program, words);
  await untilListening(port, child);
  const user = Buffer.from('aes-256-gcm:exit password').toString('base64url');
  return { link: `ss://${user}@127.0.0.1:${port}#Exit`, stop: () => child.stop() };
}
