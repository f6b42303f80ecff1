/**
 * GNOME's settings, schema org.gnome.system.proxy and its children, through the `gsettings` program. Its exit code proves
 * nothing: without a bus, with a read-only folder or a memory backend it answers 0 and the value is lost. So read back.
 */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { Change, ProxyPlan, ProxyStore, Snapshot, StoreAccess } from './backend.ts';
import { quoteList, quoteString } from './gvariant.ts';
import { keysOf, shapeOf, type Values } from './shape.ts';
import { watchTool } from './watch.ts';

const root = 'org.gnome.system.proxy';
const keys = keysOf(shapeOf('gsettings'));

/** Whether the schema is installed here. */
export async function hasGsettings(access: StoreAccess): Promise<boolean> {
  const listed = await output(access, ['list-schemas']);
  return listed.ok && listed.value.split('\n').includes(root);
}

/** The store; keys are paths below /system/proxy/ (`mode`, `http/host`). */
export function openGsettings(access: StoreAccess): ProxyStore {
  const readDefaults = rememberDefaults(access);
  return {
    name: 'gsettings',
    read: () => readEffective(access),
    readBefore: () => readUserValues(access, readDefaults),
    locked: (asked) => findLocked(access, asked),
    plan: planValues,
    write: (changes) => writeAll(access, changes),
  };
}

/** `dconf watch` where dconf is the backend and its program exists; else `gsettings monitor`, one for each part of the schema. */
export function watchGsettings(access: StoreAccess, changed: () => void): () => void {
  const monitor = (): (() => void) => {
    const parts = ['', '.http', '.https', '.socks', '.ftp'].map((part) => watchTool(access, ['gsettings', 'monitor', root + part], { changed }));
    return () => parts.forEach((stop) => stop());
  };
  if (!usesDconf(access)) return monitor();
  let stop = (): void => undefined;
  let isStopped = false;
  const missing = (): void => {
    if (!isStopped) stop = monitor();
  };
  stop = watchTool(access, ['dconf', 'watch', '/system/proxy/'], { changed, missing });
  return () => {
    isStopped = true;
    stop();
  };
}

function usesDconf(access: StoreAccess): boolean {
  return ['', 'dconf'].includes(access.environment['GSETTINGS_BACKEND'] ?? '');
}

/**
 * HTTP, HTTPS and SOCKS at one port: Firefox speaks only SOCKS4a to a system SOCKS entry. In this order they are written,
 * each port before its host: a process that dies between the two must not leave our host beside a port that is not ours,
 * which restoring would take for another program's address.
 */
function planValues(plan: ProxyPlan): Values {
  if (plan.script !== undefined) return { 'autoconfig-url': quoteString(plan.script.url), mode: "'auto'" };
  const host = quoteString(plan.host);
  const port = String(plan.port);
  return {
    'http/port': port,
    'http/host': host,
    'https/port': port,
    'https/host': host,
    'socks/port': port,
    'socks/host': host,
    'ignore-hosts': quoteList(plan.bypass),
    mode: "'manual'",
  };
}

/** What programs see. A key that equals the schema's default is listed too; `readUserValues` tells those apart. */
async function readEffective(access: StoreAccess, environment = access.environment): Promise<Result<Snapshot>> {
  const listed = await output({ ...access, environment }, ['list-recursively', root]);
  if (!listed.ok) return listed;
  const found = new Map<string, string>();
  for (const line of listed.value.split('\n')) {
    const parts = /^org\.gnome\.system\.proxy(?:\.([a-z]+))? ([a-z-]+) (.*)$/.exec(line);
    if (parts !== null) found.set(parts[1] === undefined ? (parts[2] ?? '') : `${parts[1]}/${parts[2]}`, parts[3] ?? '');
  }
  if (!keys.every((key) => found.has(key))) return fail('proxy-unsupported', 'gsettings: keys are missing');
  return succeed({ values: Object.fromEntries(keys.map((key) => [key, found.get(key) ?? null])) });
}

/**
 * The same with null for what the person never set. gsettings cannot tell "unset" from "set to the default", so:
 * a key is unset when its value is the schema's default (read through the empty memory backend) and dconf, where it is
 * the backend and its program exists, holds no value of its own; or when the value is the administrator's default.
 */
async function readUserValues(access: StoreAccess, readDefaults: () => Promise<Result<Snapshot>>): Promise<Result<Snapshot>> {
  const [effective, defaults, dumped] = await Promise.all([readEffective(access), readDefaults(), askDconf(access, ['dump', '/system/proxy/'])]);
  if (!effective.ok) return effective;
  if (!defaults.ok) return defaults;
  const stored = dumped === null ? null : parseDump(dumped);
  const isSet = (key: string): boolean =>
    stored?.has(key) === true || effective.value.values[key] !== defaults.value.values[key];
  const set = keys.filter(isSet);
  const administrators = stored !== null ? await findAdministratorDefaults(access, set, effective.value.values) : new Set<string>();
  const own = new Set(set.filter((key) => !administrators.has(key)));
  const values = Object.fromEntries(keys.map((key) => [key, own.has(key) ? (effective.value.values[key] ?? null) : null]));
  return succeed({ values, seen: effective.value.values });
}

/** The schema's defaults do not change while the app runs: asked once. */
function rememberDefaults(access: StoreAccess): () => Promise<Result<Snapshot>> {
  let known: Result<Snapshot> | null = null;
  return async () => {
    if (known?.ok !== true) known = await readEffective(access, { ...access.environment, GSETTINGS_BACKEND: 'memory' });
    return known;
  };
}

/** What dconf's own program says; null where it is missing, too old to know the question, or not what gsettings uses. */
async function askDconf(access: StoreAccess, question: readonly string[]): Promise<string | null> {
  if (!usesDconf(access)) return null;
  const answer = await access.run('dconf', question, { environment: access.environment });
  return answer.ok && answer.value.code === 0 ? answer.value.stdout : null;
}

/** `dconf dump` also lists what a system database supplies; `dconf read -d` shows that value alone. */
async function findAdministratorDefaults(access: StoreAccess, set: readonly string[], values: Values): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    set.map(async (key) => {
      const fallback = await askDconf(access, ['read', '-d', `/system/proxy/${key}`]);
      return fallback !== null && fallback.trimEnd() === values[key];
    }),
  );
  return new Set(set.filter((_, index) => found[index]));
}

/** The keys of a `dconf dump`: `[/]` is the folder itself, `[http]` one below. */
function parseDump(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  let folder = '';
  for (const line of text.split('\n')) {
    const header = /^\[(.*)\]$/.exec(line)?.[1];
    if (header !== undefined) folder = header === '/' ? '' : `${header}/`;
    else if (line.includes('=')) found.add(`${folder}${line.slice(0, line.indexOf('='))}`);
  }
  return found;
}

/** dconf lists its locks at once; elsewhere every key is asked for. */
async function findLocked(access: StoreAccess, asked: readonly string[]): Promise<Result<readonly string[]>> {
  const locks = await askDconf(access, ['list-locks', '/system/proxy/']);
  if (locks !== null) return succeed(asked.filter((key) => locks.split('\n').includes(`/system/proxy/${key}`)));
  const answers = await Promise.all(asked.map((key) => output(access, ['writable', ...place(key)])));
  for (const answer of answers) if (!answer.ok) return answer;
  return succeed(asked.filter((_, index) => {
    const answer = answers[index];
    return answer?.ok === true && answer.value.trim() !== 'true';
  }));
}

/** One program run per key: the order is the caller's, and a value never passes through a shell. */
async function writeAll(access: StoreAccess, changes: readonly Change[]): Promise<Result<null>> {
  for (const [key, raw] of changes) {
    const done = await output(access, raw === null ? ['reset', ...place(key)] : ['set', ...place(key), raw]);
    if (!done.ok) return done;
  }
  return succeed(null);
}

/** `http/host` → schema and key. */
function place(key: string): readonly [schema: string, name: string] {
  const slash = key.indexOf('/');
  return slash < 0 ? [root, key] : [`${root}.${key.slice(0, slash)}`, key.slice(slash + 1)];
}

async function output(access: StoreAccess, gsettingsArguments: readonly string[]): Promise<Result<string>> {
  const answer = await access.run('gsettings', gsettingsArguments, { environment: access.environment });
  if (!answer.ok) return fail(answer.fault.code === 'not-found' ? 'proxy-unsupported' : 'proxy-not-applied', answer.fault.cause);
  if (answer.value.code !== 0) return fail('proxy-not-applied', `gsettings ${gsettingsArguments[0]}: code ${answer.value.code}`);
  return succeed(answer.value.stdout);
}
