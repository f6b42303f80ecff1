import { expect, test } from 'vitest';
import { engineProxy } from '../engine-config.ts';
import { writeClash } from '../export/clash-file.ts';
import { writeSingBox } from '../export/sing-box-file.ts';
import { readOne, uuid } from './read-document-for-test.ts';

const clash = (ech: string): string => `proxies:\n  - {name: n, type: vless, server: h.example, port: 443, uuid: ${uuid}, tls: true, ech-opts: ${ech}}\n`;
const singBox = (ech: object): string => JSON.stringify({ outbounds: [{ type: 'vless', tag: 'n', server: 'h.example', server_port: 443, uuid, tls: { enabled: true, ech } }] });

test.each([
  [clash('{enable: true, config: AEX+DQ==}'), 'AEX+DQ=='],
  [clash('{enable: true, query-server-name: ech.example}'), 'ech.example+'],
  [clash('{enable: true}'), '+'],
  [clash('{enable: false, config: AEX+DQ==}'), undefined],
  [singBox({ enabled: true, config: ['-----BEGIN ECH CONFIGS-----', 'AEX+', 'DQ==', '-----END ECH CONFIGS-----'] }), 'AEX+DQ=='],
  [singBox({ enabled: true, query_server_name: 'ech.example' }), 'ech.example+'],
  [singBox({ enabled: true }), '+'],
  [singBox({ enabled: false }), undefined],
])('%s', (text, ech) => {
  const profile = readOne(text);
  expect('ech' in profile ? profile.ech : undefined).toBe(ech);
  // No resolver is made up on the way out, and the other formats mean the same.
  for (const { text: written } of [writeClash([profile]), writeSingBox([profile])]) {
    expect(written).not.toContain('://');
    const again = readOne(written);
    expect('ech' in again ? again.ech : undefined).toBe(ech);
    expect(engineProxy(again, 'n')).toEqual(engineProxy(profile, 'n'));
  }
});
