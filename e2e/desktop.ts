/** A private desktop session: its own home, bus and settings, as a person's GNOME or KDE would have. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Desktop {
  readonly kind: 'gnome' | 'kde';
  readonly home: string;
  /** For everything that runs in this session. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs `gsettings` with these arguments and answers what it printed. */
  gsettings(...args: string[]): string;
  /** The stored proxy settings of both stores, byte for byte. */
  dump(): string;
  writeKioslaverc(text: string): void;
  /** The bus dies at once, as at a logout that goes wrong. */
  killBus(): void;
  /** The next login: another bus over the same home; `env` names it. */
  logIn(): Promise<void>;
  close(): void;
}

/** Starts the session. The environment is set before the bus: dconf's service is started by the bus with the bus's own. */
export async function startDesktop(kind: 'gnome' | 'kde'): Promise<Desktop> {
  const home = mkdtempSync(join(tmpdir(), 'byway-desktop-'));
  const env = sessionEnvironment(kind, home);
  let bus = await startBus(env);
  const kioslaverc = join(home, '.config', 'kioslaverc');
  const gsettings = (...args: string[]) => execFileSync('gsettings', args, { env, encoding: 'utf8' }).trim();
  const writeKioslaverc = (text: string) => writeFileSync(kioslaverc, text);
  // Chromium follows later changes of kioslaverc only when it could read one at its start.
  if (kind === 'kde') writeKioslaverc('[Proxy Settings]\nProxyType=0\n');
  return {
    kind, home, env, gsettings, writeKioslaverc,
    dump: () => `${execFileSync('dconf', ['dump', '/system/proxy/'], { env, encoding: 'utf8' })}\n${existsSync(kioslaverc) ? readFileSync(kioslaverc, 'utf8') : '(no kioslaverc)'}`,
    killBus: () => void bus.kill('SIGKILL'),
    logIn: async () => {
      bus.kill('SIGKILL');
      bus = await startBus(env);
    },
    close: () => {
      bus.kill('SIGKILL');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Starts the bus and names it in the environment. */
async function startBus(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  delete env['DBUS_SESSION_BUS_ADDRESS'];
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  env['DBUS_SESSION_BUS_ADDRESS'] = await firstLine(bus);
  return bus;
}

function sessionEnvironment(kind: Desktop['kind'], home: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [key, value] of Object.entries(process.env)) if (!/proxy|^DBUS_|^GSETTINGS_|^XDG_|^KDE_|^DISPLAY$|^WAYLAND/i.test(key)) env[key] = value;
  for (const [folder, mode] of [['run', 0o700], ['.config', 0o755], ['.cache', 0o755]] as const) mkdirSync(join(home, folder), { mode });
  return {
    ...env,
    HOME: home,
    XDG_RUNTIME_DIR: join(home, 'run'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_CURRENT_DESKTOP: kind === 'kde' ? 'KDE' : 'GNOME',
    ...(kind === 'kde' ? { KDE_SESSION_VERSION: '5' } : {}),
  };
}

/** The first line a process prints. */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end).trim());
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before its first line`)));
    child.once('error', reject);
  });
}
