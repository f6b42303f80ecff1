import { describe, expect, test } from 'vitest';
import { readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';

const read = (link: string) => readAs('hysteria2', link);
const pin = 'ba88455a5d3d5f6f8c1e7fb5c1c7a0c3f5a4b1d2e3f405162738495a6b7c8d9e';

describe('a Hysteria 2 link', () => {
  test('gives every field', () => {
    const link = `hysteria2://user:pa%40ss@h.example:443/?obfs=salamander&obfs-password=obfs&sni=s.example&insecure=1&pinSHA256=${pin}&alpn=h3&ech=AEX&up=100+mbps&downmbps=200&hop-interval=30s#N`;
    expect(read(link)).toEqual({
      type: 'hysteria2',
      name: 'N',
      server: 'h.example',
      port: 443,
      password: 'user:pa@ss',
      security: 'tls',
      obfs: 'salamander',
      obfsPassword: 'obfs',
      sni: 's.example',
      insecure: true,
      certificatePins: [pin],
      alpn: ['h3'],
      ech: 'AEX',
      up: '100 mbps',
      down: '200 mbps',
      hopInterval: '30',
    });
  });

  test.each([
    ['hy2://pw@h.example', 443, undefined],
    ['hy2://pw@h.example:8443', 8443, undefined],
    ['hy2://pw@h.example:443,5000-6000/', 443, '443,5000-6000'],
    ['hy2://pw@h.example:5000-6000?sni=x', 5000, '5000-6000'],
    ['hy2://pw@h.example:5000:6000', 5000, '5000-6000'],
    ['hy2://pw@h.example:443;5000-6000,7000', 443, '443,5000-6000,7000'],
    ['hy2://pw@[2001:db8::1]:443,5000-6000', 443, '443,5000-6000'],
    ['hy2://pw@h.example:443?mport=5000-6000', 443, '5000-6000'],
    ['hy2://pw@h.example?mport=5000-6000', 5000, '5000-6000'],
    ['hy2://pw@h.example:443?mport=443', 443, undefined],
    ['hy2://pw@h.example:443?ports=5000-5000', 443, '5000'],
  ])('%s has port %i and ports %s', (link, port, ports) => {
    expect(read(link).port).toBe(port);
    expect(read(link).ports).toBe(ports);
  });

  test.each([
    ['hy2://h.example:443', ''],
    ['hy2://@h.example:443', ''],
    ['hy2://h.example:443?auth=pw', 'pw'],
    ['hy2://a+b@h.example:443', 'a+b'],
    ['hy2://a%3Ab@h.example:443', 'a:b'],
  ])('%s has the password "%s"', (link, password) => expect(read(link).password).toBe(password));

  test.each([
    [pin.toUpperCase().replace(/..(?=.)/g, '$&:'), pin],
    [btoa(String.fromCharCode(...(pin.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)))), pin],
    ['deadbeef', 'deadbeef'],
  ])('the pin %s is kept as hex', (text, expected) => {
    expect(read(`hy2://pw@h.example?pinSHA256=${encodeURIComponent(text)}`).certificatePins).toEqual([expected]);
  });

  test('without obfuscation says nothing of it', () => {
    expect(read('hy2://pw@h.example?obfs=none&obfs-password=')).toEqual({ type: 'hysteria2', name: '', server: 'h.example', port: 443, password: 'pw', security: 'tls' });
  });

  test('never writes bandwidth, and pins under the name of the specification', () => {
    const link = formatLink(read(`hy2://u:p@h.example:443,5000-6000?up=10&pinSHA256=ab&insecure=true&security=none`));
    expect(link).toBe('hysteria2://u:p@h.example:443,5000-6000?pinSHA256=ab&insecure=1');
  });

  test.each([
    ['hysteria2+realm://tok%40en@r.example/my-realm?auth=pw&stun=s.example:3478&stun=192.0.2.1:3478&lport=1000#R', 443, undefined],
    ['hysteria2+realm+http://tok%40en@r.example:8080/my-realm?auth=pw&stun=s.example:3478&stun=192.0.2.1:3478&lport=1000#R', 8080, true],
  ])('%s is met at a rendezvous', (link, port, plain) => {
    expect(read(link)).toMatchObject({ server: 'r.example', port, password: 'pw', name: 'R', extra: { lport: '1000' } });
    expect(read(link).realm).toEqual({ id: 'my-realm', token: 'tok@en', stun: ['s.example:3478', '192.0.2.1:3478'], ...(plain === true ? { plain } : {}) });
  });

  test.each([
    ['hy2://pw@:443', 'link-bad-host'],
    ['hy2://pw@h.example:0', 'link-bad-port'],
    ['hy2://pw@h.example:443,', 'accepted'],
    ['hy2://pw@h.example:,', 'link-bad-port'],
    ['hy2://pw@h.example:6000-5000', 'link-bad-port'],
    ['hy2://pw@h.example:443,70000', 'link-bad-port'],
    ['hy2://pw@h.example:443-', 'link-bad-port'],
    ['hy2://pw@h.example?mport=x', 'link-bad-port'],
    [`hy2://pw@h.example:${'1,'.repeat(1_001)}`, 'link-bad-port'],
    ['hy2://pw@h.example?obfs=salamander', 'link-missing-field'],
    ['hy2://pw@h.example:?obfs=none', 'accepted'],
    ['hysteria2+realm://token@r.example', 'link-missing-field'],
    ['hysteria2+realm://token@r.example:0/id', 'link-bad-port'],
  ])('%s is %s', (link, code) => expect(refusalOf(link)).toBe(code));
});
