import { describe, expect, it } from 'vitest';
import { isLockedText } from '../../shared/locked-text.ts';
import { createLockbox } from './lockbox.ts';

const cheap = { log2N: 4, r: 8, p: 1 };
const box = createLockbox(cheap);

async function locked(plain: string, passphrase = 'amber river stone tulip'): Promise<string> {
  const result = await box.lock(plain, passphrase);
  return result.ok ? result.value : '';
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text.slice('byway1:'.length), 'base64url');
}

function textOf(bytes: Uint8Array): string {
  return `byway1:${Buffer.from(bytes).toString('base64url')}`;
}

describe('lockbox', () => {
  it('opens what it locked, however the words are typed', async () => {
    const text = await locked('hello سلام');
    expect(isLockedText(`\n ${text}`)).toBe(true);
    for (const words of ['amber river stone tulip', ' Amber  river-stone\ntulip ']) {
      expect(await box.unlock(` ${text}\n`, words)).toEqual({ ok: true, value: 'hello سلام' });
    }
  });

  it('never gives the same text twice and shows nothing of the inside', async () => {
    const [one, two] = [await locked('secret'.repeat(50)), await locked('secret'.repeat(50))];
    expect(one).not.toBe(two);
    expect(bytesOf(one).subarray(4, 32)).not.toEqual(bytesOf(two).subarray(4, 32));
  });

  it('has a fault of its own for wrong words', async () => {
    expect(await box.unlock(await locked('x'), 'amber river stone tulips')).toMatchObject({ ok: false, fault: { code: 'sealed-wrong' } });
  });

  it('notices any changed byte', async () => {
    const bytes = bytesOf(await locked('some text'));
    for (let at = 4; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await box.unlock(textOf(changed), 'amber river stone tulip')).toMatchObject({ fault: { code: 'sealed-wrong' } });
    }
  });

  it.each(['', 'byway1:', 'byway1:AAAA', 'byway1:!!!!', 'byway1://x', 'byway2:AAAA', 'vless://x'])('refuses %j as damaged', async (text) => {
    expect(await box.unlock(text, 'w')).toMatchObject({ fault: { code: 'sealed-damaged' } });
  });

  it('spends no more than its limits, whatever the header demands', async () => {
    const bytes = bytesOf(await locked('x'));
    for (const cost of [[20, 255, 1], [31, 8, 1], [17, 8, 200], [0, 8, 1], [17, 0, 1], [18, 16, 1]]) {
      const costly = Buffer.from(bytes);
      costly.set(cost, 1);
      expect(await box.unlock(textOf(costly), 'w')).toMatchObject({ fault: { code: 'input-too-large' } });
    }
  });

  it('does not unpack without end', async () => {
    const text = await locked('a'.repeat(65 * 1024 * 1024));
    expect(text.length).toBeLessThan(200_000);
    expect(await box.unlock(text, 'amber river stone tulip')).toMatchObject({ fault: { code: 'input-too-large' } });
  });

  it('opens the usual cost', async () => {
    const usual = createLockbox();
    const text = await usual.lock('x', 'a b c d');
    expect(text.ok && (await createLockbox().unlock(text.value, 'a b c d'))).toEqual({ ok: true, value: 'x' });
  });
});
