/** Text of a stream in lines, with limits on how long a line and how many a second. */
import type { Readable } from 'node:stream';
import type { Clock } from '../../services/deps.ts';

/** Longest line kept, in characters; the rest of it is dropped. */
export const longestLine = 2_000;

/** Calls `receive` for every line that is not empty; the end of the stream ends the last one. */
export function readLines(stream: Readable, receive: (line: string) => void): void {
  let line = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const pieces = text.split('\n');
    for (const [index, piece] of pieces.entries()) {
      line += piece.slice(0, longestLine - line.length);
      if (index < pieces.length - 1) flush();
    }
  });
  stream.once('end', flush);
  stream.on('error', () => undefined); // a broken pipe: the process's end says the rest

  function flush(): void {
    const whole = line.trimEnd();
    line = '';
    if (whole !== '') receive(whole);
  }
}

/** Lets `perSecond` calls through each second; tells `onDropped` how many were not, when the next one passes. */
export function limitRate(clock: Pick<Clock, 'now'>, perSecond: number, onDropped: (count: number) => void): () => boolean {
  let second = Number.NEGATIVE_INFINITY;
  let passed = 0;
  let dropped = 0;
  return () => {
    const now = Math.floor(clock.now() / 1000);
    if (now !== second) {
      second = now;
      passed = 0;
      if (dropped > 0) onDropped(dropped);
      dropped = 0;
    }
    passed += 1;
    if (passed <= perSecond) return true;
    dropped += 1;
    return false;
  };
}
