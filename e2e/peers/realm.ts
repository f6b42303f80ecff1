/** A Hysteria 2 server that is met at a rendezvous: both are mihomo's, and the STUN server is the few bytes that both need. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Hysteria2Profile } from '../../src/shared/profile.ts';
import { startListener } from './mihomo.ts';
import type { ProxyPeer } from './peer.ts';
import { freePort, type Certificate, type Folder } from './places.ts';

export interface RealmOptions {
  readonly folder: Folder;
  readonly certificate: Certificate;
  readonly password: string;
}

/** The profile names the rendezvous; the server's own port stands nowhere in it. */
export async function startRealm({ folder, certificate, password }: RealmOptions): Promise<ProxyPeer & { readonly profile: Hysteria2Profile }> {
  const [meeting, port, stun] = [await freePort(), await freePort(), await startStun()];
  const token = 'meet me';
  const id = 'behind-the-hedge';
  const tls = { certificate: await readFile(certificate.cert, 'utf8'), 'private-key': await readFile(certificate.key, 'utf8') };
  const stunServer = `127.0.0.1:${stun.port}`;
  const realmOptions = { enable: true, 'server-url': `http://127.0.0.1:${meeting}`, token, 'realm-id': id, 'stun-servers': [stunServer] };
  const peer = await startListener(folder, { type: 'hysteria2-realm', port: meeting, token }, { type: 'hysteria2', port, users: { friend: password }, ...tls, 'realm-opts': realmOptions });
  const stop = async () => {
    await peer.stop();
    stun.close();
  };
  const realm = { id, token, stun: [stunServer], plain: true };
  const profile: Hysteria2Profile = { type: 'hysteria2', name: 'realm', server: '127.0.0.1', port: meeting, password, security: 'tls', certificatePins: [certificate.sha256], realm };
  return { ...peer, stop, port: meeting, profile };
}

/** Answers every binding request (RFC 8489) with the address that it came from. */
async function startStun() {
  const socket = createSocket('udp4');
  const cookie = Buffer.from([0x21, 0x12, 0xa4, 0x42]);
  socket.on('message', (request, { address, port }) => {
    if (request.length < 20 || request.readUInt16BE(0) !== 0x0001) return;
    const attribute = Buffer.alloc(12);
    attribute.writeUInt16BE(0x0020, 0); // XOR-MAPPED-ADDRESS
    attribute.writeUInt16BE(8, 2);
    attribute.writeUInt8(1, 5);
    attribute.writeUInt16BE(port ^ cookie.readUInt16BE(0), 6);
    for (const [index, part] of address.split('.').entries()) attribute.writeUInt8(Number(part) ^ (cookie[index] ?? 0), 8 + index);
    const header = Buffer.alloc(4);
    header.writeUInt16BE(0x0101, 0);
    header.writeUInt16BE(attribute.length, 2);
    socket.send(Buffer.concat([header, request.subarray(4, 20), attribute]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { port: socket.address().port, close: () => socket.close() };
}
