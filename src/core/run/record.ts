import type { Fault } from '../faults/errors.js';
import type { Time } from '../fold.js';
import { timing } from './clock.js';
import type { Observed } from './observed.js';
import type { TypedFrame } from './frame-type.js';
import { foldFaults, type Recording, type Recordings } from './recordings.js';
import { isDue, type Watch } from './watch.js';

/** The recordings after a chunk of steps, of which as many were taken as were observed. A fold that fails stays as it was before that step; the others take all steps. */
export const recorded = (
  { each, steps, faults }: Recordings,
  dt: number,
  frames: readonly TypedFrame[],
  observed: readonly Observed[],
): Recordings => {
  const found = [...faults];
  const taken = observed.reduce((sum, some) => sum + some.steps, 0);
  const timed = timing(dt, frames, taken);
  const next = each.map((recording): Recording => {
    const { times, after } = timed(recording.clock);
    let now = recording;
    let before = 0;
    for (const some of observed) {
      if (!now.failed) now = sampled(now, times, some, steps, before, found);
      before += some.steps;
    }
    return { ...now, clock: after };
  });
  return { steps: steps + taken, each: next, faults: found };
};

/** The recordings at the end of an episode after the last step. */
export const episodeEnded = (recordings: Recordings): Recordings => ({
  ...recordings,
  each: recordings.each.map((one) => ({ ...one, clock: { ...one.clock, over: one.clock.steps > 0 } })),
});

/** A recording whose fold was given the watched values of some steps where they were due: those from `from` on of a chunk that began after `before`. */
const sampled = (
  recording: Recording,
  times: readonly Time[],
  observed: Observed,
  before: number,
  from: number,
  found: Fault[],
): Recording => {
  const { watches, places, name } = recording;
  const always = watches.every(({ every }) => every === undefined);
  const { steps, at } = observed;
  const inRows = sampledRows(recording, times, observed, before, from);
  if (inRows !== undefined) return inRows;
  let { fold } = recording;
  let any = recording.sampled;
  let k = 0;
  const due = (watch: Watch): boolean => always || isDue(watch, before + from + k + 1);
  try {
    for (; k < steps; k++) {
      if (!always && !watches.some(due)) continue;
      const values = places.map((place, watch) => (due(watches[watch]!) ? at(place, k) : undefined));
      fold = fold.next(values, times[from + k]!);
      any = true;
    }
    return { ...recording, fold, sampled: any };
  } catch (error) {
    found.push(...foldFaults(name, `the fold at step ${times[from + k]!.step}`, error));
    return { ...recording, fold, sampled: any, failed: 'to step' };
  }
};

/** The same at once, where the fold takes the rows of its one watch; undefined where it does not, or fails, and each step has to say so. */
const sampledRows = (
  recording: Recording,
  times: readonly Time[],
  { steps, rows }: Observed,
  before: number,
  from: number,
): Recording | undefined => {
  const { fold, watches, places } = recording;
  const inputs = fold.next.rows && places.length === 1 ? rows?.(places[0]!) : undefined;
  if (inputs === undefined) return undefined;
  if (inputs.shape[0] === 0) return recording;
  const due = times.slice(from, from + steps).filter((_, k) => isDue(watches[0]!, before + from + k + 1));
  try {
    return { ...recording, fold: fold.next.rows!(inputs, due), sampled: true };
  } catch {
    return undefined;
  }
};
