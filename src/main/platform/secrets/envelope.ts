/**
 * Secret text as it stands in files: `v1.<iv>.<tag>.<data>`, base64url without padding, AES-256-GCM. The key comes from
 * elsewhere: a key file here, the system's key store in Electron. Only AES-256-GCM, since Electron's crypto has no other
 * sealed mode that can be relied on. Random ivs are safe for far more seals with one key (2^32) than a list needs.
 */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { fail, succeed, type Fault, type Result } from '../../../shared/fault.ts';
import type { Random, SecretBox } from '../../services/deps.ts';

/** Bytes of a key. */
export const keyBytes = 32;

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
/** The form's name is sealed along, so that a later form cannot be passed off as this one. */
const form = 'v1';
const sealedForm = Buffer.from(form);
const shape = /^v1\.([\w-]{16})\.([\w-]{22})\.([\w-]*)$/;
/** Longest text opened, in characters of the envelope: 64 Mi. */
const longest = 64 * 1024 * 1024;

/** Seals text with a 32-byte key. Fault `secrets-unreadable` when the key has another length. */
export function seal(key: Uint8Array, plain: string, random: Random): Result<string> {
  return sealWith(createSecretKey(key), plain, random);
}

/** A key made ready once: Node takes six times as long to make one out of bytes as to use it. */
function sealWith(key: KeyObject, plain: string, random: Random): Result<string> {
  if (key.symmetricKeySize !== keyBytes) return fail('secrets-unreadable', 'the key has the wrong length');
  const iv = random(ivBytes);
  const sealing = createCipheriv(cipher, key, iv, { authTagLength: tagBytes });
  sealing.setAAD(sealedForm);
  const data = Buffer.concat([sealing.update(plain, 'utf8'), sealing.final()]);
  const parts = [Buffer.from(iv), sealing.getAuthTag(), data].map((part) => part.toString('base64url'));
  return succeed([form, ...parts].join('.'));
}

/** Opens what `seal` made. Fault `secrets-unreadable` for another key, another form, or a single changed bit. */
export function open(key: Uint8Array, sealed: string): Result<string> {
  return openWith(createSecretKey(key), sealed);
}

function openWith(key: KeyObject, sealed: string): Result<string> {
  if (key.symmetricKeySize !== keyBytes) return fail('secrets-unreadable', 'the key has the wrong length');
  const [, iv, tag, data] = sealed.length <= longest ? (shape.exec(sealed) ?? []) : [];
  if (iv === undefined || tag === undefined || data === undefined) return fail('secrets-unreadable', 'not a sealed text');
  const parts = [iv, tag, data].map((part) => Buffer.from(part, 'base64url'));
  // Base64 has several spellings for one value; only the one `seal` writes is taken.
  if (parts.map((part) => part.toString('base64url')).join('.') !== `${iv}.${tag}.${data}`) return fail('secrets-unreadable', 'not a sealed text');
  try {
    const opening = createDecipheriv(cipher, key, parts[0] ?? '', { authTagLength: tagBytes });
    opening.setAAD(sealedForm);
    opening.setAuthTag(parts[1] ?? Buffer.alloc(tagBytes));
    const plain = Buffer.concat([opening.update(parts[2] ?? Buffer.alloc(0)), opening.final()]);
    return succeed(plain.toString('utf8'));
  } catch {
    return fail('secrets-unreadable', 'sealed with another key, or changed');
  }
}

/** A box around one key. The key is copied; the caller may wipe its own. */
export function createEnvelopeBox(key: Uint8Array, random: Random): SecretBox {
  const own = createSecretKey(key);
  return { seal: (plain) => sealWith(own, plain, random), open: (sealed) => openWith(own, sealed) };
}

/** A box that answers one fault to everything: the app opens without its secrets, and nothing is overwritten. */
export function createClosedBox(closed: { readonly ok: false; readonly fault: Fault }): SecretBox {
  return { seal: () => closed, open: () => closed };
}
