import type { Time } from '../fold.js';
import type { Frame } from './frame.js';
import type { Tensor } from '../tensor.js';

/** What the next time of a monitor is made of. Monitors that have been through the same share one. */
export interface Clock {
  readonly every: number;
  /** How many steps there were, over all runs of the monitor. */
  readonly steps: number;
  /** The episode of the last step, and whether that is over. */
  readonly episode: number;
  readonly over: boolean;
}

const sameClock = (a: Clock, b: Clock): boolean =>
  a.every === b.every && a.steps === b.steps && a.episode === b.episode && a.over === b.over;

/** Gives for a clock the first that was like it, so that what follows from one is worked out once. */
export const sharing = (): ((clock: Clock) => Clock) => {
  const clocks: Clock[] = [];
  return (clock) => {
    const same = clocks.find((other) => sameClock(clock, other));
    if (same === undefined) clocks.push(clock);
    return same ?? clock;
  };
};

export interface Heard {
  readonly times: readonly Time[];
  readonly after: Clock;
}

/** The time of each of some steps, and the clock after them. */
export const hear = (clock: Clock, dt: number, frames: readonly Frame<Tensor>[]): Heard => {
  const { every } = clock;
  let { steps, episode, over } = clock;
  const times = frames.map((frame): Time => {
    if (over) episode++;
    over = frame.ends === true;
    return { dt, step: steps++, every, episode };
  });
  return { times, after: { every, steps, episode, over } };
};

/** A function of clocks that is worked out once for each. */
export const onceEach = <A>(of: (clock: Clock) => A): ((clock: Clock) => A) => {
  const known = new Map<Clock, A>();
  return (clock) => {
    const there = known.get(clock);
    if (there !== undefined) return there;
    const made = of(clock);
    known.set(clock, made);
    return made;
  };
};
