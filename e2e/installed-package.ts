/**
 * The Debian package as if it were installed: its files at /opt/Byway among mounts and processes of its own, a person
 * with a desktop session beside root, and the package's scripts run by root outside that session. Nothing of the
 * computer changes, and no process outside can be seen or ended. Needs root.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstLine } from './desktop.ts';
import { projectRoot } from './project.ts';
import { makeStubElectron } from './stub-electron.ts';

const person = { name: 'byway-guest', uid: '54321', home: '/home/byway-guest' };

export interface DebianPackage {
  readonly folder: string;
  remove(): void;
}

/** Builds it with electron-builder, on stubs of Electron and of fpm, and takes it apart. */
export async function buildDebianPackage(): Promise<DebianPackage> {
  const folder = mkdtempSync(join(tmpdir(), 'byway-deb-'));
  await makeStubElectron(join(folder, 'electron'), '45.4.1');
  const fpm = join(folder, 'fpm');
  writeFileSync(fpm, `#!/bin/sh\nexec '${process.execPath}' '${join(projectRoot, 'e2e', 'stub-fpm.ts')}' "$@"\n`, { mode: 0o755 });
  const words = ['--linux', 'deb', '--x64', '--config', 'electron-builder.yml', `-c.electronDist=${join(folder, 'electron')}`, `-c.directories.output=${join(folder, 'dist')}`, '-c.deb.artifactName=byway.deb'];
  const env = { ...process.env, CUSTOM_FPM_PATH: fpm };
  execFileSync(process.execPath, [join(projectRoot, 'node_modules', 'electron-builder', 'cli.js'), ...words], { cwd: projectRoot, stdio: 'pipe', env });
  for (const [option, place] of [['-x', 'files'], ['-e', 'control']] as const) execFileSync('dpkg-deb', [option, join(folder, 'dist', 'byway.deb'), join(folder, place)]);
  copyFileSync(process.execPath, join(folder, 'files', 'opt', 'Byway', 'byway'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Installed {
  /** Runs a program as the person, in the session, and answers what it printed. */
  inSession(...words: readonly string[]): string;
  /** Starts Byway's command line as the installed program would run; its output is a pipe. */
  startByway(...words: readonly string[]): ChildProcess;
  /** The person's stored settings, byte for byte. */
  dump(): string;
  /** The package's script before removal, as dpkg runs it. Answers what it printed. */
  beforeRemove(word: string): string;
  /** dpkg takes the files away. */
  removeFiles(): void;
  /** The person logs off, or on again. */
  logOff(): void;
  logOn(): Promise<void>;
  /** Command lines of everything that runs from the package, one a line. */
  running(): string;
  close(): void;
}

/**
 * Node plays Electron's binary: it runs the same bundle in the same place, and signals reach it the same way. A copy of
 * it, because the script finds the package's processes by their file.
 */
const mounts = `
set -e
mount --make-rprivate /
for folder in /opt /home; do mount -t tmpfs tmpfs $folder; done
mkdir -p /opt/Byway /opt/out
mount --bind "$1/files/opt/Byway" /opt/Byway
mount --bind "$2" /opt/out
mount --bind "$1/passwd" /etc/passwd
for folder in run .config .cache; do mkdir -p ${person.home}/$folder; done
chmod 700 ${person.home}/run
chown -R ${person.uid}:${person.uid} ${person.home}
echo ready
exec sleep infinity
`;

/** Installs it, with the person logged on. */
export async function install({ folder }: DebianPackage): Promise<Installed> {
  writeFileSync(join(folder, 'passwd'), `${readFileSync('/etc/passwd', 'utf8')}${person.name}:x:${person.uid}:${person.uid}::${person.home}:/bin/sh\n`);
  chmodSync(join(folder, 'passwd'), 0o644);
  const holder = spawn('unshare', ['-m', '-p', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', mounts, 'sh', folder, join(projectRoot, 'out')], { stdio: ['ignore', 'pipe', 'inherit'] });
  await firstLine(holder);
  const first = execFileSync('pgrep', ['-P', String(holder.pid)], { encoding: 'utf8' }).trim(); // the first process inside
  const inside = ['-m', '-p', '-t', first, '--wd=/'];
  const session: Record<string, string> = { HOME: person.home, XDG_RUNTIME_DIR: `${person.home}/run`, XDG_CURRENT_DESKTOP: 'GNOME', PATH: '/usr/bin:/bin', BYWAY_ENGINE: '/opt/Byway/resources/engine/byway-engine' };
  const asPerson = (words: readonly string[]): string[] => [...inside, 'runuser', '-u', person.name, '--', 'env', '-i', ...Object.entries(session).map(([name, value]) => `${name}=${value}`), ...words];
  const inSession = (...words: readonly string[]): string => execFileSync('nsenter', asPerson(words), { encoding: 'utf8' });
  const asRoot = (...words: readonly string[]): string => execFileSync('nsenter', [...inside, ...words], { encoding: 'utf8', env: { PATH: process.env['PATH'] }, timeout: 60_000 });
  const logOff = (): void => void spawnSync('nsenter', [...inside, 'pkill', '-KILL', '-U', person.uid]);
  const logOn = async (): Promise<void> => {
    const bus = spawn('nsenter', asPerson(['dbus-daemon', '--session', '--nofork', '--print-address']), { stdio: ['ignore', 'pipe', 'ignore'] });
    session['DBUS_SESSION_BUS_ADDRESS'] = await firstLine(bus);
  };
  await logOn();
  return {
    inSession, logOff, logOn,
    startByway: (...words) => spawn('nsenter', asPerson(['/opt/Byway/byway', '/opt/out/node/byway.js', ...words, '--json']), { stdio: ['ignore', 'pipe', 'inherit'] }),
    dump: () => inSession('dconf', 'dump', '/system/proxy/'),
    beforeRemove: (word) => asRoot(join(folder, 'control', 'prerm'), word),
    removeFiles: () => void asRoot('sh', '-c', 'umount -l /opt/Byway'),
    running: () => spawnSync('nsenter', [...inside, 'pgrep', '-a', '-U', person.uid, '-f', '^(/opt/Byway|/home/byway-guest/.local/share/byway)/'], { encoding: 'utf8' }).stdout,
    close: () => {
      logOff();
      holder.kill('SIGKILL');
    },
  };
}
