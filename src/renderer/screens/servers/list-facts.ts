/** What is told of a list in a few words: count, age, quota, end. Pure. */
import type { SubscriptionCard, SubscriptionDiff } from '../../../shared/subscription.ts';
import type { Text } from '../../../shared/text.ts';
import { agoText, sizeText } from '../../quantity.ts';

/** In this order; what is not known is left out. */
export function listFacts(text: Text, { servers, refreshedAt, quota }: SubscriptionCard, now: number): readonly string[] {
  const used = (quota?.upload ?? 0) + (quota?.download ?? 0);
  const total = quota?.total;
  const facts = [text.t('servers.count', { count: servers }), ...(refreshedAt === undefined ? [] : [agoText(text, now - refreshedAt)])];
  if (total !== undefined) facts.push(text.t('list.quota', { used: sizeText(text, used), total: sizeText(text, total) }));
  else if (used > 0) facts.push(text.t('list.used', { used: sizeText(text, used) }));
  if (quota?.expiresAt !== undefined) facts.push(text.t(quota.expiresAt < now ? 'list.ended' : 'list.until', { date: dateText(text, quota.expiresAt) }));
  return facts;
}

/** Whether a refresh changed anything worth a look. */
export function isNews({ counts }: SubscriptionDiff): boolean {
  return counts.fresh + counts.changed + counts.gone > 0;
}

/** A day in the words of the language; `at` in milliseconds since 1970. */
export function dateText({ language }: Text, at: number): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at);
}
