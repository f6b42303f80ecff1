import { expect, test } from 'vitest';
import { fail, makeFault, succeed, type Result } from '../../shared/fault.ts';
import type { Document, Log } from './deps.ts';
import { createSaver } from './saver.ts';
import { calm } from './testing/fake-clock.ts';
import { createFakeDocument } from './testing/fake-deps.ts';

const log: Log = { write: () => undefined, lines: () => [], onLines: () => () => undefined };

/** A document whose writes wait to be let go. */
function slowDocument(): Document<number> & { readonly written: number[]; letGo(result?: Result<null>): void } {
  const written: number[] = [];
  const waiting: ((result: Result<null>) => void)[] = [];
  return {
    written,
    load: () => Promise.resolve({ value: 0, notes: [], readOnly: false }),
    save: (value) => (written.push(value), new Promise((resolve) => waiting.push(resolve))),
    letGo: (result = succeed(null)) => waiting.shift()?.(result),
  };
}

test('values that come during a write are written once, the newest, and all their savers hear of it', async () => {
  const document = slowDocument();
  const saver = createSaver(document, log, false);
  const first = saver.save(1);
  await calm();
  const rest = Promise.all([saver.save(2), saver.save(3), saver.save(4)]);
  await calm();
  expect(document.written).toEqual([1]);
  document.letGo();
  expect(await first).toEqual(succeed(null));
  await calm();
  expect(document.written).toEqual([1, 4]);
  document.letGo(fail('store-full'));
  expect(await rest).toEqual([fail('store-full'), fail('store-full'), fail('store-full')]);
});

test('what could not be written is written by the next flush', async () => {
  const document = createFakeDocument(0);
  const saver = createSaver(document, log, false);
  document.saveFault = makeFault('store-full');
  expect(await saver.save(1)).toMatchObject({ ok: false });
  expect(await saver.flush()).toMatchObject({ ok: false });
  document.saveFault = undefined;
  expect(await saver.flush()).toEqual(succeed(null));
  expect(document.saved).toEqual([1]);
  await saver.flush();
  expect(document.saved).toEqual([1]);
});

test('flush waits for what is on its way', async () => {
  const document = slowDocument();
  const saver = createSaver(document, log, false);
  void saver.save(1);
  let flushed = false;
  void saver.flush().then(() => (flushed = true));
  await calm();
  expect(flushed).toBe(false);
  document.letGo();
  await calm();
  expect(flushed).toBe(true);
});

test('a read-only document is never written, and a document that throws is a fault', async () => {
  const document = createFakeDocument(0);
  expect(await createSaver(document, log, true).save(1)).toEqual(fail('store-read-only'));
  expect(document.saved).toEqual([]);
  document.save = () => Promise.reject(new Error('bug'));
  expect(await createSaver(document, log, false).save(1)).toMatchObject({ ok: false, fault: { code: 'unexpected' } });
});
