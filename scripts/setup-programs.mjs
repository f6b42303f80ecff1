/** Set-up for tests: the browsers, servers and desktop tools they drive. Installed on Debian as root, else looked for. */
import { existsSync } from 'node:fs';
import { canRunWine } from './suite-wine.mjs';
import { SetUpError, ask, environment, run } from './tools.mjs';

/** Debian's package → the program that proves it is there (or a file, when it starts with a slash). */
const packages = {
  curl: 'curl',
  chromium: 'chromium',
  'firefox-esr': 'firefox-esr',
  xvfb: 'Xvfb',
  dbus: 'dbus-run-session',
  'dconf-gsettings-backend': '/usr/share/doc/dconf-gsettings-backend',
  'dconf-cli': 'dconf',
  'gsettings-desktop-schemas': '/usr/share/glib-2.0/schemas/org.gnome.system.proxy.gschema.xml',
  'libglib2.0-bin': 'gsettings',
  iproute2: 'ip',
  strace: 'strace',
  tcpdump: 'tcpdump',
  openssl: 'openssl',
  procps: 'pgrep',
  'xdg-utils': 'xdg-mime',
  'shadowsocks-libev': 'ss-server',
  'shadowsocks-v2ray-plugin': 'ss-v2ray-plugin',
  'simple-obfs': 'obfs-server',
  v2ray: 'v2ray',
  trojan: 'trojan',
  tinyproxy: 'tinyproxy',
  'dante-server': 'danted',
  'openssh-server': 'sshd',
  openvpn: 'openvpn',
  'util-linux': 'unshare',
  nsis: 'makensis',
  'fonts-noto-cjk': '/usr/share/doc/fonts-noto-cjk',
  ...(canRunWine ? { wine: 'wine', wine64: '/usr/lib/wine/wine64' } : {}),
};
/** Where browsers of the Chromium family stand on systems other than Debian. */
const browsers = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge', '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe', 'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

/** Makes sure that every program the suites start is there. */
export function installTestPrograms(say) {
  const missing = Object.keys(packages).filter((name) => !isThere(packages[name]));
  if (missing.length === 0) return false;
  if (process.platform === 'linux' && ask('dpkg', ['--version']) !== undefined) return installFromDebian(say, missing);
  if (!browsers.some((path) => existsSync(path))) throw new SetUpError('The tests need a browser of the Chromium family: please install Chromium, Chrome or Edge and run the same command again.');
  throw new SetUpError(`The tests start real servers that this system lacks (${missing.join(', ')}): please install them and run the same command again.`);
}

function installFromDebian(say, missing) {
  if (process.getuid?.() !== 0) throw new SetUpError(`The tests need some programs: please run  sudo apt-get install --no-install-recommends ${missing.join(' ')}  and then the same command again.`);
  say(`installing from Debian: ${missing.join(' ')}`);
  const env = environment(undefined, { DEBIAN_FRONTEND: 'noninteractive' });
  const policy = ['-o', 'Dpkg::Options::=--force-confdef', '-o', 'DPkg::Lock::Timeout=120'];
  run('Reading Debian’s package lists', 'apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  run('Installing test programs', 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...policy, ...missing], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const still = missing.filter((name) => !isThere(packages[name]));
  if (still.length > 0) throw new SetUpError(`Debian’s packages were installed, yet these are missing: ${still.join(', ')}.`);
  return true;
}

function isThere(proof) {
  if (proof.startsWith('/')) return existsSync(proof);
  const folders = (process.env.PATH ?? '').split(':').concat('/usr/sbin', '/sbin', '/usr/games');
  return folders.some((folder) => existsSync(`${folder}/${proof}`));
}
