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
 *   any address that is our own port  → never a value to go back to: unset instead
 */
import { endpointKeys, isLoopback, shapeOf, type Endpoint, type Shape, type StoreName, type Values } from './shape.ts';

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
  if (!isTakenOver(view, after)) back.push(...shape.modes.filter((key) => isOwn(view, key)));
  const changed = back.filter((key) => at(view.current, key) !== at(before, key));
  const settled = new Set(back);
  const written = [...new Set(view.ours.flatMap((values) => Object.keys(values)))];
  const left = written.filter((key) => !settled.has(key) && at(view.current, key) !== at(before, key));
  return { writes: Object.fromEntries(changed.map((key) => [key, at(before, key)])), left: left.toSorted() };
}

/**
 * The values without addresses at one of `ports` on this computer: what must never be saved or restored as "before"
 * (Byway switched on twice, or a journal was lost). A manual mode that has no address left becomes unset too.
 */
export function withoutOwnAddresses(store: StoreName, values: Values, ports: readonly number[]): Values {
  const shape = shapeOf(store);
  const own = shape.endpoints.filter((endpoint) => pointsAtUs(shape, values, ports, endpoint));
  if (own.length === 0) return values;
  const dropped = own.flatMap((endpoint) =>
    endpointKeys(endpoint).map((key) => [key, key === endpoint.enabled ? shape.switchedOff(at(values, key)) : null] as const),
  );
  const kept: Values = { ...values, ...Object.fromEntries(dropped) };
  const hasAddress = shape.endpoints.some((endpoint) => shape.addressesOf(kept, endpoint).length > 0);
  const useless = hasAddress ? [] : shape.modes.filter((key) => shape.isManual(at(values, key)));
  return { ...kept, ...Object.fromEntries(useless.map((key) => [key, shape.switchedOff(at(values, key))])) };
}

/** The keys of one address that go back. */
function ownedKeys(view: View, endpoint: Endpoint): readonly string[] {
  const back = ownedAddressKeys(view, endpoint);
  const { enabled } = endpoint;
  if (enabled === undefined || !isOwn(view, enabled)) return back;
  const after = { ...view.current, ...Object.fromEntries(back.map((key) => [key, at(view.before, key)])) };
  return remainsForeign(view, after, endpoint) ? back : [...back, enabled];
}

function ownedAddressKeys(view: View, endpoint: Endpoint): readonly string[] {
  const { host, port } = endpoint;
  const keys = host === port ? [host] : [host, port];
  if (pointsAtUs(view.shape, view.current, view.ports, endpoint)) return keys;
  const own = keys.filter((key) => isOwn(view, key));
  const hasAddress = view.shape.addressesOf(view.current, endpoint).length > 0;
  const isSomebodysPort = hasAddress && !isOwn(view, port) && at(view.current, port) !== at(view.before, port);
  return isSomebodysPort ? own.filter((key) => key !== host) : own;
}

/** An address stands there that was not there before. */
function remainsForeign(view: View, after: Values, { host, port }: Endpoint): boolean {
  const isAsBefore = [host, port].every((key) => at(after, key) === at(view.before, key));
  return !isAsBefore && view.shape.addressesOf(after, { host, port }).length > 0;
}

/** Mode alone carries no signature: when no address is ours and one remains that was not there before, mode is theirs too. */
function isTakenOver(view: View, after: Values): boolean {
  const written = view.shape.endpoints.filter((endpoint) => view.ours.some((values) => Object.hasOwn(values, endpoint.host)));
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
