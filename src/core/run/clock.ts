import type { Time } from '../fold.js';
import type { Tensor } from '../tensor.js';
import type { Frame } from './frame.js';

/** From this the time of a monitor's next input follows. */
export interface Clock {
  readonly every: number;
  /** Steps over all runs of the monitor. */
  readonly steps: number;
  /** The episode of the last step, and whether it is over. */
  readonly episode: number;
  readonly over: boolean;
}

/** The times of some steps by a clock, and the clock after them. */
export interface Timed {
  readonly before: Clock;
  readonly times: readonly Time[];
  readonly after: Clock;
}

/** Times some steps by any clock. Monitors with equal clocks share the result. */
export const timing = (dt: number, frames: readonly Frame<Tensor>[]): ((clock: Clock) => Timed) => {
  const known: Timed[] = [];
  return (clock) => {
    const same = known.find(({ before }) => sameClock(before, clock));
    if (same !== undefined) return same;
    const timed = timesOf(clock, dt, frames);
    known.push(timed);
    return timed;
  };
};

const timesOf = (before: Clock, dt: number, frames: readonly Frame<Tensor>[]): Timed => {
  const { every } = before;
  let { steps, episode, over } = before;
  const times = frames.map((frame): Time => {
    if (over) episode++;
    over = frame.ends === true;
    return { dt, step: steps++, every, episode };
  });
  return { before, times, after: { every, steps, episode, over } };
};

const sameClock = (a: Clock, b: Clock): boolean =>
  a === b || (a.every === b.every && a.steps === b.steps && a.episode === b.episode && a.over === b.over);
