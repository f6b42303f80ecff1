/**
 * Text of the two scripts that run before a page's own: the preload's surroundings in an isolated world, and the other
 * side of contextBridge in the page's world. The worlds share no objects, only the DOM: calls go as synchronous events
 * with JSON text, functions as numbers, so that a page sees what Electron would show it, before its first script.
 */

/** Name of the isolated world, and of the binding that only it has. */
export const preloadWorld = 'byway-preload';
export const sendBinding = 'electronDoubleSend';

/** Runs in both worlds; `side` tells them apart. Event names are of one load only. */
function bridge(side: 'page' | 'preload', key: string): { readonly expose: (name: string, api: unknown) => void } {
  const other = side === 'page' ? 'preload' : 'page';
  const functions = new Map<number, (...values: unknown[]) => unknown>();
  const numbers = new Map<unknown, number>();
  const proxies = new Map<number, (...values: unknown[]) => unknown>();
  let answer: unknown;

  const pack = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const number = numbers.get(value) ?? functions.size + 1;
      numbers.set(value, number);
      functions.set(number, value as (...values: unknown[]) => unknown);
      return { kind: 'function', number };
    }
    if (Array.isArray(value)) return { kind: 'list', items: value.map(pack) };
    if (typeof value === 'symbol' || typeof value === 'bigint') throw new Error('An object could not be cloned.');
    if (typeof value !== 'object' || value === null) return { kind: 'value', value };
    return { kind: 'object', entries: Object.entries(value).map(([name, member]) => [name, pack(member)]) };
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- packed form, made by the same function in the other world
  const unpack = (packed: any): unknown => {
    if (packed.kind === 'value') return packed.value as unknown;
    if (packed.kind === 'list') return packed.items.map(unpack);
    if (packed.kind === 'object') return Object.fromEntries(packed.entries.map(([name, member]: [string, unknown]) => [name, unpack(member)]));
    const known = proxies.get(packed.number);
    if (known !== undefined) return known;
    const proxy = (...values: unknown[]): unknown => {
      answer = undefined;
      window.dispatchEvent(new CustomEvent(`${key}-call-${other}`, { detail: JSON.stringify({ number: packed.number, values: values.map(pack) }) }));
      return answer;
    };
    proxies.set(packed.number, proxy);
    return proxy;
  };
  window.addEventListener(`${key}-call-${side}`, (event) => {
    const { number, values } = JSON.parse((event as CustomEvent<string>).detail);
    const result = functions.get(number)?.(...values.map(unpack));
    window.dispatchEvent(new CustomEvent(`${key}-answer-${other}`, { detail: JSON.stringify(pack(result)) }));
  });
  window.addEventListener(`${key}-answer-${side}`, (event) => {
    answer = unpack(JSON.parse((event as CustomEvent<string>).detail));
  });
  if (side === 'page') {
    window.addEventListener(`${key}-expose`, (event) => {
      const { name, api } = JSON.parse((event as CustomEvent<string>).detail);
      Object.defineProperty(window, name, { value: Object.freeze(unpack(api)), enumerable: true, writable: false, configurable: false });
    });
  }
  return {
    expose: (name, api) => {
      window.dispatchEvent(new CustomEvent(`${key}-expose`, { detail: JSON.stringify({ name, api: pack(api) }) }));
    },
  };
}

/** What a sandboxed preload finds: `require` of electron's renderer half, and of nothing else here. */
function surroundings(link: { readonly expose: (name: string, api: unknown) => void }, send: (text: string) => void): { load(name: string): unknown; receive(channel: string, values: unknown[]): void } {
  const listeners = new Map<string, Set<(...values: unknown[]) => void>>();
  const listenersOf = (channel: string): Set<(...values: unknown[]) => void> => {
    const set = listeners.get(channel) ?? new Set();
    listeners.set(channel, set);
    return set;
  };
  const ipcRenderer = {
    send: (channel: string, ...values: unknown[]) => send(JSON.stringify({ channel, values: structuredClone(values) })),
    on: (channel: string, listener: (...values: unknown[]) => void) => void listenersOf(channel).add(listener),
    removeListener: (channel: string, listener: (...values: unknown[]) => void) => void listenersOf(channel).delete(listener),
  };
  const electron = { contextBridge: { exposeInMainWorld: link.expose }, ipcRenderer };
  return {
    load(name) {
      if (name === 'electron') return electron;
      throw new Error(`module not found: ${name}`);
    },
    receive: (channel, values) => {
      for (const listener of listenersOf(channel)) listener({ sender: ipcRenderer }, ...values);
    },
  };
}

/** Script for the page's world. */
export function pageScript(key: string): string {
  return `if (window.top === window) (${bridge.toString()})('page', ${JSON.stringify(key)});`;
}

/** Script for the isolated world: the surroundings, then the preload's own text as a CommonJS module. */
export function preloadScript(key: string, preload: string): string {
  return `if (window.top === window) {
  const link = (${bridge.toString()})('preload', ${JSON.stringify(key)});
  const own = (${surroundings.toString()})(link, (text) => window[${JSON.stringify(sendBinding)}](text));
  globalThis.electronDoubleReceive = own.receive;
  (function (require, module, exports) { ${preload}\n })(own.load, { exports: {} }, {});
}`;
}
