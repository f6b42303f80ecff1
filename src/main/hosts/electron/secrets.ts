/**
 * The key for stored secrets in the system's key store (Electron's safeStorage), with the key file as the way out:
 *
 *   sealed key there            → the key store opens it, or secrets stay closed (never a new key over sealed data)
 *   key file there, or sealed   → the key file decides, as in the headless host
 *   fresh, key store usable     → a new key, sealed by the key store
 *   fresh, no real key store    → key file. On Linux `basic_text` is no key store: it seals with a key known to all.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { fail, type Result } from '../../../shared/fault.ts';
import type { Log, Random, SecretBox } from '../../services/deps.ts';
import { errorCode, isThere } from '../../platform/paths.ts';
import { createClosedBox, createEnvelopeBox, keyBytes } from '../../platform/secrets/envelope.ts';
import { hasSealedData, keyFile, openKeyFileBox } from '../../platform/secrets/key-file.ts';
import { writeDurably } from '../../platform/store/durable-file.ts';

/** Name of the file in the data folder. */
export const sealedKeyFile = 'key.sealed.json';

export interface KeyStore {
  readonly storage: Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'>;
  readonly platform: 'linux' | 'darwin' | 'win32';
}

export interface SecretsOptions {
  readonly folder: string;
  readonly random: Random;
  readonly log: Log;
}

/** Opens the box; always gives one. Call after the app is ready. */
export async function openSystemBox(keyStore: KeyStore, options: SecretsOptions): Promise<SecretBox> {
  const file = join(options.folder, sealedKeyFile);
  if (await isThere(file)) {
    const key = await openSealedKey(keyStore, file);
    if (!key.ok) options.log.write('error', 'app', `the key store does not open the key for stored secrets: ${key.fault.cause ?? ''}`);
    return key.ok ? createEnvelopeBox(key.value, options.random) : createClosedBox(key);
  }
  const settled = (await isThere(join(options.folder, keyFile))) || (await hasSealedData(options.folder));
  if (!settled && (await isRealKeyStore(keyStore))) {
    const key = options.random(keyBytes);
    if (await sealKey(keyStore, file, key)) return createEnvelopeBox(key, options.random);
  }
  if (!settled) options.log.write('warning', 'app', 'no key store of the system: the key for stored secrets is a file that only this user can read');
  return openKeyFileBox(options);
}

async function isRealKeyStore({ storage, platform }: KeyStore): Promise<boolean> {
  const available = await storage.isAsyncEncryptionAvailable().catch(() => false);
  return available && (platform !== 'linux' || !['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend()));
}

/** True when the sealed key is on disk and opens again: a key store that only pretends must not be trusted with the only key. */
async function sealKey(keyStore: KeyStore, file: string, key: Uint8Array): Promise<boolean> {
  try {
    const sealed = await keyStore.storage.encryptStringAsync(Buffer.from(key).toString('base64'));
    const backend = keyStore.platform === 'linux' ? keyStore.storage.getSelectedStorageBackend() : keyStore.platform;
    const tried = await keyStore.storage.decryptStringAsync(sealed);
    if (tried.result !== Buffer.from(key).toString('base64')) return false;
    return (await writeDurably(file, JSON.stringify({ version: 1, backend, sealed: sealed.toString('base64') }))).ok;
  } catch {
    return false;
  }
}

async function openSealedKey({ storage }: KeyStore, file: string): Promise<Result<Uint8Array>> {
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'));
    const sealed = typeof content === 'object' && content !== null && 'sealed' in content ? content.sealed : undefined;
    if (typeof sealed !== 'string') return fail('secrets-unreadable', 'the sealed key is damaged');
    const key = Buffer.from((await storage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result, 'base64');
    return key.length === keyBytes ? { ok: true, value: key } : fail('secrets-unreadable', 'the sealed key has the wrong size');
  } catch (error) {
    return fail('secrets-unreadable', `the key store refuses: ${errorCode(error)}`);
  }
}
