/** Parts of XHTTP that the way up and the way down (`downloadSettings`) share. */
import { isRecord, pick, textOf, type Json, type Wanted } from './engine-config-json.ts';

const reuseWanted: readonly Wanted[] = [
  ['maxConcurrency', 'max-concurrency', 'range'],
  ['maxConnections', 'max-connections', 'range'],
  ['cMaxReuseTimes', 'c-max-reuse-times', 'range'],
  ['hMaxRequestTimes', 'h-max-request-times', 'range'],
  ['hMaxReusableSecs', 'h-max-reusable-secs', 'range'],
  ['hKeepAlivePeriod', 'h-keep-alive-period', 'count'],
];

/**
 * `reuse-settings` from `xmux`. Without it the library opens a connection for every request, a pattern that filters
 * look for; three connections is what Xray's own client came to use in 2026.
 */
export function reuseSettings(xmux: Json | undefined): Readonly<Record<string, unknown>> {
  const given = isRecord(xmux) ? pick(xmux, reuseWanted) : {};
  const bounded = 'max-connections' in given || 'max-concurrency' in given;
  return bounded ? given : { 'max-connections': '3', ...given };
}

/** Headers as text, without Host, which has a field of its own. Undefined when there are none. */
export function headersOf(value: Json | undefined): Readonly<Record<string, string>> | undefined {
  if (!isRecord(value)) return undefined;
  const named = Object.entries(value).flatMap(([key, header]) => {
    const text = textOf(header);
    return text === undefined || key.toLowerCase() === 'host' ? [] : [[key, text] as const];
  });
  return named.length === 0 ? undefined : Object.fromEntries(named);
}
