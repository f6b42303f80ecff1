/** Which links are wrappers, and who opens them. */
import { succeed } from '../fault.ts';
import { readAmnezia } from './amnezia.ts';
import { deepLinkSchemes, readDeepLink } from './deep-links.ts';
import { readMieruConfig } from './mieru-config.ts';
import { readSsd } from './ssd.ts';
import { readSsconf, readSub, readSubscription } from './subscription-address.ts';
import { isTelegramWeb } from './telegram.ts';
import type { Findings, ReadTools } from './wrapper.ts';

type Open = (link: string, tools: ReadTools) => Findings;

const openers: ReadonlyMap<string, Open> = new Map<string, Open>([
  ...deepLinkSchemes.map((scheme) => [scheme, readDeepLink] as const),
  ['ssconf', readSsconf],
  ['sub', readSub],
  ['ssd', readSsd],
  ['vpn', readAmnezia],
  ['mieru', openMieru],
]);

/** True for a lower-case scheme whose links are, or may be, wrappers. */
export function isWrapper(scheme: string): boolean {
  return openers.has(scheme);
}

/** What a link of this lower-case scheme wraps; undefined when it is a link of its own. */
export function openWrapper(link: string, scheme: string, tools: ReadTools): Findings | undefined {
  const open = openers.get(scheme);
  return open === undefined || (scheme === 'mieru' && link.includes('@')) ? undefined : open(link, tools);
}

function openMieru(link: string): Findings {
  const read = readMieruConfig(link);
  return read.ok ? succeed(read.value.map((profile) => ({ kind: 'profile', profile }))) : read;
}

/** A web address that is no proxy, as the address of a list; undefined for one that is known to be something else. */
export function openWebAddress(link: string): Findings | undefined {
  if (isTelegramWeb(link)) return undefined;
  const subscription = readSubscription(link);
  return subscription.ok ? succeed([subscription.value]) : subscription;
}
