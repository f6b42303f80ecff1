import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { packedNetworks } from '../../../scripts/pack-networks.ts';
import { openNetworks, readTable } from './networks.ts';

const bytes = await readFile(packedNetworks());
const networks = readTable(bytes);

describe('the table of networks', () => {
  it.each([
    ['1.1.1.1', 13_335],
    ['8.8.8.8', 15_169],
    ['149.154.167.50', 62_041],
    ['2606:4700::1111', 13_335],
    ['2001:67c:4e8:f004::a', 62_041],
    ['2001:067C:04E8:F004:0000:0000:0000:000a', 62_041],
  ])('knows whose %s is', (address, number) => {
    expect(networks?.of(address)).toMatchObject({ number, country: expect.stringMatching(/^[A-Z]{2}$/) });
  });

  it.each(['10.0.0.1', '127.0.0.1', '192.0.2.1', '0.0.0.0', '255.255.255.255', '::1', '::', 'fe80::1%eth0', '2001:db8::1', '::ffff:8.8.8.8', 'example.com', '', '1.2.3', '[::1]'])(
    'says nothing of %s',
    (host) => {
      expect(networks?.of(host)).toBeUndefined();
    },
  );

  it('gives the end of one network to it and the next address to the next', () => {
    expect(networks?.of('1.0.0.255')?.number).toBe(13_335);
    expect(networks?.of('1.0.1.0')?.number).not.toBe(13_335);
  });

  it('is no table when it is cut off anywhere, or another file', () => {
    for (let length = 0; length < bytes.length - 3_000_000; length = length * 2 + 1) expect(readTable(bytes.subarray(0, length))).toBeUndefined();
    expect(readTable(Buffer.alloc(4096, 'x'))).toBeUndefined();
  });

  it('that cannot be read knows no network and says so once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'byway-networks-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const notes: string[] = [];
    const path = join(folder, 'networks.bin');
    expect((await openNetworks(path, (text) => notes.push(text))).of('1.1.1.1')).toBeUndefined();
    await writeFile(path, 'BYWN');
    expect((await openNetworks(path, (text) => notes.push(text))).of('1.1.1.1')).toBeUndefined();
    expect(notes).toHaveLength(2);
  });
});
