import { describe, expect, it } from 'vitest';
import { faultCodes } from '../shared/fault.ts';
import type { ProbeState, ProfileCard } from '../shared/snapshot.ts';
import { textFor } from '../shared/text.ts';
import { adviceFor } from './fault-view.ts';
import { kindText, networkText, outcomeOf, serverName } from './server-view.ts';

const text = textFor('en');
const card: ProfileCard = {
  id: 'a', name: 'Leto', type: 'vless', server: '203.0.113.18', port: 443, security: 'reality', transport: 'tcp', warnings: [], source: 'paste', addedAt: 0,
};

describe('a server', () => {
  it.each([
    [{}, 'VLESS with Reality'],
    [{ transport: 'grpc' }, 'VLESS with Reality over gRPC'],
    [{ type: 'vmess', security: 'none', transport: 'ws' }, 'VMess over WebSocket'],
    [{ type: 'hysteria2', security: 'tls', transport: 'quic' }, 'Hysteria 2'],
    [{ type: 'shadowsocks', security: 'none' }, 'Shadowsocks'],
    [{ type: 'shadowsocks', security: 'none', transport: 'obfs-local' }, 'Shadowsocks over obfs-local'],
    [{ source: 'practice', type: 'shadowsocks', security: 'none' }, 'Practice server on this computer'],
  ] as const)('%j is called %s', (change, words) => {
    expect(kindText(text, { ...card, ...change })).toBe(words);
  });

  it('stands in a network and a country, in the words of the page', () => {
    const placed = { ...card, network: { number: 64_500, name: 'Polder Hosting', country: 'NL' } };
    expect(networkText(text, placed)).toBe('\u2068Polder Hosting\u2069 · Netherlands');
    expect(networkText(textFor('ru'), placed)).toBe('\u2068Polder Hosting\u2069 · Нидерланды');
    expect(networkText(textFor('fa'), placed)).toBe('هلند، \u2068Polder Hosting\u2069');
    expect(networkText(text, { ...card, network: { number: 1, name: 'Nobody knows where' } })).toBe('\u2068Nobody knows where\u2069');
    expect(networkText(text, { ...card, network: { number: 1, name: 'Polder', country: 'XZ' } })).toBe('\u2068Polder\u2069');
    expect(networkText(text, card)).toBeUndefined();
  });

  it('of practice has its name in the language of the page, until a person gives it another', () => {
    const practice = { ...card, source: 'practice', name: 'Practice' } as const;
    expect(serverName(textFor('ru'), practice)).toBe('Учебный сервер');
    expect(serverName(text, { ...practice, name: 'Mine' })).toBe('Mine');
    expect(serverName(text, { ...card, name: 'Practice' })).toBe('Practice');
  });
});

describe('the outcome of a test', () => {
  const failed = (code: (typeof faultCodes)[number], bytes = 0): ProbeState => ({ kind: 'failed', at: 0, fault: { code }, stages: [], bytes });
  it.each([
    [undefined, 'untested', 'result.untested', ''],
    [{ kind: 'queued' }, 'waiting', 'result.queued', ''],
    [{ kind: 'asking', since: 0 }, 'asking', 'result.asking', ''],
    [{ kind: 'good', at: 0, ms: 48, stages: [], bytes: 1 }, 'good', 'result.good', '48 ms'],
    [{ kind: 'good', at: 0, ms: 1400, stages: [], bytes: 1 }, 'slow', 'result.slow', '1.4 s'],
    [failed('timeout'), 'no-answer', 'result.no-answer', ''],
    [failed('auth-failed'), 'no-answer', 'result.refused', ''],
    [failed('cut-off', 16_384), 'cut-off', 'result.cut-off', '16 KB'],
    [failed('protocol-error'), 'no-answer', 'result.failed', ''],
    [failed('cancelled'), 'untested', 'result.untested', ''],
  ] as const)('%j', (probe, glyph, word, number) => {
    expect(outcomeOf(text, card, probe)).toMatchObject({ glyph, word, number });
  });

  it('of a server that cannot run is not a matter of tests', () => {
    expect(outcomeOf(text, { ...card, cannotRun: { code: 'link-unsupported' } }, undefined).word).toBe('result.cannot-run');
  });
});

describe('advice', () => {
  it.each(faultCodes)('is there for %s', (code) => {
    expect(text.t(adviceFor(code))).not.toBe(adviceFor(code));
  });
});
