/**
 * The closed list of things that can go wrong, and the value that carries one.
 * Nothing here throws and no sentence for people is built here: `text.ts` holds those, one per code.
 */

/**
 * Every fault code. `engine/golden/faults.json` holds the engine's part; a test on each side keeps them equal.
 * Adding one here demands a sentence in every language (`fault.<code>`).
 */
export const faultCodes = [
  // the engine and its control channel
  'engine-missing', // the engine program is not where it belongs
  'engine-version', // the engine speaks another protocol version
  'engine-died', // the engine ended while it was needed
  'engine-busy', // the engine did not answer in time
  'engine-internal', // a request failed inside the engine (a caught panic)
  'config-refused', // the engine refuses the configuration or server description
  'port-busy', // a local port is taken
  // reaching a server and hearing from it
  'name-unresolved', // the server's name has no address
  'refused', // nothing listens at that address
  'unreachable', // no road to that network
  'timeout', // no answer in time
  'tls-failed', // the certificate or TLS handshake failed
  'reality-refused', // REALITY answered with its decoy: an Xray release that refuses this client, or a wrong key or short id
  'auth-failed', // the server refuses the key or password
  'protocol-error', // the server answered something else than expected
  'closed-early', // the server closed without sending anything (wrong key or dead site)
  'cut-off', // bytes came and then stopped
  'check-failed', // the check address answered with an error status
  'cancelled', // stopped by the person
  // links and other input
  'input-empty', // nothing usable in the text
  'input-too-large', // beyond the size limits
  'input-too-slow', // reading it took too long or too much memory
  'link-unknown', // no such kind of link
  'link-malformed', // the link is damaged
  'link-missing-field', // an obligatory part is missing
  'link-bad-port', // the port is not 1-65535
  'link-bad-host', // the server name or address is not one
  'link-bad-base64', // the base64 part is damaged
  'link-unsupported', // known, but cannot be run here
  // lists of servers fetched from an address
  'address-refused', // not an http(s) address, or a redirect to where a list may not lead
  'address-unsafe', // not encrypted, or inside the own network: only after the person has confirmed it
  'list-status', // the address answered with an error status
  'list-device', // the provider wants a device number, or counts too many devices
  'list-unreadable', // a web page, or nothing that is a server
  'sealed-locked', // locked with a passphrase, which is needed to read it
  'sealed-wrong', // the passphrase does not open it
  'sealed-damaged', // a locked text that is cut off or altered
  // the system proxy
  'proxy-unsupported', // no settings store that Byway knows
  'proxy-locked', // the settings are locked by an administrator
  'proxy-held', // another Byway, with another data folder, holds the settings
  'proxy-not-applied', // the settings did not take (read back differently)
  'proxy-not-restored', // earlier settings could not be put back
  'proxy-journal-damaged', // the note of earlier settings cannot be read
  // storage
  'store-locked', // another Byway uses this data folder
  'store-read-only', // the data folder cannot be written, or was written by a newer Byway
  'store-full', // no space left
  'store-damaged', // a file was damaged; a copy was kept
  'secrets-unreadable', // the key for stored secrets cannot be read
  // calls between the window and the app
  'bad-request', // a message that does not fit the contract
  'not-found', // no such server, setting, call
  'not-here', // this host cannot do it
  'busy', // something else must end first
  'unexpected', // a bug
] as const;

/** One of the closed list. */
export type FaultCode = (typeof faultCodes)[number];

/** What went wrong. `cause` is for the log only (English, redacted); `detail` fills the sentence's places. */
export interface Fault {
  readonly code: FaultCode;
  readonly cause?: string;
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** An expected outcome: a value, or the fault that stood in its way. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** Wraps a value as success. */
export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a fault as failure. */
export function fail(code: FaultCode, cause?: string, detail?: Fault['detail']): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault: makeFault(code, cause, detail) };
}

/** Builds a fault without undefined members, so that it survives JSON unchanged. */
export function makeFault(code: FaultCode, cause?: string, detail?: Fault['detail']): Fault {
  return { code, ...(cause === undefined ? {} : { cause }), ...(detail === undefined ? {} : { detail }) };
}

/** True for one of the closed list: the check at every border where a code arrives as text. */
export function isFaultCode(value: unknown): value is FaultCode {
  return typeof value === 'string' && (faultCodes as readonly string[]).includes(value);
}
