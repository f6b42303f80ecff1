/** A transport out of plain texts, through the same reader that links use, so that both mean the same. */
import type { Result } from '../../../shared/fault.ts';
import { queryOf } from '../../../shared/links/query.ts';
import { takeTransport } from '../../../shared/links/transport-parameters.ts';
import type { Transport } from '../../../shared/profile.ts';

export type Headers = Readonly<Record<string, string>> | undefined;

/** Parts by the names that link parameters have (`type`, `path`, `host`, `serviceName`, …); undefined ones are left out. */
export function buildTransport(parts: Readonly<Record<string, string | number | undefined>>, headers?: Headers): Result<Transport> {
  const pairs: [string, string][] = [];
  for (const name in parts) {
    const value = parts[name];
    if (value !== undefined && value !== '') pairs.push([name, String(value)]);
  }
  const transport = takeTransport(queryOf(pairs));
  if (!transport.ok || headers === undefined) return transport;
  const { value } = transport;
  if (value.type !== 'ws' && value.type !== 'httpupgrade') return transport;
  return { ok: true, value: { ...value, headers } };
}

/** The Host header apart from the others, whatever its case. */
export function splitHost(headers: Headers): { readonly host: string | undefined; readonly headers: Headers } {
  const entries = Object.entries(headers ?? {});
  const host = entries.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const others = entries.filter(([name]) => name.toLowerCase() !== 'host');
  return { host, headers: others.length === 0 ? undefined : Object.fromEntries(others) };
}
