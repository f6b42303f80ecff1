import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileArbitrary } from '../../../shared/links/profile-arbitrary-others.ts';
import { profileSamples } from '../../../shared/profile-samples.ts';
import type { Profile } from '../../../shared/profile.ts';
import { readClashFile } from '../documents/clash.ts';
import { emptyFindings, LineIndex } from '../documents/findings.ts';
import { isMap } from '../documents/tree.ts';
import { readYaml } from '../documents/yaml-text.ts';
import { engineProxy } from '../engine-config.ts';
import { writeClash } from './clash-file.ts';

function readBack(text: string): readonly Profile[] {
  const reading = readYaml(text);
  if (!reading.ok) throw new Error(reading.reason);
  const [file] = reading.values;
  const findings = emptyFindings();
  if (isMap(file)) readClashFile(file, { lines: new LineIndex(text), places: reading.places }, findings);
  expect(findings.rejected).toEqual([]);
  return findings.profiles;
}

/**
 * What the engine would do with it; undefined for what it cannot run. gRPC without TLS sends its authority in the place
 * of a server name, which the reader takes for a leftover of TLS.
 */
function meaning(profile: Profile): unknown {
  const mapped = engineProxy(profile, 'n');
  if (!mapped.ok) return undefined;
  const { servername, ...fields } = mapped.value;
  return fields['tls'] !== true && fields['network'] === 'grpc' ? fields : { ...fields, servername };
}

describe('Clash file', () => {
  it('means the same to the engine after reading it back', () => {
    fc.assert(
      fc.property(profileArbitrary, (profile) => {
        fc.pre(!/"(?:~|null)"/i.test(JSON.stringify(profile))); // YAML's words for nothing, which the reader takes for that
        const before = meaning(profile);
        const { text, leftOut } = writeClash([profile]);
        expect(leftOut).toHaveLength(before === undefined ? 1 : 0);
        const [back] = readBack(text);
        expect(back === undefined ? undefined : meaning(back)).toEqual(before);
      }),
      { numRuns: 400 },
    );
  });

  const pem = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
  const samples = { ...profileSamples, ssh: { ...profileSamples.ssh, privateKey: pem }, openvpn: { ...profileSamples.openvpn, blocks: { ca: pem } } };

  it.each(Object.values(samples).filter((sample: Profile) => engineProxy(sample, 'n').ok))('writes $type', (sample) => {
    const [back] = readBack(writeClash([sample]).text);
    expect(back === undefined ? undefined : engineProxy(back, 'n')).toEqual(engineProxy(sample, 'n'));
  });

  it('keeps the networks of the only peer', () => {
    const peers = profileSamples.wireguard.peers.map((peer) => ({ ...peer, allowedIps: ['10.0.0.0/8', 'fd00::/8'] }));
    expect(readBack(writeClash([{ ...profileSamples.wireguard, peers }]).text)).toMatchObject([{ peers }]);
  });

  it('keeps chains and different names, and tells what is left out', () => {
    const trojan: Profile = { type: 'trojan', name: '1e3', server: 'a.example', port: 443, security: 'tls', password: '0123', transport: { type: 'tcp' } };
    const { text, leftOut } = writeClash([trojan, profileSamples.mtproto, { ...trojan, detour: { ...trojan, server: 'b.example' } }]);
    expect(leftOut).toEqual([{ index: 1, reason: 'no-form' }]);
    const back = readBack(text);
    expect(back.map(({ name }) => name)).toEqual(['1e3', '1e3 2', '1e3 2-hop-1']);
    expect(back[0]).toMatchObject({ password: '0123' });
    expect(back[1]?.detour).toMatchObject({ server: 'b.example' });
    expect(writeClash([profileSamples.mtproto]).text).toBe('');
  });
});
