/** Lists named inside a list: fetched with it, two levels down, and shown as part of it. */
import { fail, type FaultCode, type Result } from '../../shared/fault.ts';
import type { FoundSubscription, Parsed, Profile, Reject } from '../../shared/profile.ts';
import type { UnreadPart } from '../../shared/subscription.ts';

export interface PartLimits {
  /** Levels below the list itself. */
  readonly depth: number;
  /** Addresses in all. */
  readonly addresses: number;
  readonly atOnce: number;
  /** Servers in all, the list's own included. */
  readonly servers: number;
}

export const partLimits: PartLimits = { depth: 2, addresses: 32, atOnce: 4, servers: 50_000 };

/** A list with everything inside it that could be read. */
export interface WholeList {
  readonly parsed: Parsed;
  readonly unread: readonly UnreadPart[];
  /** Hosts of the lists inside it that were read. */
  readonly partHosts: readonly string[];
}

/**
 * Reads what `top` names. `ask` fetches one address: public and encrypted ones only, whatever was confirmed for the list
 * itself, since these come from the provider. No address is asked twice. What cannot be read costs itself only.
 */
export async function readParts(top: Parsed, address: string, ask: (url: string) => Promise<Result<Parsed>>, limits: PartLimits = partLimits): Promise<WholeList> {
  const profiles: Profile[] = [...top.profiles];
  const rejected: Reject[] = [...top.rejected];
  const unread: UnreadPart[] = [];
  const hosts = new Set<string>();
  const seen = new Set([plainAddress(address)]);
  let level = fresh(top.subscriptions ?? [], seen);
  for (let depth = 1; level.length > 0; depth += 1) {
    const room = depth > limits.depth ? 0 : Math.max(0, limits.addresses - (seen.size - 1 - level.length));
    unread.push(...level.slice(room).map(({ url }) => unreadOf(url, 'input-too-large')));
    const answers = await askAll(level.slice(0, room), ask, limits.atOnce);
    const below: FoundSubscription[] = [];
    for (const { url, answer } of answers) {
      if (!answer.ok) unread.push(unreadOf(url, answer.fault.code));
      else if (profiles.length + answer.value.profiles.length > limits.servers) unread.push(unreadOf(url, 'input-too-large'));
      else {
        for (const profile of answer.value.profiles) profiles.push(profile);
        for (const reject of answer.value.rejected) rejected.push(reject);
        below.push(...(answer.value.subscriptions ?? []));
        hosts.add(hostOf(url));
      }
    }
    level = fresh(below, seen);
  }
  return { parsed: { ...top, profiles, rejected }, unread: unread.slice(0, mostTold), partHosts: [...hosts] };
}

/** Unread ones that are told of; a list may name any number. */
const mostTold = 64;

interface Asked {
  readonly url: string;
  readonly answer: Result<Parsed>;
}

/** In the order of the addresses, whichever comes first. */
async function askAll(found: readonly FoundSubscription[], ask: (url: string) => Promise<Result<Parsed>>, atOnce: number): Promise<readonly Asked[]> {
  const answers: Asked[] = found.map(({ url }) => ({ url, answer: fail('cancelled') }));
  const queue = [...found.keys()];
  const work = async (): Promise<void> => {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      const url = found[index]?.url ?? '';
      answers[index] = { url, answer: await ask(url) };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return answers;
}

/** Those not asked before, each once; they count as asked from now on. */
function fresh(found: readonly FoundSubscription[], seen: Set<string>): readonly FoundSubscription[] {
  return found.filter(({ url }) => {
    const plain = plainAddress(url);
    if (seen.has(plain)) return false;
    seen.add(plain);
    return true;
  });
}

function plainAddress(address: string): string {
  const text = address.trim().replace(/#.*$/s, '');
  return URL.canParse(text) ? new URL(text).href : text;
}

/** To the person, an address inside a list is refused whatever speaks against it: there is nothing to confirm. */
function unreadOf(url: string, code: FaultCode): UnreadPart {
  return { host: hostOf(url), code: code === 'address-unsafe' ? 'address-refused' : code };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
