/**
 * macOS' settings, per network service, through networksetup: one store per service that is switched on and stands for
 * hardware, so that changing from Wi-Fi to a cable keeps the proxy.
 */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import type { Change, LoginEntry, ProxyPlan, ProxyStore, Snapshot, StoreAccess, Stores } from './backend.ts';
import { errorIn, parseService, parseServices, questions, serviceCommands, type Texts } from './networksetup-text.ts';
import type { Values } from './shape.ts';
import { watchAnswer } from './watch.ts';

/** Fixed, never looked up in PATH. */
const program = '/usr/sbin/networksetup';

/** macOS tells programs only that are linked to its libraries: this one asks, every few seconds while something is set. */
const watchMs = 4_000;

/** Every service when asked. */
export function openMacos(access: StoreAccess, login: LoginEntry): Stores {
  return {
    isSupported: true,
    async used() {
      const listed = await ask(access, ['-listnetworkserviceorder']);
      return listed.ok ? succeed(parseServices(listed.value).map((service) => openService(access, service))) : listed;
    },
    watch: (changed) => watchAnswer(() => effective(access), watchMs, changed),
    open: (name, scope) => (name === 'networksetup' && scope !== undefined ? openService(access, scope) : null),
    login,
  };
}

/** What the network in use goes by, in the configuration daemon's words. */
async function effective(access: StoreAccess): Promise<string | null> {
  const told = await access.run('/usr/sbin/scutil', ['--proxy'], { environment: access.environment });
  return told.ok && told.value.code === 0 ? told.value.stdout : null;
}

function openService(access: StoreAccess, service: string): ProxyStore {
  return {
    name: 'networksetup',
    scope: service,
    isWhole: true,
    read: () => readService(access, service, false),
    readBefore: () => readService(access, service, true),
    locked: () => Promise.resolve(succeed([])), // nothing tells beforehand: `write` answers proxy-locked
    plan: planValues,
    write: (changes) => writeService(access, service, changes),
    isUnset: (key, values) => values[`${key.slice(0, key.indexOf('/'))}/enabled`] === 'No',
  };
}

function planValues(plan: ProxyPlan): Values {
  if (plan.script !== undefined) {
    const others = ['web', 'secure', 'socks'].map((word) => [`${word}/enabled`, 'No']);
    return { ...Object.fromEntries(others), 'pac/url': plan.script.url, 'pac/enabled': 'Yes', discovery: 'No' };
  }
  const addresses = ['web', 'secure', 'socks'].flatMap((word) => [
    [`${word}/server`, plan.host],
    [`${word}/port`, String(plan.port)],
    [`${word}/enabled`, 'Yes'],
  ]);
  const entries = plan.bypass.filter((entry) => /^[^\s\p{Cc}]+$/u.test(entry) && !entry.startsWith('-'));
  const bypass = entries.length === 0 ? ['localhost'] : entries;
  return { ...Object.fromEntries(addresses), bypass: bypass.join('\n'), 'pac/enabled': 'No', discovery: 'No' };
}

async function readService(access: StoreAccess, service: string, isBefore: boolean): Promise<Result<Snapshot>> {
  const told = await Promise.all(questions.map((question) => ask(access, [`-get${question}`, service])));
  const texts: Record<string, string> = {};
  for (const [index, answer] of told.entries()) {
    if (!answer.ok) return answer;
    texts[questions[index] ?? ''] = answer.value;
  }
  const parsed = parseService(texts as Texts); // one text per question by construction
  if (!parsed.ok) return parsed;
  if (isBefore && parsed.value.hasPassword) return fail('proxy-not-applied', 'networksetup: a proxy with a password could not be put back');
  return succeed({ values: parsed.value.values });
}

async function writeService(access: StoreAccess, service: string, changes: readonly Change[]): Promise<Result<null>> {
  const now = await readService(access, service, false);
  if (!now.ok) return now;
  for (const [option = '', ...rest] of serviceCommands(changes, now.value.values)) {
    const told = await ask(access, [option, service, ...rest]);
    if (!told.ok) return told;
  }
  return succeed(null);
}

async function ask(access: StoreAccess, programArguments: readonly string[]): Promise<Result<string>> {
  const ran = await access.run(program, programArguments, { environment: access.environment });
  if (!ran.ok) return fail(ran.fault.code === 'not-found' ? 'proxy-unsupported' : 'proxy-not-applied', ran.fault.cause);
  const error = errorIn(`${ran.value.stdout}\n${ran.value.stderr}`, ran.value.code);
  if (error === 'admin') return fail('proxy-locked', 'networksetup: only an administrator may');
  if (error === 'no-service') return fail('not-found', 'networksetup: no such service');
  if (error !== null) return fail('proxy-not-applied', `networksetup ${programArguments[0]}: ${error}`);
  return succeed(ran.value.stdout);
}
