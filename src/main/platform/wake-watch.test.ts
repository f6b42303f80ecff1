import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { watchWaking, type WakeEvent } from './wake-watch.ts';

function address(text: string, internal = false): NetworkInterfaceInfo {
  return { address: text, netmask: '255.255.255.0', family: 'IPv4', mac: '00:00:00:00:00:00', internal, cidr: `${text}/24` };
}

/** A computer whose clock and networks the test moves. */
function computer() {
  const told: WakeEvent[] = [];
  let now = 1_000_000;
  let look = (): void => undefined;
  let isWatched = true;
  const at = { networks: { lo: [address('127.0.0.1', true)], wlan0: [address('192.168.1.7')] } as NodeJS.Dict<NetworkInterfaceInfo[]> };
  const stop = watchWaking((event) => told.push(event), {
    now: () => now,
    networks: () => at.networks,
    every: (_ms, run) => ((look = run), () => (isWatched = false)),
  });
  return { at, told, stop, isWatched: () => isWatched, pass: (ms: number) => ((now += ms), look()) };
}

test('says nothing while nothing happens, and stops', () => {
  const { told, pass, stop, isWatched } = computer();
  for (let round = 0; round < 5; round += 1) pass(4_000);
  pass(9_000); // a busy computer
  expect(told).toEqual([]);
  stop();
  expect(isWatched()).toBe(false);
});

test('another address, none, and the first again are changes of the network', () => {
  const { at, told, pass } = computer();
  const first = at.networks;
  for (const networks of [{ ...first, wlan0: [address('10.0.0.3')] }, { lo: first['lo'] }, first, first]) {
    at.networks = networks;
    pass(4_000);
  }
  expect(told).toEqual(['network-changed', 'network-changed', 'network-changed']);
});

test('what happens inside this computer is no change', () => {
  const { at, told, pass } = computer();
  at.networks = { ...at.networks, lo: [address('127.0.0.1', true), address('127.0.0.2', true)] };
  pass(4_000);
  expect(told).toEqual([]);
});

test('a look that comes minutes late is a computer that slept, whatever its networks are now', () => {
  const { at, told, pass } = computer();
  at.networks = {};
  pass(600_000);
  pass(4_000);
  expect(told).toEqual(['woke-up']);
});
