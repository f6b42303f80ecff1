/** For tests: everything outside, in memory. */
import { fail, succeed, type Fault, type Result } from '../../../shared/fault.ts';
import type { Parsed, Profile } from '../../../shared/profile.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import type { LogLine } from '../../../shared/snapshot.ts';
import type { ProxyPlan } from '../../core/proxy-plan.ts';
import type { Deps, Document, FetchAnswer, Fetcher, FetchRequest, Loaded, Lockbox, Log, ParseRunner, ProxyControl, ProxyRemark, SecretBox } from '../deps.ts';
import type { StoredList, StoredSettings, StoredSubscriptions } from '../stored.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakeEngineLink, type FakeEngineLink } from './fake-engine-link.ts';

/** The system's proxy settings: what they hold now, and what the next calls answer. */
export interface FakeProxy extends ProxyControl {
  supported: boolean;
  readonly calls: string[];
  now(): ProxyPlan | undefined;
  enableFault: Fault | undefined;
  restoreFault: Fault | undefined;
  /** What a crash left behind. */
  leftover: boolean;
  /** Somebody else changed the settings. */
  foreign: boolean;
  remarked: readonly ProxyRemark[];
  /** Tells that somebody wrote to them. */
  stir(): void;
}

export interface FakeDocument<T> extends Document<T> {
  load: () => Promise<Loaded<T>>;
  readonly saved: T[];
  saveFault: Fault | undefined;
  loaded: Loaded<T>;
}

export interface FakeDeps extends Deps {
  readonly engine: FakeEngineLink;
  readonly proxy: FakeProxy;
  readonly clock: FakeClock;
  readonly profiles: FakeDocument<StoredList>;
  readonly settings: FakeDocument<StoredSettings>;
  readonly subscriptions: FakeDocument<StoredSubscriptions>;
  readonly fetcher: FakeFetcher;
  readonly secrets: SecretBox & { locked: boolean };
  readonly parse: ParseRunner & { next: Result<Parsed> };
  readonly quits: string[];
}

/** A healthy computer with nothing stored. */
export function createFakeDeps(): FakeDeps {
  const quits: string[] = [];
  let seed = 1;
  return {
    engine: createFakeEngineLink(),
    proxy: createFakeProxy(),
    clock: createFakeClock(),
    profiles: createFakeDocument<StoredList>({ items: [] }),
    subscriptions: createFakeDocument<StoredSubscriptions>({ items: [] }),
    fetcher: createFakeFetcher(),
    settings: createFakeDocument<StoredSettings>({ settings: defaultSettings, ports: { local: 20_001, systemProxy: 20_002, script: 20_003 } }),
    secrets: createFakeSecrets(),
    lockbox: createFakeLockbox(),
    parse: createFakeParse(),
    networks: { of: (host) => (host.startsWith('192.0.2.') ? { number: 64_500, name: 'Example Hosting', country: 'NL' } : undefined) },
    random: (bytes) => Uint8Array.from({ length: bytes }, () => (seed = (seed * 48_271) % 2_147_483_647) & 255),
    log: createFakeLog(),
    host: { kind: 'headless', version: '0.1.0', platform: 'linux', languages: ['en-GB'], can: { systemProxy: true, tray: false, quit: true, openLinks: false } },
    quit: () => quits.push('quit'),
    quits,
  };
}

function createFakeProxy(): FakeProxy {
  let plan: ProxyPlan | undefined;
  const stirs = new Set<() => void>();
  const fake: FakeProxy = {
    supported: true,
    calls: [],
    enableFault: undefined,
    restoreFault: undefined,
    leftover: false,
    foreign: false,
    remarked: [],
    now: () => plan,
    enable(wanted) {
      fake.calls.push(`enable ${wanted.port}`);
      if (fake.enableFault !== undefined) return Promise.resolve({ ok: false, fault: fake.enableFault });
      plan = wanted;
      fake.foreign = false;
      return Promise.resolve(succeed(null));
    },
    restore() {
      fake.calls.push('restore');
      if (fake.restoreFault !== undefined) return Promise.resolve({ ok: false, fault: fake.restoreFault });
      const restored = plan !== undefined;
      plan = undefined;
      return Promise.resolve(succeed({ restored }));
    },
    recover() {
      fake.calls.push('recover');
      return Promise.resolve(succeed({ restored: fake.leftover }));
    },
    inEffect: () => Promise.resolve(plan !== undefined && !fake.foreign),
    found: () => Promise.resolve({ kind: 'proxy', address: '127.0.0.1:7890' }),
    remarks: () => Promise.resolve(fake.remarked),
    onStir: (receive) => (stirs.add(receive), () => stirs.delete(receive)),
    stir: () => stirs.forEach((receive) => receive()),
  };
  return fake;
}

/** A document that starts with `value`. */
export function createFakeDocument<T>(value: T): FakeDocument<T> {
  const fake: FakeDocument<T> = {
    saved: [],
    saveFault: undefined,
    loaded: { value, notes: [], readOnly: false },
    load: () => Promise.resolve(fake.loaded),
    save(next) {
      if (fake.saveFault !== undefined) return Promise.resolve({ ok: false, fault: fake.saveFault });
      fake.saved.push(next);
      return Promise.resolve(succeed(null));
    },
  };
  return fake;
}

function createFakeSecrets(): FakeDeps['secrets'] {
  const fake = {
    locked: false,
    seal: (plain: string): Result<string> => (fake.locked ? fail('secrets-unreadable') : succeed(`sealed:${plain}`)),
    open: (sealed: string): Result<string> => (fake.locked ? fail('secrets-unreadable') : succeed(sealed.slice('sealed:'.length))),
  };
  return fake;
}

function createFakeParse(): FakeDeps['parse'] {
  const fake: FakeDeps['parse'] = {
    next: succeed({ profiles: [], rejected: [] }),
    parse: () => Promise.resolve(fake.next),
  };
  return fake;
}

/** Answers `next`, or what `answer` says of a request, and remembers what was asked. */
export interface FakeFetcher extends Fetcher {
  readonly asked: FetchRequest[];
  next: Result<FetchAnswer>;
  answer: ((request: FetchRequest, signal: AbortSignal | undefined) => Promise<Result<FetchAnswer>>) | undefined;
}

function createFakeFetcher(): FakeFetcher {
  const fake: FakeFetcher = {
    asked: [],
    next: fail('refused'),
    answer: undefined,
    fetch(request, signal) {
      fake.asked.push(request);
      return fake.answer?.(request, signal) ?? Promise.resolve(fake.next);
    },
  };
  return fake;
}

function createFakeLog(): Log {
  const lines: LogLine[] = [];
  const receivers = new Set<(lines: readonly LogLine[]) => void>();
  return {
    write(level, source, text) {
      const line: LogLine = { sequence: lines.length, at: 0, level, source, text };
      lines.push(line);
      for (const receive of receivers) receive([line]);
    },
    lines: () => lines,
    onLines: (receive) => (receivers.add(receive), () => receivers.delete(receive)),
  };
}

/** A trojan server on an address of 198.51.100.0/24 and up; `number` makes it another one. */
export function sampleProfile(number = 1): Profile {
  return {
    type: 'trojan',
    name: `Server ${number}`,
    server: `198.51.${100 + (Math.floor(number / 250) % 100)}.${(number % 250) + 1}`,
    port: 443,
    password: `password ${number}`,
    security: 'tls',
    transport: { type: 'tcp' },
  };
}

/** The words stand in the text: enough to tell the right ones from others. */
function createFakeLockbox(): Lockbox {
  return {
    lock: (plain, passphrase) => Promise.resolve(succeed(`byway1:${JSON.stringify([passphrase, plain])}`)),
    unlock(text, passphrase) {
      const [words, plain] = JSON.parse(text.slice('byway1:'.length)) as readonly [string, string]; // what `lock` wrote
      return Promise.resolve(words === passphrase ? succeed(plain) : fail('sealed-wrong'));
    },
  };
}
