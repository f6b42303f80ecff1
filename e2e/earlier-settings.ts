/** Proxy settings as people have them before Byway, in both notations, for the browser rounds. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desktop } from './desktop.ts';

export interface Earlier {
  readonly name: string;
  /** Whether they send the test's site to the company's proxy. */
  readonly viaCompany: boolean;
  /** Administrators have locked them: Byway must refuse. */
  readonly isLocked?: boolean;
  readonly dconf: (company: URL) => string;
  readonly kioslaverc: (company: URL) => string;
}

const manual = (company: URL, ignored: string): string => `[/]\nignore-hosts=[${ignored}]\nmode='manual'\n\n[http]\nhost='${company.hostname}'\nport=${company.port}\n`;
const kdeManual = (company: URL, ignored: string): string => `[Proxy Settings]\nNoProxyFor=${ignored}\nProxyType=1\nhttpProxy=http://${company.hostname} ${company.port}\n`;

export const earlierSettings: readonly Earlier[] = [
  { name: 'no proxy', viaCompany: false, dconf: () => "[/]\nmode='none'\n", kioslaverc: () => '[Proxy Settings]\nProxyType=0\n' },
  { name: 'a manual proxy', viaCompany: true, dconf: (company) => manual(company, "'intranet'"), kioslaverc: (company) => kdeManual(company, 'intranet') },
  {
    name: 'a PAC',
    viaCompany: true,
    dconf: (company) => `[/]\nautoconfig-url='${company.origin}/proxy.pac'\nmode='auto'\n`,
    kioslaverc: (company) => `[Proxy Settings]\nProxy Config Script=${company.origin}/proxy.pac\nProxyType=2\n`,
  },
  { name: 'auto-detect', viaCompany: false, dconf: () => "[/]\nmode='auto'\n", kioslaverc: () => '[Proxy Settings]\nProxyType=3\n' },
  { name: 'locked keys', viaCompany: false, isLocked: true, dconf: () => "[/]\nmode='none'\n", kioslaverc: () => '[Proxy Settings]\nProxyType[$i]=0\n' },
  {
    name: 'odd characters',
    viaCompany: false,
    dconf: () => `[/]\nignore-hosts=['a"b', "it's", 'b\\\\c', 'пример.рф', 'a\\nb']\nmode='none'\n\n[http]\nhost="x'\\\\y z"\n`,
    kioslaverc: () => '[Other]\nключ=значение\n\n[Proxy Settings]\n# mine é\nhttpProxy = http://p 1\nNoProxyFor[$e]=$HOSTS\nProxyType=0\n',
  },
  { name: 'an ignore list', viaCompany: false, dconf: (company) => manual(company, "'203.0.113.5', '*.corp.example'"), kioslaverc: (company) => kdeManual(company, '203.0.113.5,*.corp.example') },
];

export interface Administrator {
  /** For the app: a system database below the person's own. */
  readonly env: NodeJS.ProcessEnv;
  setLocks(isLocked: boolean): void;
}

/** A computer with an administrator, who may lock the proxy's mode. */
export function startAdministrator(desktop: Desktop): Administrator {
  const folder = join(desktop.home, 'system.d');
  const database = join(desktop.home, 'system-db');
  const profile = join(desktop.home, 'dconf-profile');
  mkdirSync(join(folder, 'locks'), { recursive: true });
  writeFileSync(join(folder, '00'), '[org/example]\nx=1\n');
  writeFileSync(profile, `user-db:user\nfile-db:${database}\n`);
  const setLocks = (isLocked: boolean): void => {
    writeFileSync(join(folder, 'locks', '00'), isLocked ? '/system/proxy/mode\n' : '');
    execFileSync('dconf', ['compile', database, folder]);
  };
  setLocks(false);
  return { env: { ...desktop.env, DCONF_PROFILE: profile }, setLocks };
}

/** Puts them in place; answers what both stores then hold. */
export function putEarlier(desktop: Desktop, earlier: Earlier, company: URL): string {
  execFileSync('dconf', ['reset', '-f', '/system/proxy/'], { env: desktop.env });
  execFileSync('dconf', ['load', '/system/proxy/'], { env: desktop.env, input: earlier.dconf(company) });
  if (desktop.kind === 'kde') desktop.writeKioslaverc(earlier.kioslaverc(company));
  return desktop.dump();
}
