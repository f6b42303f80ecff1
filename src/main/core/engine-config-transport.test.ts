import { describe, expect, it } from 'vitest';
import { transportFields } from './engine-config-transport.ts';
import type { TransportContext } from './engine-config-types.ts';
import type { Transport } from '../../shared/profile.ts';

const context: TransportContext = { protocol: 'vless', server: 'srv.example', security: 'none' };
const inTls: TransportContext = { ...context, security: 'tls', sni: 'a.example' };

const cases: readonly (readonly [what: string, transport: Transport, context: TransportContext, fields: object])[] = [
  ['tcp', { type: 'tcp', headerType: 'none' }, context, { network: 'tcp' }],
  [
    'tcp disguised as http',
    { type: 'tcp', headerType: 'HTTP', host: 'a.example, b.example', path: '/x,/y' },
    context,
    { network: 'http', 'http-opts': { path: ['/x', '/y'], headers: { Host: ['a.example', 'b.example'] } } },
  ],
  ['tcp disguised as http, with nothing said', { type: 'tcp', headerType: 'http' }, context, { network: 'http', 'http-opts': { path: ['/'] } }],
  ['ws without a host sends the server', { type: 'ws' }, context, { network: 'ws', 'ws-opts': { path: '/', headers: { Host: 'srv.example' } } }],
  ['ws without a host in TLS sends the asked name', { type: 'ws', path: '/w' }, inTls, { network: 'ws', 'ws-opts': { path: '/w', headers: { Host: 'a.example' } } }],
  [
    'ws with headers of its own',
    { type: 'ws', headers: { host: 'h.example', 'X-A': '1' } },
    context,
    { network: 'ws', 'ws-opts': { path: '/', headers: { 'X-A': '1', Host: 'h.example' } } },
  ],
  [
    'ws with early data',
    { type: 'ws', host: 'h.example', earlyData: 2048 },
    context,
    { network: 'ws', 'ws-opts': { path: '/', headers: { Host: 'h.example' }, 'max-early-data': 2048, 'early-data-header-name': 'Sec-WebSocket-Protocol' } },
  ],
  [
    'ws with early data in another header',
    { type: 'ws', host: 'h.example', earlyData: 1, earlyDataHeader: 'X-Early' },
    context,
    { network: 'ws', 'ws-opts': { path: '/', headers: { Host: 'h.example' }, 'max-early-data': 1, 'early-data-header-name': 'X-Early' } },
  ],
  [
    'httpupgrade',
    { type: 'httpupgrade', path: '/u', host: 'h.example' },
    context,
    { network: 'ws', 'ws-opts': { path: '/u', headers: { Host: 'h.example' }, 'v2ray-http-upgrade': true } },
  ],
  ['h2', { type: 'h2', path: '/h', host: 'a.example,b.example' }, inTls, { network: 'h2', 'h2-opts': { path: '/h', host: ['a.example', 'b.example'] } }],
  ['grpc', { type: 'grpc', serviceName: 's', mode: 'multi', authority: 'c.example' }, inTls, { network: 'grpc', 'grpc-opts': { 'grpc-service-name': 's' } }],
  [
    'grpc without TLS takes the authority for its name',
    { type: 'grpc', serviceName: 's', authority: 'c.example' },
    context,
    { network: 'grpc', 'grpc-opts': { 'grpc-service-name': 's' }, servername: 'c.example' },
  ],
  [
    'kcp below vmess',
    { type: 'kcp', headerType: 'Wechat-Video', seed: 's', mtu: 1350, tti: 50 },
    { ...context, protocol: 'vmess' },
    { network: 'mkcp', 'mkcp-opts': { header: 'wechat-video', seed: 's', mtu: 1350, tti: 50 } },
  ],
  ['kcp below vmess, with nothing said', { type: 'kcp' }, { ...context, protocol: 'vmess' }, { network: 'mkcp', 'mkcp-opts': { header: 'none' } }],
  [
    'xhttp, connections reused as Xray does',
    { type: 'xhttp', path: '/x', host: 'h.example', mode: 'stream-up' },
    inTls,
    { network: 'xhttp', 'xhttp-opts': { path: '/x', host: 'h.example', mode: 'stream-up', 'reuse-settings': { 'max-connections': '3' } } },
  ],
];

describe('a transport', () => {
  it.each(cases)('%s', (_what, transport, around, fields) => {
    expect(transportFields(transport, around)).toEqual({ ok: true, value: fields });
  });
});

const refusals: readonly (readonly [feature: string, transport: Transport, context: Partial<TransportContext>])[] = [
  ['quic', { type: 'quic' }, {}],
  ['kcp', { type: 'kcp' }, { protocol: 'vless' }],
  ['kcp', { type: 'kcp' }, { protocol: 'trojan' }],
  ['kcp-header', { type: 'kcp', headerType: 'dns' }, { protocol: 'vmess' }],
  ['xhttp', { type: 'xhttp' }, { protocol: 'vmess' }],
  ['xhttp', { type: 'xhttp' }, { protocol: 'trojan' }],
  ['h2', { type: 'h2' }, { protocol: 'trojan' }],
  ['tcp-header', { type: 'tcp', headerType: 'srtp' }, {}],
  ['tcp-header', { type: 'tcp', headerType: 'http' }, { protocol: 'trojan' }],
  ['reality-transport', { type: 'ws' }, { security: 'reality' }],
  ['reality-transport', { type: 'httpupgrade' }, { security: 'reality' }],
  ['reality-transport', { type: 'kcp' }, { security: 'reality', protocol: 'vmess' }],
];

describe('a transport that the engine cannot run', () => {
  it.each(refusals)('is refused as %s: %j %j', (feature, transport, around) => {
    expect(transportFields(transport, { ...context, ...around })).toMatchObject({ ok: false, fault: { code: 'link-unsupported', detail: { feature } } });
  });
});
