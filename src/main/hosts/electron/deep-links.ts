/**
 * Links and files that the system opens with Byway. They come as events (macOS, before there is a window), as words of
 * the first start, or from a second start that passes them on and ends (Windows, Linux). All of them end in the app as
 * a text that waits for a person.
 */
import { resolve } from 'node:path';
import type { App as ElectronApp } from 'electron';
import { readTextFile } from '../../platform/read-text-file.ts';
import type { Arrival } from '../../services/incoming.ts';
import { isTextFile, openedBy, readLink, readPassedOn, type Opened } from './opened.ts';

export interface Openings {
  /** Takes the instance's lock; false when another Byway has it, which then gets what these words open. */
  takeLock(words: readonly string[]): boolean;
  /** From now on, and for all that came before. */
  deliver(receive: (arrival: Arrival) => void): void;
}

/** More of them would be dropped by the app anyway. */
const mostWaiting = 2;

/** Listens at once: macOS tells of the link that started a program before the program is ready. */
export function collectOpenings(electron: Pick<ElectronApp, 'on' | 'requestSingleInstanceLock'>): Openings {
  const waiting: Opened[] = [];
  let handOver: ((opened: Opened) => void) | undefined;
  const take = (opened: Opened | undefined): void => {
    if (opened === undefined) return;
    if (handOver !== undefined) handOver(opened);
    else if (waiting.length < mostWaiting) waiting.push(opened);
  };
  electron.on('open-url', (event, url) => {
    event.preventDefault();
    take(readLink(url));
  });
  electron.on('open-file', (event, path) => {
    event.preventDefault();
    take(isTextFile(path) ? { kind: 'file', path } : { kind: 'refused' });
  });
  electron.on('second-instance', (_event, _words, _folder, data) => take(readPassedOn(data)));
  return {
    takeLock(words) {
      const opened = whole(openedBy(words));
      const isFirst = electron.requestSingleInstanceLock({ ...opened });
      if (isFirst) take(opened);
      return isFirst;
    },
    deliver(receive) {
      let last = Promise.resolve(); // one after the other, so that many large files are never held at once
      handOver = (opened) => void (last = last.then(async () => receive(await arrivalOf(opened))));
      for (const opened of waiting.splice(0)) handOver(opened);
    },
  };
}

/** A path means nothing in another process's folder. */
function whole(opened: Opened | undefined): Opened | undefined {
  return opened?.kind === 'file' ? { kind: 'file', path: resolve(opened.path) } : opened;
}

async function arrivalOf(opened: Opened): Promise<Arrival> {
  switch (opened.kind) {
    case 'link':
      return { kind: 'text', text: opened.text, from: 'link' };
    case 'file': {
      const text = await readTextFile(opened.path);
      return text.ok ? { kind: 'text', text: text.value, from: 'file' } : { kind: 'refused' };
    }
    case 'refused':
      return opened;
  }
}
