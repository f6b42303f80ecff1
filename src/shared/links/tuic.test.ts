import { describe, expect, test } from 'vitest';
import { id, readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const read = (link: string) => readAs('tuic', link);

describe('a TUIC link', () => {
  test('gives every field', () => {
    const link = `tuic://${id}:pa%40ss@h.example:8443?congestion_control=bbr&udp_relay_mode=quic&alpn=h3&sni=s.example&disable_sni=1&allow_insecure=1&reduce_rtt=1&heartbeat=10s&x=y#N`;
    expect(read(link)).toEqual({
      type: 'tuic', version: 5, name: 'N', server: 'h.example', port: 8443, uuid: id, password: 'pa@ss', congestionControl: 'bbr', udpRelayMode: 'quic', alpn: ['h3'], sni: 's.example',
      disableSni: true, insecure: true, reduceRtt: true, heartbeat: '10s', security: 'tls', extra: { x: 'y' },
    });
  });

  test.each([
    [`tuic://${id}:pw@h.example`, { version: 5, uuid: id, password: 'pw', port: 443 }],
    [`tuic://${id}%3Apw@h.example`, { version: 5, uuid: id, password: 'pw' }],
    [`tuic://${id}:p:w@h.example`, { version: 5, uuid: id, password: 'p:w' }],
    [`tuic://${id}@h.example?password=pw`, { version: 5, uuid: id, password: 'pw' }],
    [`tuic://${id}:p/w?d@h.example:443?sni=x`, { version: 5, uuid: id, password: 'p/w?d' }],
    ['tuic://token@h.example', { version: 4, token: 'token' }],
    ['tuic://h.example?token=a%3Ab', { version: 4, token: 'a:b' }],
    [`tuic://${id}:pw@[2001:db8::1]:1?congestion-control=BBR&allowInsecure=true&udp-relay-mode=native`, { server: '2001:db8::1', congestionControl: 'bbr', insecure: true, udpRelayMode: 'native' }],
  ])('%s is understood', (link, expected) => expect(read(link)).toMatchObject(expected));

  test('is written in its own spelling', () => {
    expect(formatLink(read(`tuic://${id}:a b@h.example?insecure=1&security=tls&congestion=cubic`))).toBe(`tuic://${id}:a%20b@h.example:443?congestion_control=cubic&allow_insecure=1`);
    expect(formatLink(read('tuic://token@h.example'))).toBe('tuic://token@h.example:443');
  });

  test.each([
    ['tuic://h.example:443', 'link-missing-field'],
    ['tuic://@h.example:443', 'link-missing-field'],
    ['tuic://:pw@h.example:443', 'link-missing-field'],
    [`tuic://${id}:@h.example:443`, 'link-missing-field'],
    [`tuic://${id}:pw@h.example:65536`, 'link-bad-port'],
    [`tuic://${id}:pw@:443`, 'link-bad-host'],
  ])('%s is %s', (link, code) => expect(refusalOf(link)).toBe(code));
});
