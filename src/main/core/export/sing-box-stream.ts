/** TLS and transport in sing-box's terms. Undefined where sing-box cannot say it. */
import type { Profile, TlsFields, Transport } from '../../../shared/profile.ts';
import { present } from '../documents/present.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** `tls: {…}`, or nothing for a profile without; undefined for what sing-box has no word for (pins, other names in the certificate). */
export function tlsFields(profile: TlsFields, disableSni = false): Fields | undefined {
  if ((profile.certificatePins ?? []).length > 0 || (profile.verifyNames ?? []).length > 0) return undefined;
  if (profile.security === 'none') return {};
  if ((profile.mldsa65Verify ?? '') !== '') return undefined;
  const ech = profile.ech;
  if (ech?.includes('://') === true) return undefined; // sing-box asks the resolver of its own
  return {
    tls: {
      enabled: true,
      ...present({
        server_name: profile.sni,
        alpn: profile.alpn,
        insecure: profile.insecure,
        disable_sni: disableSni ? true : undefined,
        utls: profile.fingerprint === undefined ? undefined : { enabled: true, fingerprint: profile.fingerprint },
        ech: ech === undefined ? undefined : echFields(ech),
        reality: profile.security === 'reality' ? { enabled: true, public_key: profile.publicKey ?? '', short_id: profile.shortId ?? '' } : undefined,
      }),
    },
  };
}

/** A configuration as PEM, or the name to look it up by. */
function echFields(ech: string): Fields {
  if (ech === '+') return { enabled: true };
  if (ech.includes('.')) return { enabled: true, query_server_name: ech.replace(/\+$/, '') };
  return { enabled: true, config: ['-----BEGIN ECH CONFIGS-----', ech, '-----END ECH CONFIGS-----'] };
}

/** `transport: {…}`, or nothing for plain TCP. */
export function transportFields(transport: Transport, isTls: boolean): Fields | undefined {
  switch (transport.type) {
    case 'tcp':
      if (transport.headerType === undefined || transport.headerType === 'none') return {};
      return transport.headerType === 'http' && !isTls ? { transport: httpFields(transport) } : undefined;
    case 'h2':
      return isTls ? { transport: httpFields(transport) } : undefined;
    case 'ws':
      return { transport: websocket(transport) };
    case 'httpupgrade':
      return { transport: { type: 'httpupgrade', ...present({ path: transport.path, host: transport.host, headers: transport.headers }) } };
    case 'grpc':
      if (transport.authority !== undefined || (transport.mode ?? 'gun') !== 'gun') return undefined;
      return { transport: { type: 'grpc', ...present({ service_name: transport.serviceName }) } };
    case 'xhttp':
    case 'kcp':
    case 'quic':
      return undefined; // in sing-box under other rules, or not at all
  }
}

function httpFields({ path, host }: { readonly path?: string; readonly host?: string }): Fields {
  return { type: 'http', ...present({ path, host: host?.split(',') }) };
}

function websocket(transport: Extract<Transport, { readonly type: 'ws' }>): Fields {
  const headers = { ...transport.headers, ...(transport.host === undefined ? {} : { Host: transport.host }) };
  return {
    type: 'ws',
    ...present({
      path: transport.path,
      headers: Object.keys(headers).length === 0 ? undefined : headers,
      max_early_data: transport.earlyData,
      early_data_header_name: transport.earlyData === undefined ? undefined : (transport.earlyDataHeader ?? 'Sec-WebSocket-Protocol'),
    }),
  };
}

/** TLS and transport of a protocol that takes both. */
export function streamFields(profile: Extract<Profile, { readonly type: 'vless' | 'vmess' | 'trojan' }>): Fields | undefined {
  const tls = tlsFields(profile);
  const transport = transportFields(profile.transport, profile.security !== 'none');
  return tls === undefined || transport === undefined ? undefined : { ...tls, ...transport };
}
