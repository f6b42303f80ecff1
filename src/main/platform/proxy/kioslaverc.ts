/**
 * KDE's settings, the file kioslaverc: edited by ourselves, replaced by rename. Written whole, so that an untouched file
 * comes back byte for byte. Content is handled as one character a byte (latin1): no byte is lost in translation.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { errorCode, isThere } from '../paths.ts';
import { createSynced, syncFolder, writeFault } from '../store/durable-file.ts';
import type { ProxyPlan, ProxyStore, Snapshot, StoreAccess } from './backend.ts';
import { editLines, lockedIn, noProxyText, readLines } from './ini-lines.ts';
import { keysOf, shapeOf, type Values } from './shape.ts';
import { watchFile } from './watch.ts';

const keys = keysOf(shapeOf('kioslaverc'));
/** A settings file beyond this is no settings file. */
const maxBytes = 128 * 1024;
/** Chromium drops a whole line of 512 bytes or more (measured: 500 worked, 520 did not). */
const maxLineBytes = 480;

/** Under KDE always; elsewhere when the file exists, because KDE programs read it there too. */
export async function usesKioslaverc(access: StoreAccess): Promise<boolean> {
  const isKde = (access.environment['XDG_CURRENT_DESKTOP'] ?? '').split(':').includes('KDE');
  return isKde || isThere(fileOf(access));
}

/** The store; a key's raw value is its whole line. */
export function openKioslaverc(access: StoreAccess): ProxyStore {
  const read = (): Promise<Result<Snapshot>> => readSnapshot(fileOf(access));
  const replace = (text: string): Promise<Result<null>> => replaceFile(access, text);
  return {
    name: 'kioslaverc',
    read,
    readBefore: read,
    locked: (asked) => findLocked(access, asked),
    plan: planValues,
    write: async (changes) => {
      const now = await read();
      return now.ok ? replace(editLines(now.value.text ?? '', Object.fromEntries(changes))) : now;
    },
    file: { edit: editLines, replace },
  };
}

/** Whoever writes it replaces it. */
export function watchKioslaverc(access: StoreAccess, changed: () => void): () => void {
  return watchFile(fileOf(access), changed);
}

function fileOf(access: StoreAccess): string {
  const base = access.environment['XDG_CONFIG_HOME'];
  return join(base !== undefined && isAbsolute(base) ? base : join(access.home, '.config'), 'kioslaverc');
}

function planValues(plan: ProxyPlan): Values {
  if (plan.script !== undefined) return { 'Proxy Config Script': `Proxy Config Script=${plan.script.url}`, ProxyType: 'ProxyType=2' };
  return {
    httpProxy: `httpProxy=http://${plan.host} ${plan.port}`,
    httpsProxy: `httpsProxy=http://${plan.host} ${plan.port}`,
    socksProxy: `socksProxy=socks://${plan.host} ${plan.port}`,
    NoProxyFor: bypassLine(plan.bypass),
    ReversedException: 'ReversedException=false',
    ProxyType: 'ProxyType=1',
  };
}

/**
 * As many entries as fit: one too many would make Chromium lose all of them. What does not fit goes through the tunnel,
 * the safe side. Entries that the notation cannot carry are left out for the same reason.
 */
function bypassLine(bypass: readonly string[]): string {
  const start = 'NoProxyFor=';
  return start + bypass.filter((entry) => /^[^\s,\\\p{Cc}]+$/u.test(entry)).reduce((line, entry) => {
    const longer = line === '' ? toBytes(entry) : `${line},${toBytes(entry)}`;
    return start.length + longer.length <= maxLineBytes ? longer : line;
  }, '');
}

function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** No file means no proxy; then the text is the one that says so, because that is what restoring will write. */
async function readSnapshot(file: string): Promise<Result<Snapshot>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const effective = text.value ?? noProxyText;
  return succeed({ values: readLines(effective, keys), text: effective, isMissing: text.value === null });
}

async function readText(file: string): Promise<Result<string | null>> {
  try {
    const handle = await open(file, 'r');
    try {
      if ((await handle.stat()).size > maxBytes) return fail('proxy-not-applied', 'kioslaverc: too large');
      return succeed((await handle.readFile()).toString('latin1'));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? succeed(null) : fail('proxy-not-applied', `kioslaverc: ${errorCode(error)}`);
  }
}

/** Locks are set in the person's own file or, by administrators, in the same file under XDG_CONFIG_DIRS. */
async function findLocked(access: StoreAccess, asked: readonly string[]): Promise<Result<readonly string[]>> {
  const folders = (access.environment['XDG_CONFIG_DIRS'] || '/etc/xdg').split(':').filter((folder) => isAbsolute(folder));
  const locked = new Set<string>();
  for (const file of [fileOf(access), ...folders.map((folder) => join(folder, 'kioslaverc'))]) {
    const text = await readText(file);
    if (text.ok && text.value !== null) for (const key of lockedIn(text.value, asked)) locked.add(key);
  }
  return succeed(asked.filter((key) => locked.has(key)));
}

/** Through a link to where the file really is, with the mode it had, and tells running KDE programs. */
async function replaceFile(access: StoreAccess, text: string): Promise<Result<null>> {
  try {
    const named = fileOf(access);
    await mkdir(dirname(named), { recursive: true, mode: 0o700 });
    const file = await realpath(named).catch(() => named);
    const mode = await stat(file).then((found) => found.mode & 0o777, () => 0o600);
    const temporary = `${file}.${randomUUID()}.tmp`;
    await putInPlace(temporary, file, text, mode).catch(async (error: unknown) => {
      await rm(temporary, { force: true });
      throw error;
    });
    await notify(access);
    return succeed(null);
  } catch (error) {
    return { ok: false, fault: writeFault(error) };
  }
}

async function putInPlace(temporary: string, file: string, text: string, mode: number): Promise<void> {
  await createSynced(temporary, Buffer.from(text, 'latin1'));
  await chmod(temporary, mode);
  await rename(temporary, file);
  await syncFolder(dirname(file));
}

/** KDE programs that run already re-read on this signal; where there is no bus nobody waits for it. */
async function notify(access: StoreAccess): Promise<void> {
  const signal = ['--session', '--type=signal', '/KIO/Scheduler', 'org.kde.KIO.Scheduler.reparseSlaveConfiguration', 'string:'];
  await access.run('dbus-send', signal, { environment: access.environment, timeoutMs: 2_000 });
}
