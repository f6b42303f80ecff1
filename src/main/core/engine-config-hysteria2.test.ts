import { describe, expect, it } from 'vitest';
import { hysteria2Proxy } from './engine-config-hysteria2.ts';
import type { Hysteria2Profile } from '../../shared/profile.ts';

const profile: Hysteria2Profile = { type: 'hysteria2', name: '', server: 'srv.example', port: 443, password: 'p', security: 'tls' };
const bare = { type: 'hysteria2', password: 'p' };

const cases: readonly (readonly [what: string, fields: Partial<Hysteria2Profile>, mapped: object])[] = [
  ['nothing more', {}, {}],
  ['salamander', { obfs: 'Salamander', obfsPassword: 's' }, { obfs: 'salamander', 'obfs-password': 's' }],
  ['gecko', { obfs: 'gecko', obfsPassword: 's' }, { obfs: 'gecko', 'obfs-password': 's' }],
  ['no obfuscation by name', { obfs: 'none', obfsPassword: 's' }, {}],
  ['port hopping', { ports: '443,5000-6000', hopInterval: '5-30' }, { ports: '443,5000-6000', 'hop-interval': '5-30' }],
  ['an interval without ports', { hopInterval: '30' }, {}],
  ['a pin', { sni: 'a.example', certificatePins: ['ab'], insecure: true }, { sni: 'a.example', fingerprint: 'ab' }],
  ['any certificate', { insecure: true, alpn: ['h3'] }, { 'skip-cert-verify': true, alpn: ['h3'] }],
  ['ECH', { ech: 'AAAA' }, { 'ech-opts': { enable: true, config: 'AAAA' } }],
];

describe('Hysteria 2 with', () => {
  it.each(cases)('%s', (_what, fields, mapped) => {
    expect(hysteria2Proxy({ ...profile, ...fields })).toEqual({ ok: true, value: { ...bare, ...mapped } });
  });
});

describe('a bandwidth', () => {
  it.each([
    ['100', '100 Mbps'], ['100 mbps', '100 Mbps'], ['1Gbps', '1 Gbps'], ['512 k', '512 Kbps'], ['20mbit', '20 Mbps'],
  ])('%j is %j', (up, mapped) => {
    expect(hysteria2Proxy({ ...profile, up })).toEqual({ ok: true, value: { ...bare, up: mapped } });
  });

  it.each(['0', '', 'fast', '-5', '1e9', '12.5 mbps'])('%j is none', (down) => {
    expect(hysteria2Proxy({ ...profile, down })).toEqual({ ok: true, value: bare });
  });
});
