/** The traffic line as a path. Pure. */

/** Width and height of the little graph's own grid. */
export const sparkWidth = 52;
export const sparkHeight = 24;
/** Seconds shown. */
export const sparkLength = 60;

/**
 * A path through the newest values, the newest at the end side. The scale is the largest value shown, but never below
 * `floor`: a few stray bytes should look like a few stray bytes.
 */
export function sparkPath(values: readonly number[], largest: number, floor = 4096): string {
  if (values.length === 0) return '';
  // Before the first value nothing flowed: the line starts at the beginning and lies flat.
  const shown = [...Array.from({ length: Math.max(0, sparkLength - values.length) }, () => 0), ...values.slice(-sparkLength)];
  const scale = Math.max(largest, floor);
  const step = sparkWidth / (sparkLength - 1);
  return shown
    .map((value, index) => {
      const x = round(index * step);
      const y = round(sparkHeight - 1 - (Math.max(0, value) / scale) * (sparkHeight - 2));
      return `${index === 0 ? 'M' : 'L'}${x} ${y}`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
