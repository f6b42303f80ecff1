/** Fresh X25519 keys in the form that REALITY and VLESS encryption use: raw, base64url. */
import { generateKeyPairSync } from 'node:crypto';

export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** A new pair. */
export function makeKeyPair(): KeyPair {
  const { d, x } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  if (d === undefined || x === undefined) throw new Error('no X25519 key');
  return { privateKey: d, publicKey: x };
}
