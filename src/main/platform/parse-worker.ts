/**
 * The process that reads pasted text, and nothing else: it opens no file and no connection. One request at a time
 * comes over the channel it was started with, which is `process.send` of a Node child or `parentPort` of Electron's.
 */
import process from 'node:process';
import type { Parsed } from '../../shared/profile.ts';
import { parseText } from '../../shared/links/parse-text.ts';
import { withCertificates } from './certificates.ts';
import type { ReadTools } from '../../shared/links/wrapper.ts';
// oxlint-disable-next-line no-restricted-imports -- the one file of this folder that runs core: it is a program of its own
import { parseDocument } from '../core/documents/parse-document.ts';
import { inflateBounded } from './inflate.ts';

interface ParentPort {
  readonly postMessage: (message: unknown) => void;
  on(event: 'message', receive: (event: { readonly data: unknown }) => void): void;
}

/** Electron's utility process adds it; plain Node has none. */
const parentPort = (process as { readonly parentPort?: ParentPort }).parentPort;

const tools: ReadTools = { inflate: inflateBounded, readDocument: parseDocument };

function answer(request: unknown): unknown {
  if (typeof request !== 'object' || request === null || !('id' in request) || !('text' in request)) return { kind: 'bad-request' };
  const { id, text } = request;
  return { kind: 'parsed', id, parsed: read(typeof text === 'string' ? text : '') };
}

/** A document if it is one, else the links of the text. */
function read(text: string): Parsed {
  return withCertificates(parseDocument(text) ?? parseText(text, tools));
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
