/** A store's values → what a person reads about them. */
import { connect } from 'node:net';
import type { FoundProxy } from '../../../shared/connection.ts';
import { isLoopback, shapeOf, type Address, type Endpoint, type Shape, type StoreName, type Values } from './shape.ts';

/** How long a port on this computer may take to answer: it does at once, or nobody is there. */
const answerMs = 500;

/** What programs make of these values, in the order in which they look. Pure. */
export function describe(store: StoreName, values: Values): FoundProxy {
  const shape = shapeOf(store);
  const used = shape.endpoints.filter((endpoint) => isUsed(shape, values, endpoint));
  const addresses = (kind: Endpoint['kind']): readonly Address[] =>
    used.filter((endpoint) => endpoint.kind === kind).flatMap((endpoint) => shape.addressesOf(values, endpoint));
  const [script] = addresses('script');
  if (script !== undefined) return named('script', script);
  if (shape.detects(values)) return { kind: 'detection' };
  const [proxy] = addresses('address');
  return proxy === undefined ? { kind: 'none' } : named('proxy', proxy);
}

/** The same, having asked whether a proxy on this computer is there. */
export async function describeNow(store: StoreName, values: Values): Promise<FoundProxy> {
  const found = describe(store, values);
  if (!('address' in found)) return found;
  const { hostname, port } = new URL(`http://${found.address}`);
  if (!isLoopback(hostname)) return found;
  return (await isAnswering(Number(port === '' ? 80 : port))) ? found : { ...found, isDead: true };
}

function isUsed(shape: Shape, values: Values, { enabled, kind }: Endpoint): boolean {
  if (enabled !== undefined) return values[enabled] === 'Yes';
  return shape.modes.some((mode) => shape.uses(values[mode] ?? null, kind));
}

/** Only what looks like a name or an address is shown: the settings may hold anything. */
function named(kind: 'proxy' | 'script', { host, port }: Address): FoundProxy {
  const text = port === 0 ? host : `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
  return /^[A-Za-z0-9._:[\]-]{1,253}$/.test(text) && URL.canParse(`http://${text}`) ? { kind, address: text } : { kind: 'unknown' };
}

function isAnswering(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: answerMs });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false)).once('timeout', () => end(false));
  });
}
