/** Pictures → the texts of their codes. The work is done in a worker, which is ended when a picture takes too long. */
import { pictureSize } from '../../shared/qr/picture-size.ts';
// oxlint-disable-next-line import/default -- the bundler makes this default: the address of the built worker
import workerAddress from './picture-worker.ts?worker&url';

/** Largest picture that is unpacked: eight bytes tell what would take gigabytes. */
const mostPixels = 150_000_000;
const mostBytes = 64 * 1024 * 1024;
/** A large photo without a code takes some seconds of that. */
const longestMs = 30_000;
/** Of a file's head: a JPEG may have a small picture of itself in front. */
const headBytes = 256 * 1024;

export interface PicturesRead {
  /** In order, doubles and pieces included. */
  readonly texts: readonly string[];
  /** Pictures that were not looked at, because of their size. */
  readonly tooLarge: number;
}

/** Reads them one after the other. */
export async function readPictures(files: readonly Blob[]): Promise<PicturesRead> {
  const texts: string[] = [];
  let tooLarge = 0;
  let worker: Worker | undefined;
  for (const file of files) {
    if (await isTooLarge(file)) tooLarge += 1;
    else {
      worker ??= startWorker();
      const found = await askWorker(worker, file);
      if (found === undefined) {
        worker.terminate();
        worker = undefined;
      }
      texts.push(...(found ?? []));
    }
  }
  worker?.terminate();
  return { texts, tooLarge };
}

async function isTooLarge(file: Blob): Promise<boolean> {
  if (file.size > mostBytes) return true;
  const size = pictureSize(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()));
  return size !== undefined && size.width * size.height > mostPixels;
}

/** Undefined when it does not answer in time or breaks. */
function askWorker(worker: Worker, file: Blob): Promise<readonly string[] | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), longestMs);
    const finish = (texts: readonly string[] | undefined): void => {
      clearTimeout(timer);
      resolve(texts);
    };
    worker.addEventListener('message', (event: MessageEvent<readonly string[]>) => finish(event.data), { once: true });
    worker.addEventListener('error', () => finish(undefined), { once: true });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    worker.postMessage(file);
  });
}

/** As much of Trusted Types as is used here; the compiler's own declarations do not know them yet. */
interface ScriptPolicies {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string };
}

let policy: { createScriptURL(address: string): string } | undefined;

/** The page's own policy lets scripts start only through a named maker of addresses, which knows this one address. */
function startWorker(): Worker {
  const policies = (globalThis as { readonly trustedTypes?: ScriptPolicies }).trustedTypes; // absent outside Chromium
  policy ??= policies?.createPolicy('byway-worker', {
    createScriptURL: (address) => {
      if (address !== workerAddress) throw new TypeError('not the worker’s address');
      return address;
    },
  });
  return new Worker(policy === undefined ? workerAddress : policy.createScriptURL(workerAddress), { type: 'module' });
}
