/**
 * The line and the block, as numbers. The block never moves; only the line changes. Grid 560 × 182: you at 40, the
 * internet at 520, base line 108, the byway at 32, quarter turns of 38. Pure.
 */
import type { StartStep } from '../../shared/connection.ts';

export type PictureKind = 'off' | 'prepare' | 'reach' | 'hear' | 'on' | 'recovering' | 'hold' | 'failed' | 'stopping';

/** What stands at the internet's end. */
export type PictureEnd = 'ring' | 'tick' | 'pause' | 'cross';

export interface Picture {
  /** The solid line. */
  readonly line: string;
  /** How much of the line is seen, 0-1. Less than one only where the line grows along the whole way. */
  readonly shown: number;
  /** The dotted rest. `march` while something is being waited for. */
  readonly dots?: { readonly path: string; readonly march: boolean; readonly pale: boolean };
  /** The open ring at the line's head, at x y. */
  readonly head?: readonly [number, number];
  /** The second block, which stopped the line. */
  readonly second: boolean;
  /** The bar across the road. */
  readonly bar: boolean;
  readonly end: PictureEnd;
}

const rise = 'M40 108H166A38 38 0 0 0 204 70A38 38 0 0 1 242 32';
const wholeWay = `${rise}H318A38 38 0 0 1 356 70A38 38 0 0 0 394 108H498`;
/** From 40 to the block. */
const straight = 'M40 108H214';
const below = 'M172 108A30 30 0 0 1 202 138A30 30 0 0 0 232 168H328A30 30 0 0 0 358 138A30 30 0 0 1 388 108H486';

/** Lengths along the whole way: straight 126, a turn 59.7, the top 76. */
const wholeLength = 126 + 2 * 59.69 + 76 + 2 * 59.69 + 104;
const share = (length: number): number => Math.round((length / wholeLength) * 1000) / 1000;

const waiting = { march: true, pale: true } as const;
const growing: Readonly<Record<StartStep, Picture>> = {
  prepare: {
    line: wholeWay,
    shown: share(112),
    dots: { path: 'M180 104A38 38 0 0 0 204 70A38 38 0 0 1 242 32H318A38 38 0 0 1 356 70A38 38 0 0 0 394 108H490', ...waiting },
    head: [152, 108],
    second: false,
    bar: false,
    end: 'ring',
  },
  reach: {
    line: wholeWay,
    shown: share(126 + 2 * 59.69 + 24),
    dots: { path: 'M298 32H318A38 38 0 0 1 356 70A38 38 0 0 0 394 108H490', ...waiting },
    head: [276, 32],
    second: false,
    bar: false,
    end: 'ring',
  },
  hear: {
    line: wholeWay,
    shown: share(126 + 2 * 59.69 + 76 + 48),
    dots: { path: 'M360 86A38 38 0 0 0 394 108H490', ...waiting },
    head: [355, 64],
    second: false,
    bar: false,
    end: 'ring',
  },
};

/** The picture of a state. */
export function pictureOf(kind: PictureKind): Picture {
  switch (kind) {
    case 'prepare':
    case 'reach':
    case 'hear':
      return growing[kind];
    case 'on':
      return { line: wholeWay, shown: 1, second: false, bar: false, end: 'tick' };
    case 'stopping':
      return { line: wholeWay, shown: share(112), second: false, bar: false, end: 'ring' };
    case 'recovering':
    case 'hold':
      return { line: `${rise}H281`, shown: 1, dots: { path: below, march: true, pale: false }, second: true, bar: false, end: kind === 'hold' ? 'pause' : 'ring' };
    case 'failed':
      return { line: `${rise}H287`, shown: 1, second: false, bar: true, end: 'cross' };
    case 'off':
      return { line: straight, shown: 1, dots: { path: 'M334 108H480', march: false, pale: true }, second: false, bar: false, end: 'ring' };
  }
}
