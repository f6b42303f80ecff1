/** Small websites on the documentation address, for browsers that follow the desktop's settings. */
import { createServer, type Server } from 'node:http';
import { siteAddress } from './network.ts';

export interface Site {
  readonly url: string;
  close(): void;
}

/** A website whose page says what `say` makes of the address that asked, and which is a PAC and a proxy as well. */
export async function startSite(say: (address: string) => string): Promise<Site> {
  const server: Server = createServer((request, response) => {
    if (request.url?.startsWith('/proxy.pac') === true) response.end(`function FindProxyForURL() { return "PROXY ${request.headers.host}"; }`);
    else response.setHeader('content-type', 'text/plain').setHeader('cache-control', 'no-store').end(say(request.socket.remoteAddress ?? 'nowhere'));
  });
  await new Promise<void>((resolve) => server.listen(0, siteAddress, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://${siteAddress}:${address.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
