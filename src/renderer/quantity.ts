/** Times and sizes in words. Pure; the words come from the texts. */
import type { Text } from '../shared/text.ts';

export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days';

export interface Elapsed {
  readonly unit: TimeUnit;
  readonly count: number;
}

/** The largest whole unit of a time span in milliseconds; below zero counts as nothing (clocks differ). */
export function elapsed(ms: number): Elapsed {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return { unit: 'seconds', count: seconds };
  if (seconds < 3600) return { unit: 'minutes', count: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { unit: 'hours', count: Math.floor(seconds / 3600) };
  return { unit: 'days', count: Math.floor(seconds / 86_400) };
}

/** "20 minutes ago". */
export function agoText(text: Text, ms: number): string {
  const { unit, count } = elapsed(ms);
  return text.t(`ago.${unit}`, { count });
}

/** How long an answer took: milliseconds below a second, else seconds with one decimal. */
export function tookText(text: Text, ms: number): string {
  return ms < 1000 ? text.t('unit.ms', { value: Math.round(ms) }) : text.t('unit.s', { value: Math.round(ms / 100) / 10 });
}

const steps = ['B', 'KB', 'MB', 'GB'] as const;

/** A size in bytes, 1024 to a step: one decimal below ten of a unit, none above. */
export function sizeText(text: Text, bytes: number): string {
  let value = Math.max(0, bytes);
  let step = 0;
  // 999.5 would be shown as 1000.
  while (value >= 999.5 && step < steps.length - 1) {
    value /= 1024;
    step += 1;
  }
  const shown = step === 0 || value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
  return text.t(`unit.${steps[step] ?? 'GB'}`, { value: shown });
}

/** Bytes per second. */
export function rateText(text: Text, bytesPerSecond: number): string {
  return text.t('unit.rate', { size: sizeText(text, bytesPerSecond) });
}

/** Two whole sentences one after the other, spaced as the language wants. */
export function sentences(text: Text, ...parts: readonly string[]): string {
  return parts.reduce((first, second) => (first === '' ? second : text.t('sentence.join', { first, second })), '');
}
