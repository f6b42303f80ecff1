/** Where the window stood last time. A convenience: what cannot be read or no longer fits a screen is forgotten. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';

/** Smallest and first size, in device-independent pixels. */
export const smallest = { width: 360, height: 480 } as const;
export const firstSize = { width: 960, height: 680 } as const;

/** The remembered place, when enough of it lies on one of the screens to be taken hold of. */
export function readBounds(file: string, screens: readonly Rectangle[]): Rectangle | undefined {
  const bounds = parseBounds(file);
  return bounds !== undefined && screens.some((screen) => isReachable(bounds, screen)) ? bounds : undefined;
}

/** Remembers it; failing is harmless. */
export function writeBounds(file: string, bounds: Rectangle): void {
  try {
    writeFileSync(file, JSON.stringify(bounds), { mode: 0o600 });
  } catch {
    // a full or read-only disk: the window opens in its first place next time
  }
}

function parseBounds(file: string): Rectangle | undefined {
  try {
    const { x, y, width, height } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>; // members are checked below
    if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return undefined;
    return { x, y, width: Math.max(width, smallest.width), height: Math.max(height, smallest.height) };
  } catch {
    return undefined;
  }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(Number(value)) <= 100_000;
}

/** At least 120 × 40 pixels of the window's upper edge on the screen: enough for the title bar. */
function isReachable(bounds: Rectangle, screen: Rectangle): boolean {
  const wide = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  const below = screen.y + screen.height - bounds.y;
  return wide >= 120 && bounds.y >= screen.y && below >= 40;
}
