/** The log: the newest lines in memory, redacted before anything sees them, and on disk only when a sink is given. */
import { redact } from '../../shared/redact.ts';
import type { LogLine } from '../../shared/snapshot.ts';
import type { Clock, Log } from '../services/deps.ts';

/** Lines kept in memory. */
export const logCapacity = 2_000;
/** Longest line in characters, the mark of the cut included. */
export const longestLogLine = 1_000;
/** Redaction sees so many characters of a line; what is cut after it can hold no half of a secret at the seam. */
const longestInput = 4_000;

export interface LogOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** Gets every line once, in order; must not throw. */
  readonly sink?: (line: LogLine) => void;
  /** Lower levels are dropped; default `debug` drops none. */
  readonly level?: LogLine['level'];
}

const levels: readonly LogLine['level'][] = ['debug', 'info', 'warning', 'error'];

/** Makes an empty log. Receivers get lines in batches, once the writing code is through. */
export function createLog({ clock, sink, level = 'debug' }: LogOptions): Log {
  const kept: LogLine[] = [];
  const receivers = new Set<(lines: readonly LogLine[]) => void>();
  let batch: LogLine[] = [];
  let sequence = 0;

  function write(lineLevel: LogLine['level'], source: LogLine['source'], text: string): void {
    if (levels.indexOf(lineLevel) < levels.indexOf(level)) return;
    const line: LogLine = { sequence, at: clock.now(), level: lineLevel, source, text: cleanText(text) };
    sequence += 1;
    kept.push(line);
    // In steps, since taking away the first of 2,000 for every line costs more than the line.
    if (kept.length > logCapacity * 2) kept.splice(0, kept.length - logCapacity);
    sink?.(line);
    if (receivers.size === 0) return;
    if (batch.length === 0) queueMicrotask(deliver);
    batch.push(line);
  }

  function deliver(): void {
    const lines = batch;
    batch = [];
    for (const receive of receivers) receive(lines);
  }

  return {
    write,
    lines: () => kept.slice(-logCapacity),
    onLines(receive) {
      const own = (lines: readonly LogLine[]): void => receive(lines);
      receivers.add(own);
      return () => receivers.delete(own);
    },
  };
}

/** Redacted, on one line, without control and direction characters (a terminal or a text file would obey them), not too long. */
export function cleanText(text: string): string {
  const redacted = redact(text.slice(0, longestInput))
    .trimEnd()
    .replaceAll(/\r?\n/g, ' | ')
    .replaceAll(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ');
  const cut = text.length > longestInput || redacted.length > longestLogLine;
  return cut ? `${redacted.slice(0, longestLogLine - 1).toWellFormed()}…` : redacted.toWellFormed();
}
