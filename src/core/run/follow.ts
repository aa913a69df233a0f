import { hear, onceEach, sharing, type Clock } from './clock.js';
import type { Fault } from '../errors.js';
import { foldFaults, type Followed, type Follower } from './follower.js';
import type { Time } from '../fold.js';
import type { Frame } from './frame.js';
import type { AnyState } from '../step-input.js';
import type { Monitor, Observation } from './monitor.js';
import type { AnyNetwork } from '../network.js';
import { goesOn, type Past } from './past.js';
import type { Tensor } from '../tensor.js';
import { isDue, sameWatch, type Watch } from './watch.js';

export type Monitors = Readonly<Record<string, Monitor<unknown>>>;

/** Monitors at the beginning of a run from a state. */
export const following = (
  net: AnyNetwork,
  state: AnyState<Tensor>,
  watched: readonly Watch[],
  monitors: Monitors,
): Followed => {
  const shared = sharing();
  return {
    steps: 0,
    faults: [],
    each: Object.entries(monitors).map(([name, { watches, fold, past }]) => ({
      name,
      watches,
      places: watches.map((watch) => watched.findIndex((other) => sameWatch(watch, other))),
      fold,
      seen: false,
      clock: shared({ every: everyOf(watches), ...begun(net, state, past) }),
    })),
  };
};

const begun = (
  net: AnyNetwork,
  state: AnyState<Tensor>,
  past: Past = { steps: 0, episode: 0, over: false, dt: net.dt, state },
): Omit<Clock, 'every'> => {
  const { steps, episode, over } = past;
  return { steps, episode, over: steps > 0 && (over || !goesOn(net, past.state, state)) };
};

/** 1 where watches differ in it, as the fold is then given the steps of all of them. */
const everyOf = ([first, ...others]: readonly Watch[]): number =>
  first?.every !== undefined && others.every(({ every }) => every === first.every) ? first.every : 1;

/** What monitors make of a chunk of steps. One that fails keeps what it had before; the others take them all. */
export const followedBy = (
  { each, steps, faults }: Followed,
  dt: number,
  frames: readonly Frame<Tensor>[],
  observations: readonly Observation[],
): Followed => {
  const found = [...faults];
  const heard = onceEach((clock) => hear(clock, dt, frames));
  const next = each.map((follower): Follower => {
    const { times, after } = heard(follower.clock);
    return { ...(follower.failed ? follower : told(follower, times, observations, steps, found)), clock: after };
  });
  return { steps: steps + frames.length, each: next, faults: found };
};

/** An episode that ends after the steps that were. */
export const endedEpisode = (followed: Followed): Followed => {
  const ended = onceEach((clock) => ({ ...clock, over: clock.steps > 0 }));
  return { ...followed, each: followed.each.map((follower) => ({ ...follower, clock: ended(follower.clock) })) };
};

/** A monitor that has seen what was due to it in some steps. */
const told = (
  follower: Follower,
  times: readonly Time[],
  observations: readonly Observation[],
  before: number,
  found: Fault[],
): Follower => {
  const { watches, places, name } = follower;
  const always = watches.every(({ every }) => every === undefined);
  let { fold, seen } = follower;
  let k = 0;
  const due = (watch: Watch): boolean => isDue(watch, before + k + 1);
  try {
    for (; k < observations.length; k++) {
      const observed = observations[k]!;
      if (always)
        fold = fold.next(
          places.map((place) => observed[place]),
          times[k]!,
        );
      else if (watches.some(due))
        fold = fold.next(
          places.map((place, watch) => (due(watches[watch]!) ? observed[place] : undefined)),
          times[k]!,
        );
      else continue;
      seen = true;
    }
    return { ...follower, fold, seen };
  } catch (error) {
    found.push(...foldFaults(name, `the fold at step ${times[k]!.step}`, error));
    return { ...follower, fold, seen, failed: 'to step' };
  }
};
