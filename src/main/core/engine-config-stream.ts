/** VLESS, VMess and Trojan → the library's fields. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { Extra, TrojanProfile, VlessProfile, VmessProfile } from '../../shared/profile.ts';
import { cannotRun } from './engine-config-limits.ts';
import { streamTls } from './engine-config-tls.ts';
import { transportFields } from './engine-config-transport.ts';
import type { ProxyFields } from './engine-config-types.ts';

const vision = 'xtls-rprx-vision';

/** VLESS over every transport but mKCP and QUIC. Faults: see `engineProxy`. */
export function vlessProxy(profile: VlessProfile): Result<ProxyFields> {
  if (hasFinalMask(profile.extra)) return cannotRun('finalmask');
  const below = streamFields(profile, 'vless');
  if (!below.ok) return below;
  const flow = vlessFlow(profile);
  if (!flow.ok) return flow;
  const encryption = profile.encryption ?? 'none';
  return succeed({
    type: 'vless',
    uuid: profile.uuid,
    udp: true,
    ...flow.value,
    ...(encryption === 'none' || encryption === '' ? {} : { encryption }),
    ...packetEncoding(profile.packetEncoding),
    ...below.value,
  });
}

/** VMess over tcp, ws, httpupgrade, h2, grpc and mKCP. Faults: see `engineProxy`. */
export function vmessProxy(profile: VmessProfile): Result<ProxyFields> {
  if (hasFinalMask(profile.extra)) return cannotRun('finalmask');
  const cipher = vmessCiphers.get(profile.method.toLowerCase());
  if (cipher === undefined) return cannotRun('cipher');
  const below = streamFields(profile, 'vmess');
  if (!below.ok) return below;
  return succeed({
    type: 'vmess',
    uuid: profile.uuid,
    alterId: profile.alterId,
    cipher,
    udp: true,
    ...packetEncoding(profile.packetEncoding),
    ...below.value,
  });
}

/**
 * Trojan over TLS or REALITY with tcp, ws, httpupgrade, grpc. A `flow` is dropped: no server release still speaks
 * the flows that Trojan once had, and links carry the word by mistake. Faults: see `engineProxy`.
 */
export function trojanProxy(profile: TrojanProfile): Result<ProxyFields> {
  if (hasFinalMask(profile.extra)) return cannotRun('finalmask');
  if (profile.security === 'none') return cannotRun('trojan-without-tls');
  const below = streamFields(profile, 'trojan');
  if (!below.ok) return below;
  const { tls: _always, servername, ...rest } = below.value;
  const layer = profile.ssLayer === undefined ? {} : { 'ss-opts': { enabled: true, ...profile.ssLayer } };
  return succeed({ type: 'trojan', password: profile.password, udp: true, sni: servername, ...layer, ...rest });
}

/** Ciphers as links write them → as the library names them. */
const vmessCiphers: ReadonlyMap<string, string> = new Map([
  ['', 'auto'],
  ['auto', 'auto'],
  ['none', 'none'],
  ['zero', 'zero'],
  ['aes-128-gcm', 'aes-128-gcm'],
  ['chacha20-poly1305', 'chacha20-poly1305'],
  ['chacha20-ietf-poly1305', 'chacha20-poly1305'],
  ['aes-128-cfb', 'aes-128-cfb'],
]);

function streamFields(
  profile: VlessProfile | VmessProfile | TrojanProfile,
  protocol: 'vless' | 'vmess' | 'trojan',
): Result<Readonly<Record<string, unknown>>> {
  const tls = streamTls(profile, profile.server);
  if (!tls.ok) return tls;
  const transport = transportFields(profile.transport, { ...profile, protocol });
  return transport.ok ? succeed({ ...transport.value, ...tls.value }) : transport;
}

/** `-udp443` is the sender's own choice about QUIC; the library cuts it off as well. */
function vlessFlow(profile: VlessProfile): Result<{ readonly flow?: string }> {
  const flow = profile.flow ?? '';
  if (flow === '' || flow === 'none') return succeed({});
  if (flow !== vision && flow !== `${vision}-udp443`) return cannotRun('flow');
  const encrypted = (profile.encryption ?? 'none') !== 'none';
  const overTls = profile.transport.type === 'tcp' && profile.security !== 'none';
  return overTls || encrypted ? succeed({ flow: vision }) : cannotRun('flow-transport');
}

/** Absent leaves the protocol's own default: xudp for VLESS, none for VMess. */
function packetEncoding(wanted: string | undefined): { readonly 'packet-encoding'?: string } {
  if (wanted === 'xudp') return { 'packet-encoding': 'xudp' };
  if (wanted === 'packet' || wanted === 'packetaddr') return { 'packet-encoding': 'packetaddr' };
  return {};
}

/** `fm` masks the packets: without the same mask the server hears noise. */
function hasFinalMask(extra: Extra | undefined): boolean {
  const mask = extra?.['fm']?.trim() ?? '';
  return mask !== '' && mask !== '{}';
}
