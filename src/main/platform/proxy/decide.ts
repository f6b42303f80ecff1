/**
 * Who owns each key now, and what goes back: pure. `engine/internal/restore/decide.go` is its counterpart; both are held
 * to the table in `engine/golden/restore.json`.
 *
 *   key holds what Byway wrote        → back to what it was (unset stays unset)
 *   key holds anything else           → somebody's wish: left
 *   host and port are one address     → our host with a foreign port is another local program's address: left;
 *                                       our port on this computer is ours however the host is spelled: back
 *   mode is as ours but no address is → another client took over with the same mode: left
 *   an address switched off by hand    → its switch stays off, the address goes back
 *   a switch turned off to make room   → goes with the mode
 *   a script at our own port is an address like any other
 *   any address that is our own port  → never a value to go back to: unset instead
 */
import { endpointKeys, isLoopback, shapeOf, type Endpoint, type EndpointKind, type Shape, type StoreName, type Values } from './shape.ts';

export interface Situation {
  readonly store: StoreName;
  /** What was there before Byway. */
  readonly before: Values;
  /** What Byway wrote, oldest first; more than one only while it changes its own settings. */
  readonly ours: readonly Values[];
  /** The local ports those settings pointed at. */
  readonly ports: readonly number[];
  readonly current: Values;
}

export interface Decision {
  /** Key → raw text to write, null to reset. */
  readonly writes: Values;
  /** Keys that stay as somebody else wants them, sorted. */
  readonly left: readonly string[];
}

interface View extends Situation {
  readonly shape: Shape;
}

/** Decides for one store. Applying `writes` to `current` leaves no address at one of `ports` on this computer. */
export function decide(situation: Situation): Decision {
  const shape = shapeOf(situation.store);
  const before = withoutOwnAddresses(situation.store, situation.before, situation.ports);
  const view: View = { ...situation, before, shape };
  const back = [...shape.endpoints.flatMap((endpoint) => ownedKeys(view, endpoint)), ...shape.plain.filter((key) => isOwn(view, key))];
  const after = { ...situation.current, ...Object.fromEntries(back.map((key) => [key, at(before, key)])) };
  if (!isTakenOver(view, after)) back.push(...[...shape.modes, ...roomKeys(view, after)].filter((key) => isOwn(view, key)));
  const changed = back.filter((key) => at(view.current, key) !== at(before, key));
  const settled = new Set(back);
  const written = [...new Set(view.ours.flatMap((values) => Object.keys(values)))];
  const left = written.filter((key) => !settled.has(key) && at(view.current, key) !== at(before, key));
  return { writes: Object.fromEntries(changed.map((key) => [key, at(before, key)])), left: left.toSorted() };
}

/**
 * The values without addresses at one of `ports` on this computer: what must never be saved or restored as "before"
 * (Byway switched on twice, or a journal was lost). A mode that has no address left to use becomes unset too.
 */
export function withoutOwnAddresses(store: StoreName, values: Values, ports: readonly number[]): Values {
  const shape = shapeOf(store);
  const own = shape.endpoints.filter((endpoint) => pointsAtUs(shape, values, ports, endpoint));
  if (own.length === 0) return values;
  const dropped = own.flatMap((endpoint) =>
    endpointKeys(endpoint).map((key) => [key, key === endpoint.enabled ? shape.switchedOff(at(values, key), endpoint.kind) : null] as const),
  );
  const kept: Values = { ...values, ...Object.fromEntries(dropped) };
  const useless = kinds.filter((kind) => own.some((endpoint) => endpoint.kind === kind) && !hasAddress(shape, kept, kind));
  return { ...kept, ...Object.fromEntries(shape.modes.map((key) => [key, modeWithout(shape, at(values, key), useless)])) };
}

const kinds: readonly EndpointKind[] = ['address', 'script'];

function hasAddress(shape: Shape, values: Values, kind: EndpointKind): boolean {
  return shape.endpoints.some((endpoint) => endpoint.kind === kind && shape.addressesOf(values, endpoint).length > 0);
}

/** A mode that would use addresses of which none is left. */
function modeWithout(shape: Shape, raw: string | null, useless: readonly EndpointKind[]): string | null {
  return useless.filter((kind) => shape.uses(raw, kind)).reduce((mode, kind) => shape.switchedOff(mode, kind), raw);
}

/** The keys of one address that go back. */
function ownedKeys(view: View, endpoint: Endpoint): readonly string[] {
  const back = ownedAddressKeys(view, endpoint);
  const { enabled } = endpoint;
  if (enabled === undefined || !isWritten(view, endpoint) || !isOwn(view, enabled)) return back;
  const after = { ...view.current, ...Object.fromEntries(back.map((key) => [key, at(view.before, key)])) };
  return remainsForeign(view, after, endpoint) ? back : [...back, enabled];
}

/** Switches of addresses that Byway left alone and only switched off to make room: they go the way of the mode. */
function roomKeys(view: View, after: Values): readonly string[] {
  const idle = view.shape.endpoints.filter((endpoint) => !isWritten(view, endpoint) && !remainsForeign(view, after, endpoint));
  return idle.flatMap(({ enabled }) => (enabled === undefined ? [] : [enabled]));
}

function isWritten(view: View, endpoint: Endpoint): boolean {
  return view.ours.some((values) => Object.hasOwn(values, endpoint.host));
}

function ownedAddressKeys(view: View, endpoint: Endpoint): readonly string[] {
  const { host, port } = endpoint;
  const keys = host === port ? [host] : [host, port];
  if (pointsAtUs(view.shape, view.current, view.ports, endpoint)) return keys;
  const own = keys.filter((key) => isOwn(view, key));
  const isSomebodysPort = view.shape.addressesOf(view.current, endpoint).length > 0 && !isOwn(view, port) && at(view.current, port) !== at(view.before, port);
  return isSomebodysPort ? own.filter((key) => key !== host) : own;
}

/** An address stands there that was not there before. */
function remainsForeign(view: View, after: Values, endpoint: Endpoint): boolean {
  const isAsBefore = [endpoint.host, endpoint.port].every((key) => at(after, key) === at(view.before, key));
  return !isAsBefore && view.shape.addressesOf(after, endpoint).length > 0;
}

/** Mode alone carries no signature: when no address is ours and one remains that was not there before, mode is theirs too. */
function isTakenOver(view: View, after: Values): boolean {
  const written = view.shape.endpoints.filter((endpoint) => isWritten(view, endpoint));
  if (written.some((endpoint) => pointsAtUs(view.shape, view.current, view.ports, endpoint))) return false;
  return written.some((endpoint) => remainsForeign(view, after, endpoint));
}

function pointsAtUs(shape: Shape, values: Values, ports: readonly number[], endpoint: Endpoint): boolean {
  return shape.addressesOf(values, endpoint).some((address) => isLoopback(address.host) && ports.includes(address.port));
}

function isOwn(view: View, key: string): boolean {
  return view.ours.some((values) => Object.hasOwn(values, key) && values[key] === at(view.current, key));
}

function at(values: Values, key: string): string | null {
  return values[key] ?? null;
}
