/** The backends that the contract suite can try on this computer, with settings in each one's own notation. */
import { run } from '../../run.ts';
import type { Values } from '../shape.ts';
import { buildRestorer } from './bench.ts';
import { startDesktopPlace, startFakeMacos, startFakeWindows, startPlace, type Backend } from './places.ts';

const gsettings: Omit<Backend, 'name' | 'start'> = {
  kinds: {
    'nothing set': {},
    'a manual proxy': { 'http/host': "'proxy.corp'", 'http/port': '3128', 'ignore-hosts': "['intranet']", mode: "'manual'" },
    'automatic detection': { mode: "'auto'" },
    'automatic configuration': { mode: "'auto'", 'autoconfig-url': "'http://pac.corp/a?b=it%27s'" },
  },
  exceptions: { 'ignore-hosts': "['mine']" },
  takeover: Object.fromEntries(['http', 'https', 'socks'].flatMap((name) => [[`${name}/host`, "'127.0.0.1'"], [`${name}/port`, '7890']]).concat([['mode', "'manual'"]])),
};

const kioslaverc: Omit<Backend, 'name' | 'start'> = {
  kinds: {
    'nothing set': {},
    'a manual proxy': { httpProxy: 'httpProxy=http://proxy.corp 3128', NoProxyFor: 'NoProxyFor=intranet', ProxyType: 'ProxyType=1' },
    'automatic configuration': { ProxyType: 'ProxyType=2', 'Proxy Config Script': 'Proxy Config Script[$e]=http://pac.corp/$HOME' },
  },
  exceptions: { NoProxyFor: 'NoProxyFor=mine' },
  takeover: { httpProxy: 'httpProxy=http://127.0.0.1 7890', httpsProxy: 'httpsProxy=http://127.0.0.1 7890', socksProxy: 'socksProxy=socks://127.0.0.1 7890', ProxyType: 'ProxyType=1' },
};

const wininet: Omit<Backend, 'name' | 'start'> = {
  kinds: {
    'nothing set': {},
    'a manual proxy': { flags: '3', server: 'proxy.corp:3128', bypass: '*.corp;<local>' },
    'a list of proxies, switched off': { flags: '1', server: 'http=a.corp:1;https=b.corp:2;socks=c.corp:3' },
    'automatic configuration and detection': { flags: '13', autoconfig: 'http://pac.corp/a?b=c&d=%20' },
    'everything at once': { flags: '15', server: 'пример.рф:80', bypass: '10.*', autoconfig: 'file://c:/a b.pac' },
  },
  exceptions: { bypass: 'mine' },
  takeover: { server: '127.0.0.1:7890', flags: '3' },
};

const macManual: Values = { 'web/server': 'proxy.corp', 'web/port': '3128', 'web/enabled': 'Yes' };
const networksetup: Omit<Backend, 'name' | 'start'> = {
  kinds: {
    'nothing set': {},
    'a manual proxy': { ...macManual, bypass: '*.local\n169.254/16' },
    'a proxy switched off': { ...macManual, 'web/enabled': 'No', 'socks/server': 'fd00::1', 'socks/port': '1080' },
    'automatic configuration and detection': { 'pac/enabled': 'Yes', discovery: 'Yes' },
  },
  exceptions: { bypass: 'mine' },
  takeover: Object.fromEntries(['web', 'secure', 'socks'].flatMap((word) => [[`${word}/server`, '127.0.0.1'], [`${word}/port`, '7890'], [`${word}/enabled`, 'Yes']])),
};

const linux: readonly Backend[] = [
  { name: 'gsettings', start: () => startDesktopPlace('gnome'), ...gsettings },
  { name: 'kioslaverc', start: () => startDesktopPlace('kde'), ...kioslaverc },
  { name: 'Windows over a fake WinINET', start: startFakeWindows, ...wininet },
  { name: 'macOS over a fake networksetup', start: startFakeMacos, ...networksetup },
];

const own: Partial<Readonly<Record<NodeJS.Platform, Backend>>> = {
  win32: { name: 'this Windows', start: () => startPlace('win32', process.env, run, { store: 'wininet', guard: buildRestorer(), isOwn: true }), ...wininet },
  darwin: { name: 'this macOS', start: () => startPlace('darwin', process.env, run, { store: 'networksetup', guard: buildRestorer(), isOwn: true }), ...networksetup },
};

/**
 * On Linux all four. Elsewhere this computer's own settings, which the suite changes and puts back, and therefore only
 * where somebody asked for it: `BYWAY_TEST_OWN_PROXY=1`, as the runners of `.github/workflows/os.yml` do.
 */
export function backendsHere(): readonly Backend[] {
  if (process.platform === 'linux') return linux;
  const backend = own[process.platform];
  return backend === undefined || process.env['BYWAY_TEST_OWN_PROXY'] !== '1' ? [] : [backend];
}
