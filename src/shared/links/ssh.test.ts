import { describe, expect, test } from 'vitest';
import { encodeBase64 } from './base64.ts';
import { readAs, refusalOf } from './read-for-test.ts';
import { formatLink } from './registry.ts';
import { readHostKey, readPrivateKey } from './ssh-keys.ts';

const body = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQ+/';
const pem = `-----BEGIN OPENSSH PRIVATE KEY-----\n${body.slice(0, 70)}\n${body.slice(70)}\n-----END OPENSSH PRIVATE KEY-----\n`;
const blob = encodeBase64(Uint8Array.from([0, 0, 0, 11, ...new TextEncoder().encode('ssh-ed25519'), 0, 0, 0, 1, 7]), 'standard');

describe('an SSH link', () => {
  test('gives every field', () => {
    expect(readAs('ssh', `ssh://us%40er:pa%3Ass@h.example?pk=${body}&passphrase=q&hk=${encodeURIComponent(`ssh-rsa AAAAB3Nz,${blob}`)}&x=y#N`)).toEqual({
      type: 'ssh', name: 'N', server: 'h.example', port: 22, username: 'us@er', password: 'pa:ss', privateKey: pem, passphrase: 'q',
      hostKeys: ['ssh-rsa AAAAB3Nz', `ssh-ed25519 ${blob}`], extra: { x: 'y' },
    });
  });

  test.each([
    ['its body', body],
    ['its body, percent-encoded', encodeURIComponent(body)],
    ['PEM', encodeURIComponent(pem)],
    ['PEM without its line breaks', encodeURIComponent(pem.replaceAll('\n', ''))],
    ['PEM with spaces for line breaks', encodeURIComponent(pem.replaceAll('\n', ' '))],
    ['PEM with line breaks spelled out', encodeURIComponent(pem.replaceAll('\n', '\\n'))],
    ['PEM from a form encoder', pem.replaceAll(' ', '+').replaceAll('\n', '%0A')],
  ])('takes the key as %s', (_form, text) => expect(readAs('ssh', `ssh://u@h.example?pk=${text}`).privateKey).toBe(pem));

  test('keeps the keys behind the first', () => {
    const profile = readAs('ssh', `ssh://u@h.example?pk=${body},${body}`);
    expect(profile).toMatchObject({ privateKey: pem, extra: { pk2: body } });
    expect(readAs('ssh', formatLink(profile))).toEqual(profile);
  });

  test.each([
    ['ssh://h.example:22', 'link-missing-field'],
    ['ssh://:pw@h.example:22', 'link-missing-field'],
    ['ssh://u:p@h.example:0', 'link-bad-port'],
    ['ssh://u:p@:22', 'link-bad-host'],
    ['ssh://u@h.example?pk=no!key', 'link-bad-base64'],
    ['ssh://u@h.example?pk=-----BEGIN%20X', 'link-bad-base64'],
  ])('%s is %s', (link, code) => expect(refusalOf(link)).toBe(code));
});

test('an encrypted key of the old kind keeps its lines', () => {
  const old = '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----';
  expect(readPrivateKey(old)).toBe(`${old}\n`);
});

test.each([
  ['ssh-ed25519+AAAAC3', 'ssh-ed25519 AAAAC3'],
  ['ecdsa-sha2-nistp256 AAAAE2 comment', 'ecdsa-sha2-nistp256 AAAAE2'],
  ['SHA256:abc', 'SHA256:abc'],
  ['AAAA', 'AAAA'],
  ['', ''],
])('the host key "%s" is kept as "%s"', (text, expected) => expect(readHostKey(text)).toBe(expected));
