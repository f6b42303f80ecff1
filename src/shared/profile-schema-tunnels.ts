/** Schemas of the types in `profile-tunnels.ts`. Main process only. */
import { z } from 'zod';
import { base, count, maybe, options, port, server, text, texts } from './profile-schema-parts.ts';

const peer = z.looseObject({
  publicKey: text.min(1),
  presharedKey: maybe,
  server,
  port,
  allowedIps: texts.exactOptional(),
  keepalive: count,
  reserved: z.array(z.int().min(0).max(255)).length(3).readonly().exactOptional(),
});

const wireguard = {
  ...base,
  privateKey: text.min(1),
  addresses: texts,
  dns: texts.exactOptional(),
  mtu: count,
  peers: z.array(peer).min(1).max(1_000).readonly(),
};

export const wireguardSchema = z.looseObject({ type: z.literal('wireguard'), ...wireguard });
export const amneziawgSchema = z.looseObject({ type: z.literal('amneziawg'), ...wireguard, amnezia: options });

export const sshSchema = z.looseObject({
  type: z.literal('ssh'),
  ...base,
  username: text,
  password: maybe,
  privateKey: maybe,
  passphrase: maybe,
  hostKeys: texts.exactOptional(),
});

const remote = z.looseObject({ server, port, protocol: z.enum(['udp', 'tcp']) });

const moment = z.int().min(-8.64e15).max(8.64e15);
const certificate = z.looseObject({
  place: z.enum(['ca', 'cert', 'extra-certs']),
  subject: text,
  issuer: text,
  notBefore: moment,
  notAfter: moment,
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
});

export const openvpnSchema = z.looseObject({
  type: z.literal('openvpn'),
  ...base,
  remotes: z.array(remote).min(1).max(256).readonly(),
  directives: z.array(texts).max(2_000).readonly(),
  blocks: options,
  needsUserPass: z.boolean(),
  username: maybe,
  password: maybe,
  certificates: z.array(certificate).max(32).readonly().exactOptional(),
});
