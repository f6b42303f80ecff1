/** The app as a window sees it, with nothing behind it: every call of the contract answered from made-up data. */
import type { ConnectionState } from '../../src/shared/connection.ts';
import { fail, succeed } from '../../src/shared/fault.ts';
import type { Handlers, Served } from '../../src/shared/serve.ts';
import { defaultSettings, type Settings } from '../../src/shared/settings.ts';
import { applyChange, type LogLine, type ProbeState, type ProfileCard, type Snapshot, type SnapshotChange } from '../../src/shared/snapshot.ts';
import { fakeImports } from './fake-import.ts';
import { fakeServers } from './fake-servers.ts';
import { fakeOpen, fakeOwners } from './fake-links.ts';
import { fakeShareHandlers } from './fake-share.ts';
import { fakeDiff, fakeSubscriptions } from './fake-subscriptions.ts';
import { fakeConnection, fakeLog, isFakeState, type FakeState } from './fake-states.ts';

export interface FakeOptions {
  readonly state: FakeState;
  /** How many servers. */
  readonly profiles: number;
  readonly language: Settings['language'];
  readonly theme: Settings['theme'];
  /** The servers from lists have lists at once. */
  readonly lists?: boolean;
}

export class FakeApp implements Served {
  #snapshot: Snapshot;
  #removed: readonly ProfileCard[] = [];
  readonly #changes = new Set<(change: SnapshotChange) => void>();
  readonly handlers: Handlers;

  constructor(options: FakeOptions) {
    const { cards, probes } = fakeServers(options.profiles);
    this.#snapshot = {
      host: { kind: 'headless', version: '0.1.0', platform: 'linux', languages: ['en-GB'], can: { systemProxy: true, tray: true, quit: true, openLinks: true } },
      connection: fakeConnection(options.state), profiles: cards, subscriptions: [], probes,
      ...(cards[0] === undefined ? {} : { chosen: cards[0].id }),
      settings: { ...defaultSettings, language: options.language, theme: options.theme },
      traffic: options.state === 'on' ? { up: 21_000, down: 340_000, upTotal: 3_400_000, downTotal: 88_000_000 } : { up: 0, down: 0, upTotal: 0, downTotal: 0 },
      notices: options.state === 'off' ? [{ id: 'n1', kind: 'restored-after-crash' }] : [],
      incoming: [],
    };
    if (options.lists === true) this.#follow();
    this.handlers = this.#makeHandlers();
  }

  now = (): number => Date.now();
  onBug = (name: string, error: unknown): void => console.error(name, error);
  onLog = (_receive: (lines: readonly LogLine[]) => void) => () => undefined;
  onChange(receive: (change: SnapshotChange) => void): () => void {
    this.#changes.add(receive);
    return () => this.#changes.delete(receive);
  }

  #change(change: SnapshotChange): void {
    this.#snapshot = applyChange(this.#snapshot, change);
    for (const receive of this.#changes) receive(change);
  }

  #connect(state: ConnectionState): void {
    this.#change({ connection: state });
  }

  #makeHandlers(): Handlers {
    const done = Promise.resolve(succeed(null));
    return {
      'state.get': () => Promise.resolve(succeed(this.#snapshot)),
      'connection.connect': ({ profileId }) => {
        const id = profileId ?? this.#snapshot.chosen ?? '';
        if (isFakeState(id)) this.#connect(fakeConnection(id));
        else this.#connect({ kind: 'on', profileId: id, since: Date.now(), lastAnswerAt: Date.now(), lastAnswerMs: 48, systemProxy: 'set' });
        return done;
      },
      'connection.disconnect': () => (this.#connect({ kind: 'off' }), done),
      'connection.practice': () => (this.#connect(fakeConnection('on')), done),
      'connection.local': () => Promise.resolve(succeed({ port: 20_801, username: 'byway', password: 'not-a-real-one', systemProxyPort: 20_802 })),
      'proxy.apply': () => {
        const { connection } = this.#snapshot;
        if (connection.kind !== 'on') return Promise.resolve(fail('not-found'));
        const { foundProxy: _found, ...rest } = connection;
        this.#change({ connection: { ...rest, systemProxy: 'set' } });
        return done;
      },
      'proxy.restore': () => Promise.resolve(succeed({ restored: true })),
      ...fakeImports({ snapshot: () => this.#snapshot, change: (change) => this.#change(change) }),
      'profiles.import': () => Promise.resolve(fail('input-empty')),
      'profiles.choose': ({ id }) => (this.#change({ chosen: id }), done),
      'profiles.rename': ({ id, name }) => (this.#rename(id, name), done),
      'profiles.remove': ({ ids }) => {
        this.#removed = this.#snapshot.profiles.filter((card) => ids.includes(card.id));
        this.#change({ profiles: { upsert: [], remove: ids } });
        return Promise.resolve(succeed({ undo: 'u1', removed: this.#removed.length }));
      },
      'profiles.undoRemove': () => {
        this.#change({ profiles: { upsert: this.#removed, remove: [] } });
        return Promise.resolve(succeed({ restored: this.#removed.length }));
      },
      'profiles.reveal': ({ id }) => Promise.resolve(this.#reveal(id)),
      'subscriptions.add': ({ url }) => Promise.resolve(url.startsWith('http:') ? fail('address-unsafe', undefined, { reasons: 'plain', host: 'lists.example' }) : this.#follow()),
      'subscriptions.refresh': () => Promise.resolve(succeed([{ id: 'list-1', diff: fakeDiff }])),
      'subscriptions.edit': () => done,
      'subscriptions.keepServers': () => done,
      'subscriptions.address': () => Promise.resolve(succeed({ url: 'https://lists.example/s/not-a-real-key' })),
      'subscriptions.remove': () => Promise.resolve(succeed({ undo: 'u1', removed: 3 })),
      'subscriptions.undoRemove': () => Promise.resolve(succeed({ restored: 3 })),
      ...fakeShareHandlers(() => this.#snapshot.profiles),
      'probes.start': ({ ids }) => (this.#test(ids), done),
      'probes.stop': () => done,
      'settings.change': (patch) => {
        const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
        this.#change({ settings: { ...this.#snapshot.settings, ...given } });
        return Promise.resolve(succeed(this.#snapshot.settings));
      },
      'clipboard.look': () => Promise.resolve(fail('not-here')),
      'links.owners': () => Promise.resolve(succeed(fakeOwners())),
      'links.open': (request) => Promise.resolve(succeed(fakeOpen(request))),
      'incoming.end': ({ id }) => (this.#change({ incoming: this.#snapshot.incoming.filter((text) => text.id !== id) }), done),
      'notices.dismiss': ({ id }) => (this.#change({ notices: this.#snapshot.notices.filter((notice) => notice.id !== id) }), done),
      'log.get': () => Promise.resolve(succeed(fakeLog())),
      'app.quit': () => done,
    };
  }

  #rename(id: string, name: string): void {
    this.#change({ profiles: { upsert: this.#snapshot.profiles.filter((card) => card.id === id).map((card) => ({ ...card, name })), remove: [] } });
  }

  /** From now on the servers from lists have lists. */
  #follow() {
    const upsert = this.#snapshot.profiles.filter((card) => card.source === 'subscription').map((card, index) => ({ ...card, subscription: index === 0 ? 'list-2' : 'list-1' }));
    this.#change({ profiles: { upsert, remove: [] }, subscriptions: { upsert: fakeSubscriptions(upsert), remove: [] } });
    return succeed({ id: 'list-1', diff: fakeDiff });
  }

  #reveal(id: string) {
    const card = this.#snapshot.profiles.find((profile) => profile.id === id);
    if (card === undefined) return fail('not-found');
    const { server, port, name } = card;
    const profile = { type: 'trojan', name: `🇦🇹 ${name} ⚡ @letokeys`, server, port, password: 'O0Il1-correct-horse', security: 'tls', transport: { type: 'tcp' } } as const;
    return succeed({ link: `trojan://O0Il1-correct-horse@${server}:${port}#x`, profile: { id, profile, source: { kind: 'paste' as const }, addedAt: card.addedAt } });
  }

  /** A run that stands still half-way, so that a picture of it can be taken. */
  #test(ids: readonly string[]): void {
    const at = Date.now() + 1000;
    const probes = ids.map((id, index): readonly [string, ProbeState] => {
      if (ids.length > 1 && index > ids.length * 0.6) return [id, { kind: 'queued' }];
      if (ids.length > 1 && index > ids.length * 0.55) return [id, { kind: 'asking', since: at }];
      if (index % 4 === 3) return [id, { kind: 'failed', at, fault: { code: 'timeout' }, stages: [], bytes: 0 }];
      return [id, { kind: 'good', at, ms: index % 5 === 4 ? 1300 : 50 + index, stages: [], bytes: 65_536 }];
    });
    this.#change({ probes: Object.fromEntries(probes) });
  }
}
