import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profileArbitrary } from './links/profile-arbitrary-others.ts';
import { formatLink } from './links/registry.ts';
import { redact } from './redact.ts';

const id = '3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77';

test.each([
  ['dial tcp 203.0.113.7:443: connect: refused', 'dial tcp 203.0.x.x:443: connect: refused'],
  ['lookup my.server.example: no such host', 'lookup ….example: no such host'],
  ['[2001:db8::1]:443 refused', '[2001:x]:443 refused'],
  [`user ${id} unknown`, 'user … unknown'],
  ['password: "hunter 2", sni=a.example', 'password: …, sni=…'],
  ['{"password":"hunter2","port":1}', '{"password":…,"port":1}'],
  ['Authorization: Bearer abc.def', 'Authorization: … …'],
  ['GET /x?token=abc&y=1 failed', 'GET /x?… failed'],
  ['vmess:\\/\\/eyJhIjoxfQ== bad', 'vmess://… bad'],
  ['key AAAAB3NzaC1yc2EAAAADAQABAAABgQ', 'key …'],
  ['listening on 127.0.0.1:7890 and [::1]:7890', 'listening on 127.0.0.1:7890 and [::1]:7890'],
  ['main.js:12:33 at 16:22:31, org.gnome.system.proxy, v1.19.30', 'main.js:12:33 at 16:22:31, org.gnome.system.proxy, v1.19.30'],
  ['nothing to hide', 'nothing to hide'],
])('%s is logged as %s', (text, logged) => {
  expect(redact(text)).toBe(logged);
  expect(redact(logged)).toBe(logged);
});

test('no secret and no server of any link survives', () => {
  fc.assert(
    fc.property(profileArbitrary, fc.uuid(), fc.stringMatching(/^[a-z]{9}$/), (profile, secret, host) => {
      const server = `${host}.example`;
      const named = { ...profile, server, name: '', ...('uuid' in profile ? { uuid: secret } : { password: secret }) };
      const link = formatLink(named);
      for (const text of [link, `cannot read ${link}`, `"${link}"`, `<${link}>:`, link.replace('://', ':\\/\\/')]) {
        const logged = redact(text);
        expect(logged).not.toContain(secret);
        expect(logged).not.toContain(secret.slice(0, 13));
        expect(logged).not.toContain(host);
      }
    }),
  );
});

test('no member of a profile logged as JSON survives', () => {
  fc.assert(
    fc.property(profileArbitrary, fc.stringMatching(/^[a-z]{12}$/), (profile, secret) => {
      const keyed = 'uuid' in profile ? { ...profile, uuid: secret } : { ...profile, password: secret };
      expect(redact(JSON.stringify({ ...keyed, name: '', raw: '' }))).not.toContain(secret);
    }),
  );
});

test('long text is cut, and hostile text takes linear time', () => {
  expect(redact('a '.repeat(20_000)).length).toBeLessThan(16_400);
  const started = performance.now();
  for (const piece of ['a.', '1:', '=', 'a@', 'password=', '?a', 'key ', 'a-', '::', '.', '"key"', 'a://', '1.1.']) redact(piece.repeat(50_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});
