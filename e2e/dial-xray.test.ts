/** Everything that Xray 26.3 serves: its transports below VLESS, VMess and Trojan, REALITY, encryption, Shadowsocks 2022. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialPeer, fullDial, startBench, type DialBench } from './peers/dial.ts';
import { makeKeyPair } from './peers/keys.ts';
import { startXray, type PeerGroup } from './peers/xray.ts';
import { decryptionOf, xrayProfiles } from './peers/xray-profiles.ts';

const keys = makeKeyPair();
const encryptionKeys = makeKeyPair();
const profiles = xrayProfiles(keys.publicKey, encryptionKeys.publicKey);
type Name = keyof typeof profiles;

describe('Xray 26.3 carries 64 KiB', () => {
  let bench: DialBench;
  let server: PeerGroup<Name>;
  beforeAll(async () => {
    bench = await startBench();
    const reality = { keys, decoyPort: bench.decoy.port };
    const secrets = { certificate: bench.certificate, reality, decryption: decryptionOf(encryptionKeys.privateKey) };
    server = bench.keep(await startXray({ folder: bench.folder, secrets, profiles }));
  });
  afterAll(() => bench.stop());

  it.concurrent.each(Object.keys(profiles))('over %s', async (name) => {
    const way = server.ways[name as Name]; // the names are those keys
    const isTls = 'security' in way.profile && way.profile.security === 'tls';
    const profile = isTls ? { ...way.profile, certificatePins: [bench.certificate.sha256] } : way.profile;
    expect(await dialPeer(bench, { ...way, profile })).toEqual(fullDial);
  });
});
