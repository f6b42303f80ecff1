/**
 * The process that reads pasted text, and nothing else: it opens no file and no connection. One request at a time
 * comes over the channel it was started with, which is `process.send` of a Node child or `parentPort` of Electron's.
 */
import process from 'node:process';
import { parseText } from '../../shared/links/parse-text.ts';

interface ParentPort {
  readonly postMessage: (message: unknown) => void;
  on(event: 'message', receive: (event: { readonly data: unknown }) => void): void;
}

/** Electron's utility process adds it; plain Node has none. */
const parentPort = (process as { readonly parentPort?: ParentPort }).parentPort;

function answer(request: unknown): unknown {
  if (typeof request !== 'object' || request === null || !('id' in request) || !('text' in request)) return { kind: 'bad-request' };
  const { id, text } = request;
  return { kind: 'parsed', id, parsed: parseText(typeof text === 'string' ? text : '') };
}

if (parentPort === undefined) {
  process.on('message', (request) => process.send?.(answer(request)));
  process.on('disconnect', () => process.exit(0));
  process.send?.({ kind: 'ready' });
} else {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process port, not a window
  const post = (message: unknown): void => parentPort.postMessage(message);
  parentPort.on('message', ({ data }) => post(answer(data)));
  post({ kind: 'ready' });
}
