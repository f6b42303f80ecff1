/** The last step of reading a vmess link, the same for every form of it. */
import { succeed, type Result } from '../fault.ts';
import type { VmessProfile } from '../profile.ts';
import type { Draft } from './codec.ts';
import { restOf, takeText, type Query } from './query.ts';
import { takeTls } from './tls-parameters.ts';
import { takeTransport } from './transport-parameters.ts';

/** The parts every form of the link has, with method and alter id as written. */
export interface VmessBase {
  readonly name: string;
  readonly server: string;
  readonly port: number;
  readonly uuid: string;
  readonly method: string;
  readonly alterId: string;
}

/** Adds TLS, transport and the rest out of the query. Shared with the URL forms. */
export function finishVmess(base: VmessBase, query: Query): Result<VmessProfile> {
  const tls = takeTls(query, 'none');
  if (!tls.ok) return tls;
  const transport = takeTransport(query);
  if (!transport.ok) return transport;
  const alterId = /^\d{1,5}$/.test(base.alterId) ? Number(base.alterId) : 0;
  const profile: Draft<VmessProfile> = {
    type: 'vmess',
    name: base.name,
    server: base.server,
    port: base.port,
    uuid: base.uuid,
    method: base.method || 'auto',
    alterId,
    ...tls.value,
    transport: transport.value,
  };
  const packetEncoding = takeText(query, 'packetencoding');
  if (packetEncoding !== undefined) profile.packetEncoding = packetEncoding;
  const extra = restOf(query);
  if (extra !== undefined) profile.extra = extra;
  return succeed(profile);
}
