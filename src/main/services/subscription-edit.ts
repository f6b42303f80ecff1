/** What a person changes of a list. */
import { succeed, type Result } from '../../shared/fault.ts';
import type { HandlerInput } from '../../shared/serve.ts';
import type { Deps } from './deps.ts';
import type { StoredSubscription } from './stored.ts';
import { openSecret, sealSecret } from './subscription-shelf.ts';

/**
 * The changed record; what is absent in `input` stays. Switching the hardware id on makes a new random one, off forgets
 * it. Faults: those of opening and sealing the address.
 */
export function editRecord(deps: Pick<Deps, 'secrets' | 'random'>, record: StoredSubscription, input: HandlerInput<'subscriptions.edit'>): Result<StoredSubscription> {
  const { title, intervalHours, way = record.way } = input;
  const { ownTitle, ownIntervalHours, ...rest } = record;
  const named = title === undefined ? ownTitle : title.trim();
  const hours = intervalHours === undefined ? ownIntervalHours : (intervalHours ?? undefined);
  const plain: StoredSubscription = {
    ...rest,
    way,
    ...(named === undefined || named === '' ? {} : { ownTitle: named }),
    ...(hours === undefined ? {} : { ownIntervalHours: hours }),
  };
  if (input.userAgent === undefined && input.sendsHardwareId === undefined) return succeed(plain);
  const sealed = resealed(deps, record, input);
  return sealed.ok ? succeed({ ...plain, sealed: sealed.value }) : sealed;
}

function resealed(deps: Pick<Deps, 'secrets' | 'random'>, record: StoredSubscription, input: HandlerInput<'subscriptions.edit'>): Result<string> {
  const opened = openSecret(deps.secrets, record);
  if (!opened.ok) return opened;
  const { userAgent, hardwareId, ...lasting } = opened.value;
  const agent = input.userAgent === undefined ? userAgent : input.userAgent.trim();
  const sends = input.sendsHardwareId ?? hardwareId !== undefined;
  return sealSecret(deps.secrets, {
    ...lasting,
    ...(agent === undefined || agent === '' ? {} : { userAgent: agent }),
    ...(sends ? { hardwareId: hardwareId ?? hex(deps.random(16)) } : {}),
  });
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
