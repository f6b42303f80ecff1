import { expect, test } from 'vitest';
import { createFrameGuard, longestMessage } from './frame-guard.ts';

const frame = (body: string, header = `Content-Length: ${Buffer.byteLength(body)}\r\n`) => `${header}\r\n${body}`;
const long = frame('"x"'.repeat(100_000));

async function pass(chunks: readonly (string | Buffer)[]): Promise<string> {
  const guard = createFrameGuard();
  const out: Buffer[] = [];
  guard.on('data', (data: Buffer) => out.push(data));
  const ended = new Promise<string>((resolve) => {
    guard.once('error', (error) => resolve(`error: ${error.message}`));
    guard.once('end', () => resolve(Buffer.concat(out).toString()));
  });
  for (const chunk of chunks) guard.write(chunk);
  guard.end();
  return ended;
}

const good = [
  frame('{}'), frame('{"a":"é\r\n\r\n"}') + frame('{}') + long + frame('[]'),
  frame('{}', 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n'), frame('{}', 'content-length:2\r\n'),
];

test.each(good)('frames pass unchanged however they are cut (%#)', async (text) => {
  expect(await pass([text])).toBe(text);
  const bytes = Buffer.from(text);
  if (bytes.length > 1000) return;
  expect(await pass([...bytes].map((byte) => Buffer.from([byte])))).toBe(text);
  for (let at = 1; at < bytes.length; at += 1) expect(await pass([bytes.subarray(0, at), bytes.subarray(at)])).toBe(text);
});

const bad = [
  'panic: something\n', '\n', ' Content-Length: 2\r\n\r\n{}', `${frame('{}')}garbage`, 'Content-Length: x\r\n\r\n', 'Content-Length: 0\r\n\r\n',
  'Content-Length: -1\r\n\r\n', 'Content-Type: a\r\n\r\n{}', `Content-Length: ${longestMessage + 1}\r\n\r\n`, `Content-${'x'.repeat(600)}`,
  'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 'Content-Length: 99999999999999\r\n\r\n',
];

test.each(bad)('what is no frame is an error at once (%#)', async (text) => {
  expect(await pass([text])).toMatch(/^error: /);
  expect(await pass([...Buffer.from(text)].map((byte) => Buffer.from([byte])))).toMatch(/^error: /);
});
