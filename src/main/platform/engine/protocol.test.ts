import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { faultCodes } from '../../../shared/fault.ts';
import { engineFaultCodes, errorData, methods, notifications, protocolVersion } from './protocol.ts';

const golden = join(import.meta.dirname, '..', '..', '..', '..', 'engine', 'golden');
const read = (name: string): unknown => JSON.parse(readFileSync(join(golden, name), 'utf8'));
const messages = z
  .object({
    calls: z.array(z.object({ method: z.enum(Object.keys(methods) as (keyof typeof methods)[]), params: z.unknown(), result: z.unknown() })), // its own keys
    errors: z.array(z.object({ error: z.object({ code: z.literal(-32000), message: z.string(), data: z.unknown() }) })),
    notifications: z.array(z.object({ method: z.enum(['traffic', 'log']), params: z.unknown() })),
  })
  .parse(read('messages.json'));

test.each(messages.calls)('the example of $method fits both ways, without a member too many', ({ method, params, result }) => {
  expect(methods[method].params.parse(params)).toEqual(params);
  expect(methods[method].result.parse(result)).toEqual(result);
});

test('every method has an example', () => {
  expect(new Set(messages.calls.map(({ method }) => method))).toEqual(new Set(Object.keys(methods)));
});

test('the example of hello asks for the version spoken here', () => {
  expect(messages.calls.find(({ method }) => method === 'hello')?.params).toEqual({ protocol: protocolVersion });
});

test.each(messages.errors)('the error example $error.message fits', ({ error }) => {
  expect(errorData.parse(error.data)).toEqual(error.data);
});

test.each(messages.notifications)('the notification example $method fits', ({ method, params }) => {
  expect(notifications[method].parse(params)).toEqual(params);
});

test("the engine's codes are those of the golden list, all of them known to the app", () => {
  const list = z.array(z.string()).parse(read('faults.json'));
  expect([...engineFaultCodes].sort()).toEqual([...list].sort());
  expect(list.filter((code) => !(faultCodes as readonly string[]).includes(code))).toEqual([]);
});

test('details that are neither text nor number are left out', () => {
  expect(errorData.parse({ code: 'refused', detail: { a: 1, b: 'x', c: { d: 1 }, e: null } })).toEqual({ code: 'refused', detail: { a: 1, b: 'x' } });
});
