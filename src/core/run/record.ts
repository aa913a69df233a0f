import type { Fault } from '../errors.js';
import type { Time } from '../fold.js';
import { timing } from './clock.js';
import type { Observation } from './monitor.js';
import type { TypedFrame } from './frame-type.js';
import { foldFaults, type Recording, type Recordings } from './recordings.js';
import { isDue, type Watch } from './watch.js';

/** The recordings after a chunk of steps, of which as many were taken as there are observations. A fold that fails stays as it was before that step; the others take all steps. */
export const recorded = (
  { each, steps, faults }: Recordings,
  dt: number,
  frames: readonly TypedFrame[],
  observations: readonly Observation[],
): Recordings => {
  const found = [...faults];
  const timed = timing(dt, frames, observations.length);
  const next = each.map((recording): Recording => {
    const { times, after } = timed(recording.clock);
    return {
      ...(recording.failed ? recording : sampled(recording, times, observations, steps, found)),
      clock: after,
    };
  });
  return { steps: steps + observations.length, each: next, faults: found };
};

/** The recordings at the end of an episode after the last step. */
export const episodeEnded = (recordings: Recordings): Recordings => ({
  ...recordings,
  each: recordings.each.map((one) => ({ ...one, clock: { ...one.clock, over: one.clock.steps > 0 } })),
});

/** A recording whose fold was given the watched values of some steps where they were due. */
const sampled = (
  recording: Recording,
  times: readonly Time[],
  observations: readonly Observation[],
  before: number,
  found: Fault[],
): Recording => {
  const { watches, places, name } = recording;
  const always = watches.every(({ every }) => every === undefined);
  let { fold } = recording;
  let any = recording.sampled;
  let k = 0;
  const due = (watch: Watch): boolean => always || isDue(watch, before + k + 1);
  try {
    for (; k < observations.length; k++) {
      if (!always && !watches.some(due)) continue;
      const observed = observations[k]!;
      const values = places.map((place, watch) => (due(watches[watch]!) ? observed[place] : undefined));
      fold = fold.next(values, times[k]!);
      any = true;
    }
    return { ...recording, fold, sampled: any };
  } catch (error) {
    found.push(...foldFaults(name, `the fold at step ${times[k]!.step}`, error));
    return { ...recording, fold, sampled: any, failed: 'to step' };
  }
};
