import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xhttpOptions } from './engine-config-xhttp.ts';
import type { TransportContext } from './engine-config-types.ts';

const context: TransportContext = { protocol: 'vless', server: 'srv.example', security: 'reality', sni: 'a.example' };
const reuse = { 'max-connections': '3' };

function optionsOf(extra: string): unknown {
  const options = xhttpOptions({ type: 'xhttp', extra }, context);
  return options.ok ? options.value : options.fault;
}

describe('xhttp’s extra', () => {
  const cases: readonly (readonly [extra: object, mapped: object])[] = [
    [{ xPaddingBytes: '100-1000' }, { 'x-padding-bytes': '100-1000' }],
    [{ xPaddingBytes: { from: 100, to: 200 } }, { 'x-padding-bytes': '100-200' }],
    [{ scMaxEachPostBytes: 1000000, scMinPostsIntervalMs: '10-50' }, { 'sc-max-each-post-bytes': '1000000', 'sc-min-posts-interval-ms': '10-50' }],
    [{ noGRPCHeader: true, xPaddingObfsMode: false }, { 'no-grpc-header': true }],
    [{ headers: { Host: 'x', 'User-Agent': 'a', n: 1, o: {} } }, { headers: { 'User-Agent': 'a', n: '1' } }],
    [{ sessionPlacement: 'cookie', sessionIDPlacement: 'query', sessionKey: 'k' }, { 'session-placement': 'query', 'session-key': 'k' }],
    [{ uplinkHTTPMethod: 'PUT', seqPlacement: 'header', seqKey: 's', uplinkDataPlacement: 'body' }, { 'uplink-http-method': 'PUT', 'seq-placement': 'header', 'seq-key': 's', 'uplink-data-placement': 'body' }],
    [{ xPaddingBytes: 'many', seqKey: 7, noGRPCHeader: 'maybe', uplinkChunkSize: -1 }, { 'seq-key': '7' }],
    [{ noSSEHeader: true, scMaxBufferedPosts: 30, scStreamUpServerSecs: '20-80', host: 'h', path: '/p', mode: 'packet-up' }, {}],
  ];
  it.each(cases)('%j', (extra, mapped) => {
    expect(optionsOf(JSON.stringify(extra))).toEqual({ path: '/', ...mapped, 'reuse-settings': reuse });
  });

  it('keeps integers of 64 bits', () => {
    expect(optionsOf('{"scMaxEachPostBytes": 9007199254740993}')).toMatchObject({ 'sc-max-each-post-bytes': '9007199254740993' });
  });

  it.each(['{', '[]', '"x"', '7', 'null', '{a:1}'])('that is no JSON object is a fault: %s', (extra) => {
    expect(optionsOf(extra)).toMatchObject({ code: 'link-malformed', detail: { field: 'extra' } });
  });

  it('never throws, whatever it holds', () => {
    fc.assert(fc.property(fc.json(), (extra) => void optionsOf(extra)));
    fc.assert(fc.property(fc.string(), (extra) => void optionsOf(extra)));
  });
});

describe('xmux', () => {
  it.each([
    [{ maxConcurrency: '16-32', hMaxRequestTimes: '600-900', hKeepAlivePeriod: 30 }, { 'max-concurrency': '16-32', 'h-max-request-times': '600-900', 'h-keep-alive-period': 30 }],
    [{ maxConnections: 6, cMaxReuseTimes: 64 }, { 'max-connections': '6', 'c-max-reuse-times': '64' }],
    [{ maxConcurrency: 0, maxConnections: 0, hMaxReusableSecs: '1800-3000' }, { ...reuse, 'h-max-reusable-secs': '1800-3000' }],
  ])('%j', (xmux, mapped) => {
    expect(optionsOf(JSON.stringify({ xmux }))).toMatchObject({ 'reuse-settings': mapped });
  });
});

describe('downloadSettings', () => {
  const nothing = {
    tls: false, servername: '', 'client-fingerprint': '', alpn: [], fingerprint: '', 'name-cert-verify': '', 'skip-cert-verify': false, 'ech-opts': { enable: false },
    'reality-opts': { 'public-key': '' },
  };

  it('take nothing from the way up', () => {
    expect(optionsOf('{"downloadSettings":{"address":"cdn.example","port":8080,"xhttpSettings":{"path":"/d"}}}')).toMatchObject({
      'download-settings': { server: 'cdn.example', port: 8080, ...nothing, path: '/d', host: '', 'reuse-settings': reuse },
    });
  });

  it('in TLS', () => {
    const tlsSettings = { serverName: 'c.example', fingerprint: 'firefox', alpn: ['h2'], pinnedPeerCertSha256: 'ab' };
    const xhttpSettings = { path: '/d', host: 'h.example', headers: { 'X-A': '1' }, extra: { xmux: { maxConnections: 1 } } };
    const downloadSettings = { address: 'cdn.example', port: '443', network: 'xhttp', security: 'tls', tlsSettings, xhttpSettings };
    expect(optionsOf(JSON.stringify({ downloadSettings }))).toMatchObject({
      'download-settings': {
        server: 'cdn.example', port: 443, tls: true, servername: 'c.example', 'client-fingerprint': 'firefox', alpn: ['h2'], fingerprint: 'ab', 'reality-opts': { 'public-key': '' }, path: '/d',
        host: 'h.example', headers: { 'X-A': '1' }, 'reuse-settings': { 'max-connections': '1' },
      },
    });
  });

  it('with REALITY', () => {
    const realitySettings = { serverName: 'c.example', password: 'key', shortId: '12' };
    const downloadSettings = { address: 'cdn.example', port: 443, security: 'reality', realitySettings };
    expect(optionsOf(JSON.stringify({ downloadSettings }))).toMatchObject({
      'download-settings': { tls: true, servername: 'c.example', 'client-fingerprint': 'chrome', 'reality-opts': { 'public-key': 'key', 'short-id': '12' } },
    });
  });

  it.each([
    [{ network: 'ws' }, 'download-settings'],
    [{ finalmask: {} }, 'finalmask'],
    [{ security: 'reality', realitySettings: { publicKey: 'k', mldsa65Verify: 'v' } }, 'pqv'],
  ])('that the engine cannot run are refused: %j', (downloadSettings, feature) => {
    expect(optionsOf(JSON.stringify({ downloadSettings }))).toMatchObject({ code: 'link-unsupported', detail: { feature } });
  });
});
