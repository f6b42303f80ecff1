/**
 * A process of its own that loads a list, adds one item and saves, for tests that kill it or limit it.
 * Arguments: folder, id of the item, length of its sealed text, step at which it kills itself (or `none`).
 * Prints the outcome of the save as JSON.
 */
import { createProfilesDocument } from '../profiles-document.ts';

const [folder = '', id = '', length = '1', fatalStep = 'none'] = process.argv.slice(2);
const document = createProfilesDocument(folder, {
  now: () => 0,
  onStep: (step) => {
    if (step === fatalStep) process.kill(process.pid, 'SIGKILL');
  },
});
const { value } = await document.load();
const item = { id, source: { kind: 'paste' }, addedAt: 1, sealed: 'x'.repeat(Number(length)) } as const;
const outcome = await document.save({ ...value, items: [...value.items, item] });
process.stdout.write(JSON.stringify(outcome));
