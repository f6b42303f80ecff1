/** When a list is due, and as whom it is asked for. Pure. */
import type { SubscriptionHead } from './subscription-headers.ts';

/** Hours between refreshes while neither person nor provider says otherwise. */
export const usualIntervalHours = 24;
const hourMs = 3_600_000;

export interface RefreshTimes {
  readonly addedAt: number;
  readonly triedAt?: number;
  readonly refreshedAt?: number;
  readonly ownIntervalHours?: number;
  readonly intervalHours?: number;
}

/** Hours, 0 for by hand only: the person's word before the provider's. */
export function intervalOf(times: RefreshTimes): number {
  return times.ownIntervalHours ?? times.intervalHours ?? usualIntervalHours;
}

/** When the next refresh is due; after a failed try in an hour, or earlier where the interval is shorter. Undefined for by hand only. */
export function dueAt(times: RefreshTimes): number | undefined {
  const hours = intervalOf(times);
  if (hours === 0) return undefined;
  const regular = (times.refreshedAt ?? times.addedAt) + hours * hourMs;
  const failed = times.triedAt !== undefined && times.triedAt > (times.refreshedAt ?? 0);
  return failed ? Math.max(regular, times.triedAt + hourMs) : regular;
}

/**
 * Who asks, in the order it is tried, starting with the one that worked last. Panels choose the form of their list by
 * this name: all of ours say who we are, two with a hint at a form that is read here. The person's own stands alone.
 */
export function userAgents(version: string, own: string | undefined, rung: number): readonly string[] {
  if (own !== undefined) return [own];
  const ladder = [`Byway/${version}`, `Byway/${version} (clash.meta; mihomo)`, `Byway/${version} (v2rayNG)`];
  const first = rung % ladder.length;
  return [...ladder.slice(first), ...ladder.slice(0, first)];
}

/** Number of names in the ladder. */
export const ladderLength = 3;

/** True for a web page where a list should be: a login, a captive portal, a panel's own page. */
export function isWebPage(body: string, headers: Readonly<Record<string, string>>): boolean {
  const start = body.slice(0, 2000).replace(/^\ufeff/, '').trimStart().toLowerCase();
  const looksLike = /^(<!doctype html|<html|<head|<body|<script|<!--)/.test(start);
  return looksLike || (start.startsWith('<') && (headers['content-type'] ?? '').includes('html'));
}

/** What the provider said, as it is kept: the new word replaces the old one, and what it no longer says is gone. */
export function headToKeep({ refusesDevice: _refused, ...said }: SubscriptionHead): Omit<SubscriptionHead, 'refusesDevice'> {
  return said;
}
