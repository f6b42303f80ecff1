/** Which log lines are shown, and how they are copied. Pure. */
import type { LogLine } from '../../../shared/snapshot.ts';

/** The least serious level that is shown. */
export type LevelFilter = LogLine['level'];

const ranks: Readonly<Record<LogLine['level'], number>> = { debug: 0, info: 1, warning: 2, error: 3 };

export function shownLines(lines: readonly LogLine[], least: LevelFilter): readonly LogLine[] {
  return lines.filter((line) => ranks[line.level] >= ranks[least]);
}

/** "14:32:05", in Western digits: a log is read by machines and helpers as well. Local time. */
export function clockTime(at: number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** One line each: date and time in UTC, level, source, text. */
export function copiedText(lines: readonly LogLine[]): string {
  return lines.map(({ at, level, source, text }) => `${new Date(at).toISOString()} ${level} ${source}: ${text}`).join('\n');
}
