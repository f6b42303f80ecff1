/** The Hysteria 2 reference server, and one of Hysteria 1. */
import type { Hysteria2Profile } from '../../src/shared/profile.ts';
import type { HysteriaProfile } from '../../src/shared/profile-proxies.ts';
import { asPeer, startTestProgram, type ProxyPeer } from './peer.ts';
import { hysteria1Program, type Certificate } from './places.ts';

export interface HysteriaOptions {
  readonly password: string;
  readonly certificate: Certificate;
  /** Key of the salamander obfuscation. */
  readonly salamander?: string;
}

/** Starts it; the profile pins its certificate. */
export async function startHysteria(options: HysteriaOptions): Promise<ProxyPeer & { readonly profile: Hysteria2Profile }> {
  const { cert, key, sha256 } = options.certificate;
  const obfs = options.salamander === undefined ? [] : ['-salamander', options.salamander];
  const peer = asPeer(await startTestProgram(['hysteria', '-password', options.password, '-cert', cert, '-key', key, ...obfs]));
  return {
    ...peer,
    profile: {
      type: 'hysteria2',
      name: 'hysteria',
      server: '127.0.0.1',
      port: peer.port,
      password: options.password,
      security: 'tls',
      certificatePins: [sha256],
      ...(options.salamander === undefined ? {} : { obfs: 'salamander', obfsPassword: options.salamander }),
    },
  };
}

/** Hysteria 1, as sing-quic serves it; the key is that of the xplus obfuscation. */
export async function startHysteria1(options: Omit<HysteriaOptions, 'salamander'> & { readonly xplus?: string }): Promise<ProxyPeer & { readonly profile: HysteriaProfile }> {
  const { cert, key, sha256 } = options.certificate;
  const obfs = options.xplus === undefined ? [] : ['-xplus', options.xplus];
  const peer = asPeer(await startTestProgram(['-password', options.password, '-cert', cert, '-key', key, ...obfs], hysteria1Program));
  const hidden = options.xplus === undefined ? {} : { obfs: 'xplus', obfsPassword: options.xplus };
  const tls = { security: 'tls', certificatePins: [sha256] } as const;
  return { ...peer, profile: { type: 'hysteria', name: 'hysteria 1', server: '127.0.0.1', port: peer.port, auth: options.password, up: '50', down: '50', ...tls, ...hidden } };
}
