import type { Time } from '../fold.js';
import type { TypedFrame } from './frame-type.js';

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

/** Times so many steps of some frames by any clock. Monitors with equal clocks share the result. */
export const timing = (dt: number, frames: readonly TypedFrame[], count: number): ((clock: Clock) => Timed) => {
  const known: Timed[] = [];
  return (clock) => {
    const same = known.find(({ before }) => sameClock(before, clock));
    if (same !== undefined) return same;
    const timed = timesOf(clock, dt, frames, count);
    known.push(timed);
    return timed;
  };
};

const timesOf = (before: Clock, dt: number, frames: readonly TypedFrame[], count: number): Timed => {
  const { every } = before;
  let { steps, episode, over } = before;
  const times: Time[] = [];
  for (const { frame, steps: own = 1 } of frames)
    for (let step = 0; step < own && times.length < count; step++) {
      if (over) episode++;
      over = frame.ends === true && step === own - 1;
      times.push({ dt, step: steps++, every, episode });
    }
  return { before, times, after: { every, steps, episode, over } };
};

const sameClock = (a: Clock, b: Clock): boolean =>
  a.every === b.every && a.steps === b.steps && a.episode === b.episode && a.over === b.over;
