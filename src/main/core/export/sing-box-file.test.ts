import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileArbitrary } from '../../../shared/links/profile-arbitrary-others.ts';
import { profileSamples } from '../../../shared/profile-samples.ts';
import type { Profile } from '../../../shared/profile.ts';
import { emptyFindings, LineIndex } from '../documents/findings.ts';
import { readSingBoxFile } from '../documents/sing-box.ts';
import { isMap } from '../documents/tree.ts';
import { readYaml } from '../documents/yaml-text.ts';
import { engineProxy } from '../engine-config.ts';
import { writeSingBox } from './sing-box-file.ts';

/** JSON is YAML as well. */
function readBack(text: string): readonly Profile[] {
  const reading = readYaml(text);
  if (!reading.ok) throw new Error(reading.reason);
  const [file] = reading.values;
  const findings = emptyFindings();
  if (isMap(file)) readSingBoxFile(file, { lines: new LineIndex(text), places: reading.places }, findings);
  expect(findings.rejected).toEqual([]);
  return findings.profiles;
}

/** What the engine would do with it, apart from what sing-box has no place for: own name servers, a range of seconds, pace. */
function meaning(profile: Profile | undefined): unknown {
  if (profile === undefined) return undefined;
  const mapped = engineProxy(profile, 'n');
  if (!mapped.ok) return mapped.fault.detail;
  const { dns: _dns, 'hop-interval': _hop, up: _up, down: _down, 'request-timeout': _timeout, ...fields } = mapped.value;
  return fields;
}

describe('sing-box file', () => {
  it('means the same after reading it back', () => {
    fc.assert(
      fc.property(profileArbitrary, (profile) => {
        fc.pre(!/"(?:~|null)"/i.test(JSON.stringify(profile))); // YAML's words for nothing, which the reader takes for that
        const { text, leftOut } = writeSingBox([profile]);
        if (text === '') expect(leftOut).toHaveLength(1);
        else expect(meaning(readBack(text)[0])).toEqual(meaning(profile));
      }),
      { numRuns: 400 },
    );
  });

  it.each(['anytls', 'tuic', 'naive', 'socks4', 'wireguard', 'hysteria', 'ssh'] as const)('writes %s', (type) => {
    const profile: Profile = profileSamples[type];
    const [back] = readBack(writeSingBox([profile]).text);
    expect(back).toMatchObject({ type, server: profile.server, port: profile.port });
    expect(meaning(back)).toEqual(meaning(profile));
  });

  it('writes chains as detours, and tells what it cannot say', () => {
    const trojan: Profile = { type: 'trojan', name: 'n', server: 'a.example', port: 443, security: 'tls', password: 'p', transport: { type: 'tcp' } };
    const pinned: Profile = { ...trojan, certificatePins: ['ab'.repeat(32)] };
    const { text, leftOut } = writeSingBox([{ ...trojan, detour: { ...trojan, server: 'b.example' } }, pinned, profileSamples.openvpn]);
    expect(readBack(text)[0]?.detour).toMatchObject({ server: 'b.example' });
    expect(leftOut).toEqual([{ index: 1, reason: 'no-field' }, { index: 2, reason: 'no-form' }]);
  });
});
