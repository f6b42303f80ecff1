import { expect, test } from 'vitest';
import { forbidden } from './openvpn-rules.ts';
import { readDocument, readOne, refusals } from './read-document-for-test.ts';

const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
const ca = `<ca>\n${pem}\n</ca>\n`;
const plain = `client\ndev tun\nremote h.example 1194 udp\n${ca}`;

test('a plain file, kept byte for byte', () => {
  expect(readOne(plain)).toEqual({
    type: 'openvpn', name: '', server: 'h.example', port: 1194, remotes: [{ server: 'h.example', port: 1194, protocol: 'udp' }],
    directives: [['client'], ['dev', 'tun']], blocks: { ca: pem }, needsUserPass: false, raw: plain,
  });
});

test('remotes in order, with the port and protocol of the file, and connection blocks', () => {
  const text = `client\r\nproto tcp-client\r\nport 443\r\nremote a.example\r\nremote "::1" 1 udp6\r\n<connection>\r\nremote b.example 2\r\nproto udp\r\n</connection>\r\n${ca}`;
  expect(readDocument(text).notes?.join(' ')).toContain('names 3 servers');
  expect(readOne(text)).toMatchObject({
    remotes: [{ server: 'a.example', port: 443, protocol: 'tcp' }, { server: '::1', port: 1, protocol: 'udp' }, { server: 'b.example', port: 2, protocol: 'udp' }],
  });
});

test('quotes, escapes, comments, names in capitals', () => {
  const text = `${plain}setenv FRIENDLY_NAME "My \\"own\\" server" # x\nverify-x509-name 'C=x, CN=y' subject ; x\nCipher AES-256-GCM\n--auth SHA512\n;up evil\n#down evil\n`;
  const { profiles, notes } = readDocument(text);
  expect(profiles).toMatchObject([{ name: 'My "own" server', directives: [['client'], ['dev', 'tun'], ['verify-x509-name', 'C=x, CN=y', 'subject'], ['cipher', 'AES-256-GCM'], ['auth', 'SHA512']] }]);
  expect(notes).toBeUndefined();
});

test('the direction of an inlined key, and a name and password in place', () => {
  const text = `${plain}tls-auth [inline] 1\n<tls-auth>\nKEY\n</tls-auth>\n<auth-user-pass>\nu\np\n</auth-user-pass>\n`;
  expect(readOne(text)).toMatchObject({ directives: [['client'], ['dev', 'tun'], ['key-direction', '1']], blocks: { 'tls-auth': 'KEY' }, needsUserPass: true, username: 'u', password: 'p' });
  expect(readOne(text)).toMatchObject({ blocks: expect.not.objectContaining({ 'auth-user-pass': expect.anything() as unknown }) as unknown });
});

test.each([...forbidden].filter((name) => name !== 'setenv').map((name) => [name]))('%s is told by name and left out, also in a connection', (name) => {
  const { profiles, notes } = readDocument(`${plain}${name} /bin/evil x\n<connection>\nremote b.example 1\n${name.toUpperCase()} "evil"\n</connection>\n`);
  expect(profiles).toHaveLength(1);
  expect(JSON.stringify(profiles)).not.toContain('evil');
  expect(notes?.join(' ')).toContain(`“${name}”`);
});

test.each(['ca', 'cert', 'key', 'tls-auth', 'tls-crypt', 'tls-crypt-v2', 'pkcs12', 'crl-verify', 'extra-certs', 'secret'])('a file named by %s is asked for', (name) => {
  const text = `client\nremote h.example\n${name} ../../etc/x.pem\n`;
  expect(refusals(text)).toEqual(['3 link-missing-field']);
  expect(readDocument(text).rejected[0]?.reason).toContain(`<${name}>`);
});

test('a file with the password is not named again', () => {
  const { profiles, notes } = readDocument(`${plain}auth-user-pass /home/me/secret.txt\n`);
  expect(profiles).toMatchObject([{ needsUserPass: true }]);
  expect(JSON.stringify({ profiles, notes })).not.toContain('secret.txt');
  expect(notes).toHaveLength(1);
});

test.each([
  ['no remote', 'client\ndev tun\n<ca>\nx\n</ca>\n', '1 link-missing-field'],
  ['the file of a server', 'port 1194\nproto udp\ndev tun\nca ca.crt\ncert server.crt\nserver 10.8.0.0 255.255.255.0\n', '1 link-unsupported'],
  ['a block without end', `client\nremote h.example\n<ca>\n${pem}\n`, '1 link-malformed'],
  ['a port that is none', `client\nremote a.example 1\nremote h.example 70000\n${ca}`, '3 link-bad-port'],
  ['a host that is none', `client\nremote $(evil) 1\n${ca}`, '2 link-bad-host'],
])('%s is refused', (_what, text, refusal) => {
  expect(refusals(text)).toEqual([refusal]);
});
