/** A list's settings as the form holds them, and what of them was changed. Pure. */
import type { CallInput } from '../../../shared/contract.ts';
import type { FetchWay, SubscriptionCard } from '../../../shared/subscription.ts';

export interface ListValues {
  /** Empty for the provider's own. */
  readonly title: string;
  /** Hours; `auto` is what the provider says, `0` by hand only. */
  readonly interval: string;
  readonly way: FetchWay;
  /** Empty for Byway's own. */
  readonly userAgent: string;
  readonly sendsHardwareId: boolean;
}

/** As the list stands. */
export function valuesOf({ ownTitle = '', ownIntervalHours, way, userAgent = '', sendsHardwareId }: SubscriptionCard): ListValues {
  return { title: ownTitle, interval: ownIntervalHours === undefined ? 'auto' : String(ownIntervalHours), way, userAgent, sendsHardwareId };
}

const offered = ['auto', '1', '6', '12', '24', '72', '168', '0'];

/** What can be chosen, with what is set now where that is something else. */
export function intervals(list: SubscriptionCard): readonly string[] {
  const { interval } = valuesOf(list);
  return offered.includes(interval) ? offered : [...offered.slice(0, -1), interval, '0'];
}

/** The call that makes the changes; undefined when there are none. */
export function changesOf(list: SubscriptionCard, values: ListValues): CallInput<'subscriptions.edit'> | undefined {
  const before = valuesOf(list);
  const title = values.title.trim();
  const userAgent = values.userAgent.trim();
  const change = {
    ...(title === before.title ? {} : { title }),
    ...(values.interval === before.interval ? {} : { intervalHours: values.interval === 'auto' ? null : Number(values.interval) }),
    ...(values.way === before.way ? {} : { way: values.way }),
    ...(userAgent === before.userAgent ? {} : { userAgent }),
    ...(values.sendsHardwareId === before.sendsHardwareId ? {} : { sendsHardwareId: values.sendsHardwareId }),
  };
  return Object.keys(change).length === 0 ? undefined : { id: list.id, ...change };
}

/** Printable ASCII: what a header may hold. */
export function isHeaderText(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}
