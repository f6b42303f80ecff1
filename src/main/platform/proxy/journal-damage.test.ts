/** Test 5 of the proofs, a damaged journal: whichever byte is wrong and wherever it ends, nothing of it is carried out. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fail } from '../../../shared/fault.ts';
import type { ProxyControl } from '../../services/deps.ts';
import { createProxyControl } from './control.ts';
import { decodeJournal, encodeJournal, type Journal } from './journal.ts';
import { pickStores } from './pick.ts';

const folder = mkdtempSync(join(tmpdir(), 'byway-damage-'));
const settings = join(folder, 'kioslaverc');
const ours = '[Proxy Settings]\nhttpProxy=http://127.0.0.1 41002\nProxyType=1\n';
const journal: Journal = {
  version: 1,
  owner: 'ab'.repeat(16),
  uid: process.getuid?.() ?? -1,
  boot: 'another',
  app: { pid: 4_194_304, start: '1' },
  phase: 'on',
  ports: [41_002],
  stores: [
    {
      store: 'kioslaverc',
      before: { httpProxy: null, ProxyType: 'ProxyType=0' },
      ours: [{ httpProxy: 'httpProxy=http://127.0.0.1 41002', ProxyType: 'ProxyType=1' }],
      beforeText: '[Proxy Settings]\nProxyType=0\n',
      oursTexts: [ours],
    },
  ],
};
const good = Buffer.from(encodeJournal(journal), 'utf8');
let control: ProxyControl;

beforeAll(async () => {
  const nothing = (): Promise<ReturnType<typeof fail>> => Promise.resolve(fail('not-found'));
  const environment = { XDG_CONFIG_HOME: folder, XDG_CURRENT_DESKTOP: 'KDE' };
  const stores = await pickStores({ platform: 'linux', environment, home: folder, run: nothing });
  control = createProxyControl({ dataDir: folder, enginePath: '/nonexistent', stores, environment });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The next start finds these bytes. */
async function recoverFrom(bytes: Buffer): Promise<Awaited<ReturnType<ProxyControl['recover']>>> {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  writeFileSync(settings, ours);
  writeFileSync(join(folder, 'proxy-journal.json'), bytes);
  return control.recover();
}

function expectSetAside(bytes: Buffer): void {
  expect(readFileSync(settings, 'utf8')).toBe(ours);
  const kept = readdirSync(folder).filter((name) => name !== 'kioslaverc');
  expect(kept).toEqual([expect.stringMatching(/^proxy-journal\.damaged-/)]);
  expect(readFileSync(join(folder, kept[0] ?? '')).equals(bytes)).toBe(true);
}

describe('5: a journal', () => {
  it('that is whole is carried out', async () => {
    expect(await recoverFrom(good)).toEqual({ ok: true, value: { restored: true } });
    expect(readFileSync(settings, 'utf8')).toBe('[Proxy Settings]\nProxyType=0\n');
  });

  it('is refused with any bit of any byte changed, and cut off anywhere', () => {
    for (let index = 0; index < good.length; index += 1) {
      for (let bit = 0; bit < 8; bit += 1) expect(decodeJournal(flip(index, 1 << bit).toString('utf8')).ok, `byte ${index}, bit ${bit}`).toBe(false);
      expect(decodeJournal(good.toString('utf8', 0, index)).ok, `cut at ${index}`).toBe(false);
    }
  });

  it('with any byte changed is set aside whole, and the settings stay as they are', async () => {
    for (let index = 0; index < good.length; index += 1) {
      const bad = flip(index, 1 << (index % 8));
      expect(await recoverFrom(bad), `byte ${index}`).toMatchObject({ ok: false, fault: { code: 'proxy-journal-damaged' } });
      expectSetAside(bad);
    }
  });

  it('cut off anywhere is set aside whole, and the settings stay as they are', async () => {
    for (let length = 0; length < good.length; length += 1) {
      const bad = good.subarray(0, length);
      expect(await recoverFrom(bad), `cut at ${length}`).toMatchObject({ ok: false, fault: { code: 'proxy-journal-damaged' } });
      expectSetAside(bad);
    }
  });

  it('of another format, whose seal is right, is set aside: nothing is guessed', async () => {
    const others = [{ ...journal, version: 2 }, { ...journal, more: 1 }, { ...journal, stores: [{ ...journal.stores[0], store: 'environment' }] }, { ...journal, uid: journal.uid + 1 }];
    for (const other of others) {
      const bad = Buffer.from(encodeJournal(other as unknown as Journal), 'utf8'); // what another version or person wrote
      expect(await recoverFrom(bad)).toMatchObject({ ok: false, fault: { code: 'proxy-journal-damaged' } });
      expectSetAside(bad);
    }
  });
});

function flip(index: number, mask: number): Buffer {
  const bad = Buffer.from(good);
  bad[index] = (bad[index] ?? 0) ^ mask;
  return bad;
}
