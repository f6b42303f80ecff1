/** Debian's trojan server. */
import type { TrojanProfile } from '../../src/shared/profile.ts';
import { startForeign, untilListening } from './child.ts';
import type { ProxyPeer } from './peer.ts';
import { freePort, testpeersProgram, type Certificate, type Folder } from './places.ts';

export interface TrojanOptions {
  readonly folder: Folder;
  readonly password: string;
  readonly certificate: Certificate;
  /** Port of a plain HTTP server that answers those who do not know the password. */
  readonly decoyPort: number;
}

/** Starts `trojan`; it logs the bytes of every connection when that ends. */
export async function startTrojan(options: TrojanOptions): Promise<ProxyPeer & { readonly profile: TrojanProfile }> {
  const port = await freePort();
  const { cert, key, sha256 } = options.certificate;
  const config = await options.folder.write(`trojan-${port}.json`, {
    run_type: 'server',
    local_addr: '127.0.0.1',
    local_port: port,
    remote_addr: '127.0.0.1',
    remote_port: options.decoyPort,
    password: [options.password],
    log_level: 0,
    ssl: { cert, key, alpn: ['http/1.1'] },
  });
  const child = await startForeign(testpeersProgram, 'trojan', ['-c', config]);
  await untilListening(port, child);
  return {
    port,
    bytesSeen: () => Promise.resolve(receivedBytes(child.log())),
    log: () => child.log(),
    stop: () => child.stop(),
    profile: {
      type: 'trojan',
      name: 'trojan',
      server: '127.0.0.1',
      port,
      password: options.password,
      security: 'tls',
      sni: 'example.com',
      certificatePins: [sha256],
      transport: { type: 'tcp' },
    },
  };
}

/** Sum over the lines that ended connections left; it calls `received` what came from the destination. */
function receivedBytes(log: string): number {
  return [...log.matchAll(/(\d+) bytes received/g)].reduce((total, [, count]) => total + Number(count), 0);
}
