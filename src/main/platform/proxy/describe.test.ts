import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { describe as describeValues, describeNow } from './describe.ts';
import type { StoreName, Values } from './shape.ts';

const mac = { 'web/enabled': 'No', 'secure/enabled': 'No', 'socks/enabled': 'No', 'pac/enabled': 'No', discovery: 'No' };

it.each<[StoreName, Values, object]>([
  ['gsettings', {}, { kind: 'none' }],
  ['gsettings', { mode: "'none'", 'http/host': "'a'", 'http/port': '1' }, { kind: 'none' }],
  ['gsettings', { mode: "'manual'", 'https/host': "'proxy.corp'", 'https/port': '3129' }, { kind: 'proxy', address: 'proxy.corp:3129' }],
  ['gsettings', { mode: "'manual'", 'http/host': "'::1'", 'http/port': '8080' }, { kind: 'proxy', address: '[::1]:8080' }],
  ['gsettings', { mode: "'manual'" }, { kind: 'none' }],
  ['gsettings', { mode: "'manual'", 'http/host': "'a b\\u202e'", 'http/port': '1' }, { kind: 'unknown' }],
  ['gsettings', { mode: "'auto'", 'autoconfig-url': "''" }, { kind: 'detection' }],
  ['gsettings', { mode: "'auto'", 'autoconfig-url': "'http://me:secret@pac.corp/a?key=secret'" }, { kind: 'script', address: 'pac.corp' }],
  ['gsettings', { mode: "'auto'", 'autoconfig-url': "'file:///home/me/a.pac'" }, { kind: 'unknown' }],
  ['kioslaverc', { ProxyType: 'ProxyType=1', httpProxy: 'httpProxy=http://me:secret@proxy.corp 3128' }, { kind: 'proxy', address: 'proxy.corp:3128' }],
  ['kioslaverc', { ProxyType: 'ProxyType=2', 'Proxy Config Script': 'Proxy Config Script=http://127.0.0.1:7890/pac' }, { kind: 'script', address: '127.0.0.1:7890' }],
  ['kioslaverc', { ProxyType: 'ProxyType=3' }, { kind: 'detection' }],
  ['kioslaverc', { ProxyType: 'ProxyType=0', httpProxy: 'httpProxy=http://a 1' }, { kind: 'none' }],
  ['wininet', { flags: '15', server: 'a:1', autoconfig: 'http://pac.corp/x' }, { kind: 'script', address: 'pac.corp' }],
  ['wininet', { flags: '11', server: 'a:1' }, { kind: 'detection' }],
  ['wininet', { flags: '3', server: 'http=a.corp:1;https=b.corp:2' }, { kind: 'proxy', address: 'a.corp:1' }],
  ['wininet', { flags: '1', server: 'a:1' }, { kind: 'none' }],
  ['networksetup', { ...mac, 'secure/enabled': 'Yes', 'secure/server': 'a', 'secure/port': '1', 'web/server': 'b', 'web/port': '2' }, { kind: 'proxy', address: 'a:1' }],
  ['networksetup', { ...mac, 'pac/enabled': 'Yes', 'pac/url': 'http://pac.corp:8080/a' }, { kind: 'script', address: 'pac.corp:8080' }],
  ['networksetup', { ...mac, discovery: 'Yes' }, { kind: 'detection' }],
])('%s %j', (store, values, found) => expect(describeValues(store, values)).toEqual(found));

it('says that nothing answers at a proxy on this computer', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address
  const values = { mode: "'manual'", 'http/host': "'localhost'", 'http/port': String(port) };
  const found = { kind: 'proxy', address: `localhost:${port}` };
  expect(await describeNow('gsettings', values)).toEqual(found);
  await new Promise((resolve) => server.close(resolve));
  expect(await describeNow('gsettings', values)).toEqual({ ...found, isDead: true });
});
