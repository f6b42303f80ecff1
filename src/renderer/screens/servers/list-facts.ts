/** What is told of a list in a few words: count, age, quota, end. Pure. */
import type { SubscriptionCard, SubscriptionDiff } from '../../../shared/subscription.ts';
import type { Text } from '../../../shared/text.ts';
import { agoText, sizeText } from '../../quantity.ts';

/** In this order; what is not known is left out. */
export function listFacts(text: Text, { servers, gone, refreshedAt, quota }: SubscriptionCard, now: number): readonly string[] {
  const used = (quota?.upload ?? 0) + (quota?.download ?? 0);
  const total = quota?.total;
  const facts = [text.t('servers.count', { count: servers }), ...(gone === 0 ? [] : [text.t('list.leaving', { count: gone })]), ...(refreshedAt === undefined ? [] : [agoText(text, now - refreshedAt)])];
  if (total !== undefined) facts.push(text.t(used >= total ? 'list.used-up' : 'list.quota', { used: sizeText(text, used), total: sizeText(text, total) }));
  else if (used > 0) facts.push(text.t('list.used', { used: sizeText(text, used) }));
  if (quota?.expiresAt !== undefined) facts.push(endText(text, quota.expiresAt, now));
  return facts;
}

/** Whether a refresh changed anything worth a look. */
export function isNews({ counts }: SubscriptionDiff): boolean {
  return counts.fresh + counts.changed + counts.gone + counts.removed > 0;
}

const dayMs = 86_400_000;
/** From so many days before the end they are counted. */
const soonDays = 7;

/** Whole days until then, a begun one counted; at least one. */
export function daysLeft(at: number, now: number): number {
  return Math.max(1, Math.ceil((at - now) / dayMs));
}

function endText(text: Text, at: number, now: number): string {
  if (at < now) return text.t('list.ended', { date: dateText(text, at) });
  const days = daysLeft(at, now);
  return days <= soonDays ? text.t('list.ends-soon', { count: days }) : text.t('list.until', { date: dateText(text, at) });
}

/** A day in the words of the language; `at` in milliseconds since 1970. */
export function dateText({ language }: Text, at: number): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at);
}
