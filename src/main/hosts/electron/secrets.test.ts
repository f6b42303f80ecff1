import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../platform/clock.ts';
import { createLog } from '../../platform/log.ts';
import { random } from '../../platform/random.ts';
import type { SecretBox } from '../../services/deps.ts';
import { openSystemBox, sealedKeyFile, type KeyStore } from './secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'byway-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Backend = ReturnType<KeyStore['storage']['getSelectedStorageBackend']>;

/** A key store that turns bytes around, or one that fails in a chosen way. */
function keyStore(change: { readonly available?: boolean; readonly backend?: Backend; readonly opens?: boolean } = {}): KeyStore {
  const turn = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
  return {
    platform: 'linux',
    storage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(change.available ?? true),
      getSelectedStorageBackend: () => change.backend ?? 'gnome_libsecret',
      encryptStringAsync: (text) => Promise.resolve(turn(Buffer.from(text))),
      decryptStringAsync: (sealed) => (change.opens === false ? Promise.reject(new Error('locked')) : Promise.resolve({ result: turn(sealed).toString(), shouldReEncrypt: false })),
    },
  };
}

function open(store: KeyStore): Promise<SecretBox> {
  return openSystemBox(store, { folder, random, log: createLog({ clock: createClock() }) });
}

function sealedText(box: SecretBox): string {
  const sealed = box.seal('secret');
  if (!sealed.ok) throw new Error(sealed.fault.code);
  return sealed.value;
}

describe('the key for stored secrets', () => {
  it('is made once and sealed by the key store; no key file beside it', async () => {
    const text = sealedText(await open(keyStore()));
    expect(readdirSync(folder)).toEqual([sealedKeyFile]);
    expect(JSON.parse(readFileSync(join(folder, sealedKeyFile), 'utf8'))).toMatchObject({ version: 1, backend: 'gnome_libsecret' });
    expect((await open(keyStore())).open(text)).toEqual({ ok: true, value: 'secret' });
  });

  it.each([
    ['there is none', { available: false }],
    ['it seals with a key known to all', { backend: 'basic_text' }],
    ['it is unknown', { backend: 'unknown' }],
    ['it does not open what it sealed', { opens: false }],
  ] as const)('is a key file when the key store cannot be relied on: %s', async (_why, change) => {
    const text = sealedText(await open(keyStore(change)));
    expect(readdirSync(folder)).toEqual(['key']);
    expect((await open(keyStore(change))).open(text)).toEqual({ ok: true, value: 'secret' });
  });

  it('stays in the key file that is there, also when a key store appears', async () => {
    const text = sealedText(await open(keyStore({ available: false })));
    expect((await open(keyStore())).open(text)).toEqual({ ok: true, value: 'secret' });
    expect(readdirSync(folder)).toEqual(['key']);
  });

  it.each([
    ['the key store refuses', () => keyStore({ opens: false })],
    ['the file is damaged', () => (writeFileSync(join(folder, sealedKeyFile), '{'), keyStore())],
    ['the file holds something else', () => (writeFileSync(join(folder, sealedKeyFile), '{"sealed":"AAAA"}'), keyStore())],
  ])('that cannot be read is never replaced: %s', async (_why, later) => {
    const text = sealedText(await open(keyStore()));
    const before = readdirSync(folder);
    const box = await open(later());
    expect(box.open(text)).toMatchObject({ ok: false, fault: { code: 'secrets-unreadable' } });
    expect(box.seal('new')).toMatchObject({ ok: false, fault: { code: 'secrets-unreadable' } });
    expect(readdirSync(folder)).toEqual(before);
    if (_why === 'the key store refuses') expect((await open(keyStore())).open(text)).toEqual({ ok: true, value: 'secret' });
  });

  it('is not made over sealed data whose key is gone', async () => {
    writeFileSync(join(folder, 'profiles.json'), '{"items":[{"sealed":"v1.x"}]}');
    expect((await open(keyStore())).seal('new')).toMatchObject({ ok: false, fault: { code: 'secrets-unreadable' } });
    expect(readdirSync(folder)).toEqual(['profiles.json']);
  });
});
