/** Server and port of an item, with the same rules that links have. */
import { fail, succeed, type Result } from '../../../shared/fault.ts';
import { stripMarks } from '../../../shared/links/clean-text.ts';
import { readHost, readPort, type Endpoint } from '../../../shared/links/host.ts';
import { takeText, type Fields } from './fields.ts';

/** What every item has before its type is looked at. */
export interface Base extends Endpoint {
  readonly name: string;
}

/** Host and port given as texts. Faults: link-missing-field, link-bad-host, link-bad-port. */
export function readServer(server: string | undefined, port: string | undefined, defaultPort?: number): Result<Endpoint> {
  if (server === undefined) return fail('link-missing-field', 'The server address of this entry is missing.');
  const host = readHost(stripMarks(server));
  if (!host.ok) return host;
  if (port === undefined && defaultPort !== undefined) return succeed({ server: host.value, port: defaultPort });
  if (port === undefined) return fail('link-missing-field', 'The port of this entry is missing.');
  const number = readPort(stripMarks(port));
  return number.ok ? succeed({ server: host.value, port: number.value }) : number;
}

/** Takes host and port out of fields. */
export function takeServer(fields: Fields, hostKeys: readonly string[], portKeys: readonly string[], defaultPort?: number): Result<Endpoint> {
  return readServer(takeText(fields, ...hostKeys), takeText(fields, ...portKeys), defaultPort);
}

/** A user id as it stands, without marks and blanks around it. Faults: link-missing-field. */
export function requireUuid(text: string | undefined): Result<string> {
  const uuid = text === undefined ? '' : stripMarks(text).trim();
  return uuid === '' ? fail('link-missing-field', 'The user id (uuid) of this entry is missing.') : succeed(uuid);
}

/** A password. Faults: link-missing-field. */
export function requireSecret(text: string | undefined, what = 'password'): Result<string> {
  return text === undefined || text === '' ? fail('link-missing-field', `The ${what} of this entry is missing.`) : succeed(text);
}
