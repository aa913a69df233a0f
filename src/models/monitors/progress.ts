import { checkOptions } from '../../core/faults/options.js';
import { expectFunction, expectRecord } from '../../core/expect.js';
import { at } from '../../core/faults/errors.js';
import type { Fold, Time } from '../../core/fold.js';
import type { Monitor } from '../../core/run/monitor.js';
import { notNegative, whole } from '../parameters/constraint.js';
import { numberFaults } from '../parameters/faults.js';

/** How far a run is. */
export interface Progress {
  readonly steps: number;
  /** How many there will be, where that is known. */
  readonly total?: number;
}

/** How long a run is, and how often `progress` reports. */
export interface ProgressOptions {
  /** How many steps the run has; absent: no share of them is told. */
  readonly total?: number;
  /** Tells after every so many steps, and after the last one if the total is known; default 1. */
  readonly every?: number;
}

/**
 * A monitor without a variable that counts steps and calls `tell` with the progress of the run and the time of the step; its
 * result is the number of steps. `progress((at) => process.stderr.write(`\r${bar(at)}`), { total: 250, every: 10 })`.
 */
export const progress = (tell: (at: Progress, time: Time) => void, options: ProgressOptions = {}): Monitor<number> => {
  expectFunction('progress', tell, 'tell');
  checkOptions('progress', options, ['total', 'every']);
  const { total, every = 1 } = options;
  const counting = (steps: number): Fold<unknown, number> => ({
    next: (_, time) => {
      const now = steps + 1;
      if (now % every === 0 || now === total) tell({ steps: now, ...(total !== undefined && { total }) }, time);
      return counting(now);
    },
    done: () => steps,
  });
  const faults = [
    ...numberFaults('every', every, whole),
    ...(total === undefined ? [] : numberFaults('total', total, notNegative)),
  ];
  return { watches: [], fold: counting(0), faults: faults.map(at('progress')) };
};

/** `125 of 250 steps (50 %)`, or `125 steps`. */
export const line = (at: Progress): string => {
  expectRecord('line', at, 'progress');
  const { steps, total } = at;
  return total === undefined
    ? `${steps} steps`
    : `${steps} of ${total} steps (${Math.floor(100 * share(steps, total))} %)`;
};

/** A bar of so many characters, and the line: `[#####-----] 125 of 250 steps (50 %)`; the line alone where no total is known. */
export const bar = (at: Progress, width = 30): string => {
  expectRecord('bar', at, 'progress');
  const { steps, total } = at;
  if (total === undefined) return line(at);
  const full = Math.floor(share(steps, total) * width);
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}] ${line(at)}`;
};

const share = (steps: number, total: number): number => (total > 0 ? Math.min(steps / total, 1) : 1);
