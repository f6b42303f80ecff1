/** Putting Byway's settings again never changes what turning off brings back. */
import { afterEach, describe, expect, it } from 'vitest';
import { buildIdleGuard, plan, scriptPlan, startBench, type Bench } from './testing/bench.ts';

let bench: Bench | undefined;
afterEach(() => {
  bench?.close();
  bench = undefined;
});

const root = 'org.gnome.system.proxy';
const foreign: Readonly<Record<string, readonly (readonly [schema: string, key: string, value: string])[]>> = {
  'switched off': [['', 'mode', 'none']],
  'other exceptions': [['', 'ignore-hosts', "['mine']"]],
  'another client': [...['http', 'https', 'socks'].flatMap((part) => [[`.${part}`, 'host', '127.0.0.1'], [`.${part}`, 'port', '7890']] as const), ['', 'mode', 'manual']],
  'another script': [['', 'autoconfig-url', 'http://127.0.0.1:7890/pac'], ['', 'mode', 'auto']],
};

/** Company settings, Byway's, somebody's, `again` times Byway's once more, and off: what is there then. */
async function goThrough(wanted: typeof plan, changes: (typeof foreign)[string], again: number): Promise<string> {
  bench = await startBench('gnome');
  const { desktop } = bench;
  desktop.gsettings('set', root, 'autoconfig-url', 'http://pac.corp/a');
  desktop.gsettings('set', root, 'mode', 'auto');
  const control = await bench.control(buildIdleGuard());
  expect((await control.enable(wanted)).ok).toBe(true);
  for (const [schema, key, value] of changes) desktop.gsettings('set', `${root}${schema}`, key, value);
  for (let round = 0; round < again; round += 1) {
    expect((await control.restore()).ok).toBe(true);
    expect((await control.enable(wanted)).ok).toBe(true);
    expect(await control.inEffect()).toBe(true);
  }
  expect((await control.restore()).ok).toBe(true);
  const left = desktop.dump();
  bench.close();
  return left;
}

describe.each([['addresses', plan], ['a script', scriptPlan]] as const)('by %s', (_, wanted) => {
  it.each(Object.entries(foreign))('%s', async (_name, changes) => {
    expect(await goThrough(wanted, changes, 2)).toBe(await goThrough(wanted, changes, 0));
  });
});
