import { describe, expect, test } from 'vitest';
import { encodeBase64Text } from './base64.ts';
import { id, readAs, refusalOf } from './read-for-test.ts';

const read = (link: string) => readAs('vless', link);
const withQuery = (query: string) => read(`vless://${id}@h.example:443?${query}`);

describe('a vless link', () => {
  test('with REALITY and Vision gives every field', () => {
    const link = `vless://${id}@203.0.113.9:8443?encryption=none&flow=xtls-rprx-vision&security=reality&sni=www.example.org&fp=firefox&pbk=9y_Kz-1uIhQ3mIcxR6B0Wb2nOa4dF5gH7jK8lM0nPqR&sid=0088&spx=%2Fsearch%3Fq%3D1&pqv=abc%2B%2F&type=tcp&headerType=none#%D0%98%D0%BC%D1%8F`;
    expect(read(link)).toEqual({
      type: 'vless',
      name: 'Имя',
      server: '203.0.113.9',
      port: 8443,
      uuid: id,
      encryption: 'none',
      flow: 'xtls-rprx-vision',
      security: 'reality',
      sni: 'www.example.org',
      fingerprint: 'firefox',
      publicKey: '9y_Kz-1uIhQ3mIcxR6B0Wb2nOa4dF5gH7jK8lM0nPqR',
      shortId: '0088',
      spiderX: '/search?q=1',
      mldsa65Verify: 'abc+/',
      transport: { type: 'tcp' },
    });
  });

  test.each([
    ['', { type: 'tcp' }],
    ['type=raw', { type: 'tcp' }],
    ['type=tcp&headerType=http&host=a.example,b.example&path=/x', { type: 'tcp', headerType: 'http', host: 'a.example,b.example', path: '/x' }],
    ['obfs=http&obfsParam=a.example&path=/x', { type: 'tcp', headerType: 'http', host: 'a.example', path: '/x' }],
    ['type=ws', { type: 'ws', path: '/' }],
    ['type=ws&headerType=none&serviceName=&mode=&seed=&quicSecurity=none&key=&sid=&spx=', { type: 'ws', path: '/' }],
    ['type=websocket&path=%2Fchat%3Fed%3D2048&host=cdn.example', { type: 'ws', path: '/chat', host: 'cdn.example', earlyData: 2048, earlyDataHeader: 'Sec-WebSocket-Protocol' }],
    ['type=ws&path=/?ed=2560', { type: 'ws', path: '/', earlyData: 2560, earlyDataHeader: 'Sec-WebSocket-Protocol' }],
    ['type=ws&path=/a?ed=1024%26b=1', { type: 'ws', path: '/a?b=1', earlyData: 1024, earlyDataHeader: 'Sec-WebSocket-Protocol' }],
    ['type=ws&path=/a?b=1', { type: 'ws', path: '/a?b=1' }],
    ['type=ws&path=/a&ed=100&eh=X-Data', { type: 'ws', path: '/a', earlyData: 100, earlyDataHeader: 'X-Data' }],
    ['type=ws&path=%252Fa', { type: 'ws', path: '/a' }],
    ['obfs=websocket&path=/s&obfsParam=%7B%22Host%22%3A%22cdn.example%22%2C%22User-Agent%22%3A%22x%22%7D', { type: 'ws', path: '/s', host: 'cdn.example', headers: { 'User-Agent': 'x' } }],
    ['type=httpupgrade&path=/u&host=cdn.example', { type: 'httpupgrade', path: '/u', host: 'cdn.example' }],
    ['type=http&path=/h&host=a.example,b.example', { type: 'h2', path: '/h', host: 'a.example,b.example' }],
    ['type=h2', { type: 'h2', path: '/' }],
    ['type=grpc&serviceName=my%2Fservice&mode=multi&authority=a.example', { type: 'grpc', serviceName: 'my/service', mode: 'multi', authority: 'a.example' }],
    ['type=gun&serviceName=s', { type: 'grpc', serviceName: 's' }],
    ['type=xhttp&path=/x&mode=stream-up&extra=%7B%22scMaxEachPostBytes%22%3A9007199254740993%7D', { type: 'xhttp', path: '/x', mode: 'stream-up', extra: '{"scMaxEachPostBytes":9007199254740993}' }],
    ['type=splithttp&host=a.example', { type: 'xhttp', path: '/', host: 'a.example' }],
    ['type=kcp&headerType=wechat-video&seed=s%20s&mtu=1350&tti=50', { type: 'kcp', headerType: 'wechat-video', seed: 's s', mtu: 1350, tti: 50 }],
    ['type=mkcp&headerType=none', { type: 'kcp' }],
    ['type=quic&quicSecurity=aes-128-gcm&key=k&headerType=srtp', { type: 'quic', quicSecurity: 'aes-128-gcm', key: 'k', headerType: 'srtp' }],
  ])('with "%s" has the transport it names', (query, transport) => {
    expect(withQuery(query).transport).toEqual(transport);
    expect(withQuery(query).extra).toBeUndefined();
  });

  test.each([
    ['', 'none'],
    ['security=', 'none'],
    ['security=TLS', 'tls'],
    ['security=xtls', 'tls'],
    ['tls=1', 'tls'],
    ['pbk=k', 'reality'],
    ['security=none&pbk=k', 'reality'],
  ])('with "%s" has the security it means', (query, security) => {
    expect(withQuery(query).security).toBe(security);
  });

  test('without sni leaves it to the server, whatever the host header says', () => {
    expect(withQuery('security=tls&type=ws&host=cdn.example').sni).toBeUndefined();
  });

  test.each(['sni=a.example', 'peer=a.example', 'servername=a.example', 'server_name=a.example', 'SNI=a.example&peer=b.example', 'sni=a.example&sni=b.example', 'sni=&sni=a.example', 'sni=a%252eexample'])(
    'with "%s" asks for that name',
    (query) => expect(withQuery(`security=tls&${query}`).sni).toBe('a.example'),
  );

  test.each([
    ['allowInsecure=1', true],
    ['allow_insecure=true', true],
    ['skip-cert-verify=yes', true],
    ['insecure', true],
    ['insecure=on', true],
    ['verify_cert=false', true],
    ['insecure=', undefined],
    ['insecure=0', undefined],
    ['insecure=10', undefined],
    ['verify_cert=true', undefined],
  ])('with "%s" has insecure %s', (query, insecure) => {
    expect(withQuery(`security=tls&${query}`).insecure).toBe(insecure);
  });

  test('reads alpn, pins and names as lists', () => {
    const profile = withQuery(`security=tls&alpn=h2%2Chttp%2F1.1&pcs=AB:CD,ef&vcn=a.example,%20b.example`);
    expect(profile.alpn).toEqual(['h2', 'http/1.1']);
    expect(profile.certificatePins).toEqual(['abcd', 'ef']);
    expect(profile.verifyNames).toEqual(['a.example', 'b.example']);
  });

  test('keeps what it does not know, drops prototype names', () => {
    const profile = withQuery('fragment=1%2C2&Core=x&flag&fm=%7B%7D&__proto__=1&constructor=2');
    expect(profile.extra).toEqual({ fragment: '1,2', Core: 'x', flag: 'true', fm: '{}' });
    expect(Object.hasOwn({}, 'polluted')).toBe(false);
  });

  test('keeps a plus in keys and turns it into a space in a path', () => {
    const profile = withQuery('security=reality&pbk=a+b/c=&type=ws&path=/a+b');
    expect(profile.publicKey).toBe('a+b/c=');
    expect(profile.transport).toEqual({ type: 'ws', path: '/a b' });
    expect(withQuery('type=ws&path=/a+b&host=x%20y').transport).toEqual({ type: 'ws', path: '/a+b', host: 'x y' });
  });

  test.each([`vless://${encodeBase64Text(`auto:${id}@h.example:443`, 'url')}?remarks=My%20name&tls=1&peer=s.example&xtls=2`, `vless://${encodeBase64Text(`${id}@h.example:443`, 'standard')}?remark=My+name&tls=1&peer=s.example&flow=xtls-rprx-vision`])(
    'in the form of Shadowrocket reads the same',
    (link) => {
      const expected = { name: 'My name', server: 'h.example', port: 443, uuid: id, security: 'tls', sni: 's.example', flow: 'xtls-rprx-vision' };
      expect(read(link)).toMatchObject(expected);
    },
  );

  test.each([
    [`vless://@h.example:443`, 'link-missing-field'],
    [`vless://${id}@h.example`, 'link-missing-field'],
    [`vless://${id}@:443`, 'link-bad-host'],
    [`vless://${id}@h.example:0`, 'link-bad-port'],
    [`vless://${id}@h.example:65536`, 'link-bad-port'],
    [`vless://${id}@h.example:-1`, 'link-bad-port'],
    [`vless://${id}@h.example:80abc`, 'link-bad-port'],
    [`vless://${id}@h.example:NaN`, 'link-bad-port'],
    [`vless://${id}@h.example:443?type=carrier-pigeon`, 'link-unsupported'],
    [`vless://${id}@h.example:443?security=magic`, 'link-unsupported'],
    [`vless://${id}@h.example:443?security=reality`, 'link-missing-field'],
    [`vless://${id}`, 'link-missing-field'],
  ])('such as %s is refused', (link, code) => {
    expect(refusalOf(link)).toBe(code);
  });
});
