import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { eventually, startChild, startForeign } from './child.ts';
import { freePort, freePorts, testpeersProgram } from './places.ts';
import { startOrigin } from './plain.ts';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a test server', () => {
  it('is gone when stopped', async () => {
    const child = await startForeign(testpeersProgram, 'sleep', ['60']);
    await child.stop();
    expect(isAlive(child.pid)).toBe(false);
  });

  it('is gone when the test process is killed without a chance to clean up', async () => {
    const wrapper = spawn(testpeersProgram, ['run', 'sleep', '60'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const [line] = (await once(wrapper.stdout.setEncoding('utf8'), 'data')) as [string]; // one line, by its own protocol
    const { program } = JSON.parse(line) as { readonly program: number };
    expect(isAlive(program)).toBe(true);
    wrapper.stdin.destroy(); // what the system does when the process at the other end dies
    await eventually(() => Promise.resolve(isAlive(program) ? undefined : true), () => `${program} is still there`);
  });

  it('that does not start fails with its own words', async () => {
    await expect(startForeign(testpeersProgram, '/nonexistent', [])).rejects.toThrow('no such file');
    await expect(startForeign(testpeersProgram, 'false', []).then(async (child) => await child.hear(() => undefined))).rejects.toThrow('ended');
  });

  it('answers how many requests it had', async () => {
    const origin = await startOrigin();
    await (await fetch(`${origin.url}/bytes/10`)).arrayBuffer();
    expect([await origin.requests(), await origin.bytesSeen()]).toEqual([1, 10]);
    expect(await (await fetch(`${origin.url}/requests`)).json()).toEqual({ requests: 1, bytes: 10 });
    await origin.stop();
  });

  it('refuses to be two things at once', async () => {
    const child = await startChild(testpeersProgram, ['nonsense']);
    await expect(child.hear(() => undefined)).rejects.toThrow('usage');
    await child.stop();
  });
});

describe('a free port', () => {
  it('is given once', async () => {
    const ports = [...(await freePorts(50)), await freePort()];
    expect(new Set(ports).size).toBe(51);
  });
});
