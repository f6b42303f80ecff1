/** The `host` parameter: a host, a comma list of hosts, or a JSON object of headers. */

export interface HostParameter {
  host?: string;
  headers?: Readonly<Record<string, string>>;
}

/** Reads it; what looks like JSON and is not stays as it is, so that nothing is lost. */
export function readHostParameter(text: string): HostParameter {
  if (!text.startsWith('{')) return { host: text };
  const fields = readHeaders(text);
  if (fields === undefined) return { host: text };
  const hostEntry = fields.find(([name]) => name.toLowerCase() === 'host');
  const others = fields.filter(([name]) => name.toLowerCase() !== 'host' && name !== '__proto__');
  return {
    ...(hostEntry === undefined || hostEntry[1] === '' ? {} : { host: hostEntry[1] }),
    ...(others.length === 0 ? {} : { headers: Object.fromEntries(others) }),
  };
}

function readHeaders(text: string): (readonly [string, string])[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).flatMap(([name, item]: [string, unknown]) => (typeof item === 'string' ? [[name, item] as const] : []));
  } catch {
    return undefined;
  }
}
