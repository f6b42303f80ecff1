/** The lists in memory: stored records, and the cards made of them. Addresses are opened when needed and not kept. */
import { displayName } from '../../shared/display-name.ts';
import { fail, succeed, type Result } from '../../shared/fault.ts';
import type { SubscriptionCard, SubscriptionDiff } from '../../shared/subscription.ts';
import { goneAfterMs } from '../core/subscription-merge.ts';
import { intervalOf } from '../core/subscription-plan.ts';
import type { SecretBox } from './deps.ts';
import type { StoredSubscription, SubscriptionSecret } from './stored.ts';

export interface CardFacts {
  readonly servers: number;
  readonly refreshing: boolean;
  readonly lastDiff: SubscriptionDiff | undefined;
}

/** Seals the address. Faults: `secrets-unreadable`. */
export function sealSecret(secrets: SecretBox, secret: SubscriptionSecret): Result<string> {
  return secrets.seal(JSON.stringify(secret));
}

/** Opens it. Faults: `secrets-unreadable`; `store-damaged` when what was sealed is no address. */
export function openSecret(secrets: SecretBox, { sealed }: StoredSubscription): Result<SubscriptionSecret> {
  const opened = secrets.open(sealed);
  if (!opened.ok) return opened;
  const { url, userAgent, hardwareId, leftOut } = readObject(opened.value);
  if (typeof url !== 'string' || !URL.canParse(url)) return fail('store-damaged', 'a stored list has no address');
  return succeed({
    url,
    ...(typeof userAgent === 'string' ? { userAgent } : {}),
    ...(typeof hardwareId === 'string' ? { hardwareId } : {}),
    ...(Array.isArray(leftOut) && leftOut.length > 0 ? { leftOut: leftOut.filter((mark) => typeof mark === 'number') } : {}),
  });
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}; // an object: members are unknown
  } catch {
    return {}; // no JSON
  }
}

/** What screens see; a list whose address cannot be opened is shown with the fault. */
export function subscriptionCard(secrets: SecretBox, record: StoredSubscription, { servers, refreshing, lastDiff }: CardFacts): SubscriptionCard {
  const secret = openSecret(secrets, record);
  const host = secret.ok ? new URL(secret.value.url).hostname : '';
  const fault = secret.ok ? record.fault : secret.fault;
  const { id, addedAt, refreshedAt, quota, announce, supportUrl, pageUrl, way, gone, keptByHand, unread, ownTitle, ownIntervalHours } = record;
  const { userAgent, hardwareId, leftOut }: Partial<SubscriptionSecret> = secret.ok ? secret.value : {};
  const leaving = Object.entries(gone).map(([server, since]): readonly [string, number] => [server, since + goneAfterMs]);
  return {
    id,
    title: displayName(ownTitle ?? record.title ?? '', host),
    host,
    servers,
    gone: leaving.length,
    addedAt,
    intervalHours: intervalOf(record),
    way,
    sendsHardwareId: hardwareId !== undefined,
    ...(ownTitle === undefined ? {} : { ownTitle }),
    ...(ownIntervalHours === undefined ? {} : { ownIntervalHours }),
    ...(refreshedAt === undefined ? {} : { refreshedAt }),
    ...(refreshing ? { refreshing } : {}),
    ...(fault === undefined ? {} : { fault }),
    ...(quota === undefined ? {} : { quota }),
    ...(announce === undefined ? {} : { announce: displayName(announce, '') }),
    ...(supportUrl === undefined ? {} : { supportUrl }),
    ...(pageUrl === undefined ? {} : { pageUrl }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(lastDiff === undefined ? {} : { lastDiff }),
    ...(leaving.length === 0 ? {} : { leaving: Object.fromEntries(leaving) }),
    ...(keptByHand === undefined ? {} : { keptByHand }),
    ...(leftOut === undefined ? {} : { leftOut: Math.ceil(leftOut.length / 2) }),
    ...(unread === undefined ? {} : { unread }),
  };
}
