/** OpenVPN against Debian's server, everything inside a network namespace. Where none can be had, it says so and counts nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../src/shared/profile.ts';
import { dialBytes, dialThrough } from './peers/dial.ts';
import { startEngine, type TestEngine } from './peers/engine.ts';
import { engineInside, makeNamespace, startOpenvpn, startSiteInside, vpnAddress, vpnSitePort, whyNoOpenvpn, type Namespace, type OpenvpnOptions } from './peers/openvpn.ts';
import type { TestProgram } from './peers/peer.ts';
import { makeFolder, type Folder } from './peers/places.ts';

const obstacle = await whyNoOpenvpn();
if (obstacle !== undefined) console.warn(obstacle);

describe.runIf(obstacle === undefined)('OpenVPN 2.6', () => {
  const kept: { stop(): Promise<void> }[] = [];
  let folder: Folder;
  let namespace: Namespace;
  let engine: TestEngine;
  let site: TestProgram;
  beforeAll(async () => {
    folder = await makeFolder();
    kept.push({ stop: () => folder.remove() }, (namespace = await makeNamespace()));
    kept.push((engine = await startEngine(engineInside(namespace))), (site = await startSiteInside(namespace)));
  });
  afterAll(async () => {
    for (const item of kept.toReversed()) await item.stop();
  });

  /** Servers share one inside address, so each ends before the next begins. */
  async function dial(options: Omit<OpenvpnOptions, 'folder' | 'namespace'>, change: (profile: Profile) => Profile = (same) => same) {
    const server = await startOpenvpn({ ...options, folder, namespace });
    try {
      const before = (await site.seen()).down;
      const probed = await dialThrough(engine, change(server.profile), `http://${vpnAddress}:${vpnSitePort}/bytes/${dialBytes}`, 15_000);
      return probed.ok ? { bytes: probed.bytes, siteSaid: (await site.seen()).down - before } : { code: probed.code, problem: `${probed.text}\n${server.log().slice(-2_000)}` };
    } finally {
      await server.stop();
    }
  }
  const full = { bytes: dialBytes, siteSaid: dialBytes };

  it('carries 64 KiB by UDP with a certificate, its control channel encrypted', async () => {
    expect(await dial({ protocol: 'udp', wrap: 'tls-crypt', login: 'certificate' })).toEqual(full);
  });

  it('carries 64 KiB by TCP with a name and a password, its control channel signed', async () => {
    expect(await dial({ protocol: 'tcp', wrap: 'tls-auth', login: 'password' })).toEqual(full);
  });

  it('carries 64 KiB with an old cipher that the file asks for', async () => {
    expect(await dial({ protocol: 'udp', wrap: 'tls-auth', login: 'certificate', cipher: 'AES-256-CBC' })).toEqual(full);
  });

  it('says that a password is wrong', async () => {
    const wrong = (profile: Profile): Profile => ({ ...profile, password: 'wrong' }) as Profile; // an openvpn profile has one
    expect(await dial({ protocol: 'tcp', wrap: 'tls-crypt', login: 'password' }, wrong)).toMatchObject({ code: 'auth-failed' });
  });
});
