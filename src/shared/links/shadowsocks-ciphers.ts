/** Names of Shadowsocks ciphers, ever. A name outside this list is a typing mistake or not Shadowsocks at all. */

const aead = [
  'aes-128-gcm', 'aes-192-gcm', 'aes-256-gcm', 'chacha20-poly1305', 'chacha20-ietf-poly1305', 'xchacha20-poly1305',
  'xchacha20-ietf-poly1305', 'chacha8-ietf-poly1305', 'xchacha8-ietf-poly1305', 'aes-128-ccm', 'aes-192-ccm', 'aes-256-ccm',
  'aes-128-gcm-siv', 'aes-256-gcm-siv', 'aes-128-ocb-taglen128', 'aes-192-ocb-taglen128', 'aes-256-ocb-taglen128',
  'sm4-gcm', 'sm4-ccm', 'rabbit128-poly1305', 'aegis-128l', 'aegis-256', 'aez-384', 'deoxys-ii-256-128', 'ascon128', 'ascon128a',
  'lea-128-gcm', 'lea-192-gcm', 'lea-256-gcm',
  'aead_aes_128_gcm', 'aead_aes_192_gcm', 'aead_aes_256_gcm', 'aead_chacha20_poly1305',
  '2022-blake3-aes-128-gcm', '2022-blake3-aes-256-gcm', '2022-blake3-chacha20-poly1305', '2022-blake3-chacha8-poly1305',
  '2022-blake3-aes-128-ccm', '2022-blake3-aes-256-ccm',
];

const unencrypted = ['none', 'plain', 'dummy'];

const streamModes = ['cfb', 'cfb1', 'cfb8', 'cfb128', 'ctr', 'ofb'];
/** Ciphers without integrity protection: a censor can recognise them by probing, some can be broken. */
const stream = [
  'table', 'rc4', 'rc4-md5', 'rc4-md5-6', 'chacha20', 'chacha20-ietf', 'xchacha20', 'salsa20', 'salsa20-ctr',
  'bf-cfb', 'cast5-cfb', 'des-cfb', 'idea-cfb', 'rc2-cfb', 'seed-cfb',
  ...['128', '192', '256'].flatMap((bits) => streamModes.flatMap((mode) => [`aes-${bits}-${mode}`, `camellia-${bits}-${mode}`])),
];

const known = new Set([...aead, ...unencrypted, ...stream]);
const old = new Set(stream);
const plain = new Set(unencrypted);

/** True for a name that some Shadowsocks program knows; `method` is lower-case. */
export function isShadowsocksCipher(method: string): boolean {
  return known.has(method);
}

/** True for ciphers of the years before 2017. */
export function isStreamCipher(method: string): boolean {
  return old.has(method);
}

/** True for ciphers that hide nothing. */
export function isPlainCipher(method: string): boolean {
  return plain.has(method);
}
