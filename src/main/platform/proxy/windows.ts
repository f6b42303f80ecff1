/**
 * Windows' settings, WinINET's options for the local network and for every dial-up and VPN connection, through
 * `byway-engine sysproxy` (a request on stdin, an answer on stdout): one store per connection.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { fail, isFaultCode, succeed, type Result } from '../../../shared/fault.ts';
import type { LoginEntry, ProxyPlan, ProxyStore, Snapshot, StoreAccess, Stores } from './backend.ts';
import { keysOf, shapeOf, type Values } from './shape.ts';
import { watchProgram } from './watch.ts';
import { windowsBypass } from './windows-bypass.ts';

const keys = keysOf(shapeOf('wininet'));

type Request =
  | { readonly do: 'read' }
  | { readonly do: 'apply'; readonly connection: string; readonly values: Values }
  | { readonly do: 'add-login' | 'remove-login'; readonly folder: string };

const answerSchema = z.object({
  connections: z.array(z.object({ name: z.string(), values: z.record(z.string(), z.string().nullable()) })).max(64).exactOptional(),
  locked: z.boolean().exactOptional(),
  fault: z.object({ code: z.string(), cause: z.string().max(4096) }).exactOptional(),
});
type Answer = z.infer<typeof answerSchema>;

/** Every connection that exists when asked. */
export function openWindows(access: StoreAccess, enginePath: string): Stores {
  const ask = (request: Request): Promise<Result<Answer>> => askEngine(access, enginePath, request);
  return {
    isSupported: true,
    async used() {
      const told = await ask({ do: 'read' });
      return told.ok ? succeed((told.value.connections ?? []).map(({ name }) => openConnection(ask, name))) : told;
    },
    watch: (changed) => watchProgram(access, enginePath, ['sysproxy'], { changed, input: JSON.stringify({ do: 'watch' }) }),
    open: (name, scope) => (name === 'wininet' ? openConnection(ask, scope ?? '') : null),
    login: runOnce(ask),
  };
}

type Ask = (request: Request) => Promise<Result<Answer>>;

/** The empty name is the local network's set. */
function openConnection(ask: Ask, connection: string): ProxyStore {
  const read = (): Promise<Result<Snapshot>> => readConnection(ask, connection);
  return {
    name: 'wininet',
    ...(connection === '' ? {} : { scope: connection }),
    isWhole: true,
    read,
    readBefore: read,
    async locked(asked) {
      const told = await ask({ do: 'read' });
      return told.ok ? succeed(told.value.locked === true ? asked : []) : told;
    },
    plan: planValues,
    async write(changes) {
      const told = await ask({ do: 'apply', connection, values: Object.fromEntries(changes) });
      return told.ok ? succeed(null) : told;
    },
  };
}

/** Programs that find no SOCKS entry use HTTP, which the port speaks too. Automatic configuration would come first: unset. */
function planValues(plan: ProxyPlan): Values {
  if (plan.script !== undefined) return { autoconfig: plan.script.url, flags: '5' };
  return { server: `${plan.host}:${plan.port}`, bypass: windowsBypass(plan.bypass), autoconfig: null, flags: '3' };
}

async function readConnection(ask: Ask, connection: string): Promise<Result<Snapshot>> {
  const told = await ask({ do: 'read' });
  if (!told.ok) return told;
  const found = told.value.connections?.find(({ name }) => name === connection);
  if (found === undefined) return fail('not-found', 'wininet: no such connection');
  return succeed({ values: Object.fromEntries(keys.map((key) => [key, found.values[key] ?? null])) });
}

/** Windows runs a RunOnce value at the next login; the engine knows its own path and quotes it. */
function runOnce(ask: Ask): LoginEntry {
  return {
    async add({ dataDir }) {
      const told = await ask({ do: 'add-login', folder: resolve(dataDir) });
      return told.ok ? succeed(null) : told;
    },
    async remove({ dataDir }) {
      await ask({ do: 'remove-login', folder: resolve(dataDir) });
    },
  };
}

async function askEngine(access: StoreAccess, enginePath: string, request: Request): Promise<Result<Answer>> {
  const ran = await access.run(enginePath, ['sysproxy'], { environment: access.environment, input: JSON.stringify(request) });
  if (!ran.ok) return fail(ran.fault.code === 'not-found' ? 'engine-missing' : 'proxy-not-applied', ran.fault.cause);
  if (ran.value.code !== 0) return fail('proxy-not-applied', `sysproxy ${request.do}: code ${ran.value.code}`);
  try {
    const parsed = answerSchema.safeParse(JSON.parse(ran.value.stdout));
    if (!parsed.success) return fail('proxy-not-applied', `sysproxy ${request.do}: another answer`);
    const { fault } = parsed.data;
    if (fault !== undefined) return fail(isFaultCode(fault.code) ? fault.code : 'proxy-not-applied', `sysproxy ${request.do}: ${fault.cause}`);
    return succeed(parsed.data);
  } catch {
    return fail('proxy-not-applied', `sysproxy ${request.do}: no JSON`);
  }
}
