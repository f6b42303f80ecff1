import { runInNewContext } from 'node:vm';
import { assert, constantFrom, property, string, webUrl } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../shared/settings.ts';
import { proxyScript } from './proxy-script.ts';

const through = 'PROXY 127.0.0.1:20002; DIRECT';

/** What the script answers, without any of the functions that programs lend it: those would look names up. */
function ask(bypass: readonly string[], url: string, host = new URL(url).hostname): unknown {
  return runInNewContext(`${proxyScript(20_002, bypass)}\nFindProxyForURL(${JSON.stringify(url)}, ${JSON.stringify(host)})`, {}, { timeout: 1000 });
}

describe('the exceptions', () => {
  it.each([
    ['example.org', 'http://example.org/', 'http://www.example.org/'],
    ['example.org', 'http://EXAMPLE.org./', 'http://example.org.evil/'],
    ['*.local', 'http://printer.local/', 'http://local/'],
    ['.corp', 'https://a.b.corp/', 'https://corp/'],
    ['intra*', 'https://intranet/', 'https://the-intranet/'],
    ['*.*.corp', 'https://a.b.corp/', 'https://b.corp/'],
    ['a*b*b', 'http://axbyb/', 'http://axyb/'],
    ['*', 'http://anything/', undefined],
    ['10.0.0.0/8', 'http://10.255.0.1/', 'http://11.0.0.1/'],
    ['172.16.0.0/12', 'https://172.31.9.9/', 'https://172.32.0.1/'],
    ['192.168.1.128/25', 'http://192.168.1.200/', 'http://192.168.1.100/'],
    ['1.2.3.4/0', 'http://9.9.9.9/', 'http://name.example/'],
    ['10.0.0.1', 'http://10.0.0.1/', 'http://10.0.0.10/'],
    ['10.*', 'http://10.1.2.3/', 'http://110.1.2.3/'],
    ['fc00::/7', 'http://[fd12::1]/', 'http://[fe80::1]/'],
    ['2001:db8::1', 'http://[2001:db8:0:0:0:0:0:1]/', 'http://[2001:db8::2]/'],
    ['::ffff:10.0.0.0/104', 'http://[::ffff:10.1.1.1]/', 'http://[::ffff:11.1.1.1]/'],
    ['host:8080', 'http://host:8080/', 'http://host/'],
    ['host:443', 'https://host/x:80', 'http://host/'],
    ['10.0.0.0/x', undefined, 'http://10.0.0.1/'],
    ['10.0.0.0/33', undefined, 'http://10.0.0.1/'],
    ['1:2/3', undefined, 'http://1.2.3.4/'],
  ])('%s', (entry, direct, other) => {
    if (direct !== undefined) expect(ask([entry], direct)).toBe('DIRECT');
    if (other !== undefined) expect(ask([entry], other)).toBe(through);
  });

  it('holds for an IPv6 address with and without its brackets', () => {
    expect(ask(['fd00::/8'], 'http://[fd00::1]/', 'fd00::1')).toBe('DIRECT');
  });
});

it('sends this computer’s own addresses nowhere, even with an empty list', () => {
  for (const host of ['localhost', 'a.localhost', '127.0.0.1', '127.9.9.9', '[::1]']) expect(ask([], `http://${host}/`)).toBe('DIRECT');
  expect(ask([], 'http://localhost.example/')).toBe(through);
});

it('sends local networks nowhere by default, everything else through', () => {
  for (const host of ['10.1.1.1', '192.168.0.1', '172.20.0.1', '169.254.1.1', 'nas.local']) expect(ask(defaultSettings.bypass, `http://${host}/`)).toBe('DIRECT');
  for (const host of ['example.org', '8.8.8.8', '172.40.0.1', 'local']) expect(ask(defaultSettings.bypass, `https://${host}/`)).toBe(through);
});

it('answers one of two sentences, whatever is asked and whatever is listed', () => {
  const entry = constantFrom('*', '*.a', '10.0.0.0/8', '::/0', 'a:1', '/', '.', '*:*', '::', '1.2.3/8');
  assert(property(webUrl(), string(), entry, (url, host, listed) => {
    expect(['DIRECT', through]).toContain(ask([listed], url, host));
  }), { numRuns: 200 });
});

it('cannot be left by an entry of a damaged settings file', () => {
  expect(ask(['"];throw 1;//', '</script>', '\u2028'], 'http://a/')).toBe(through);
});
