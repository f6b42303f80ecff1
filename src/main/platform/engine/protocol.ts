/**
 * Every message between the app and byway-engine (JSON-RPC 2.0 over stdin and stdout). `engine/golden/messages.json` and
 * `faults.json` hold examples and fault codes that this side's tests and the engine's read alike.
 */
import { z } from 'zod';
import type { FaultCode } from '../../../shared/fault.ts';

/** Both sides must speak the same number. */
export const protocolVersion = 1;

/** The codes the engine may answer; the same list as `faults.json`. */
export const engineFaultCodes = [
  'engine-version', 'engine-internal', 'config-refused', 'port-busy',
  'name-unresolved', 'refused', 'unreachable', 'timeout', 'tls-failed', 'reality-refused', 'auth-failed',
  'protocol-error', 'closed-early', 'cut-off', 'check-failed', 'cancelled',
  'bad-request', 'not-found',
  'proxy-locked', 'proxy-not-applied', 'proxy-not-restored', 'proxy-journal-damaged',
  'unexpected',
] as const satisfies readonly FaultCode[];

const count = z.number().nonnegative();
const portNumber = z.int().min(0).max(65535);
const boundPort = z.int().min(1).max(65535);
const nothing = z.strictObject({});
const proxy = z.looseObject({ name: z.string(), type: z.string() }).readonly();
const stages = z.array(z.object({ stage: z.enum(['dial', 'handshake', 'request', 'first-byte', 'body']), ms: count })).readonly();

function method<Params extends z.ZodType, Answer extends z.ZodType>(params: Params, result: Answer, deadlineMs: number) {
  return { params, result, deadlineMs };
}

/**
 * Method → parameters, result, and how long the app waits for the answer in milliseconds. `check` and `probe` bring
 * their own `timeoutMs`, which is added.
 */
export const methods = {
  hello: method(
    z.strictObject({ protocol: z.int() }),
    z.object({ protocol: z.int(), engine: z.string().max(100), mihomo: z.string().max(100) }),
    10_000, // a cold start from a slow disk, with a virus scanner reading 45 MB
  ),
  apply: method(
    z.strictObject({
      local: z.strictObject({ port: portNumber, username: z.string(), password: z.string() }).readonly(),
      systemProxy: z
        .strictObject({ port: portNumber, script: z.strictObject({ port: portNumber, text: z.string().min(1).max(65_536) }).readonly().exactOptional() })
        .readonly()
        .exactOptional(),
      proxies: z.array(proxy).readonly(),
      selected: z.string(),
    }),
    z.object({ port: boundPort, systemProxyPort: boundPort.exactOptional(), scriptUrl: z.string().regex(/^http:\/\/127\.0\.0\.1:[1-9][0-9]{3,4}\/[0-9a-f]{32}\.pac$/).exactOptional() }),
    15_000,
  ),
  select: method(z.strictObject({ name: z.string() }), nothing, 5_000),
  stop: method(nothing, nothing, 5_000),
  check: method(
    z.strictObject({ url: z.string(), timeoutMs: count }),
    z.object({ status: z.int(), bytes: count, ms: count, page: z.object({ title: z.string(), text: z.string() }).exactOptional() }),
    2_000,
  ),
  probe: method(
    z.strictObject({ proxy, chain: z.array(proxy).readonly().exactOptional(), url: z.string(), timeoutMs: count, maxBytes: count }),
    z.object({ status: z.int(), bytes: count, stages }),
    2_000,
  ),
  'practice.start': method(
    z.strictObject({ method: z.string(), password: z.string(), language: z.string() }),
    z.object({ port: boundPort, pageUrl: z.string() }),
    5_000,
  ),
  'practice.stop': method(nothing, nothing, 5_000),
  connections: method(
    nothing,
    z.object({ connections: z.array(z.object({ id: z.string(), host: z.string(), upload: count, download: count, startedAt: count })).readonly() }),
    5_000,
  ),
  'connections.close': method(z.strictObject({ ids: z.array(z.string()).readonly() }), z.object({ closed: count }), 5_000),
  memory: method(nothing, z.object({ rssBytes: count, heapBytes: count }), 5_000),
  ping: method(nothing, nothing, 5_000),
} as const;

export type MethodName = keyof typeof methods;
export type MethodParams<Name extends MethodName> = z.input<(typeof methods)[Name]['params']>;
export type MethodAnswer<Name extends MethodName> = z.output<(typeof methods)[Name]['result']>;

/** What the engine says unasked. */
export const notifications = {
  traffic: z.object({ up: count, down: count, upTotal: count, downTotal: count }),
  log: z.object({ level: z.enum(['debug', 'info', 'warning', 'error']), text: z.string() }),
} as const;

/** The `data` of an error. Details that are neither text nor number are left out; `stages` comes with probes only. */
export const errorData = z.object({
  code: z.enum(engineFaultCodes),
  detail: z
    .record(z.string(), z.unknown())
    .transform((detail) => Object.fromEntries(Object.entries(detail).filter(isPlain)))
    .exactOptional(),
  stages: stages.exactOptional(),
});

function isPlain(entry: [string, unknown]): entry is [string, string | number] {
  return typeof entry[1] === 'string' || typeof entry[1] === 'number';
}
