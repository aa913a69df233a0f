import { refused } from '../core/faults/errors.js';
import { shown } from '../core/faults/shown.js';
import type { SweepOptions } from './options.js';
import type { Outcome } from './jobs/outcome.js';
import { sweep } from './sweep.js';
import type { Where } from './where.js';

/** Points that depend on results: those of the first round, and how those of the next follow from the outcomes of one (none: the search ends). */
export interface Search<P, R> {
  readonly first: readonly P[];
  readonly next: (outcomes: readonly Outcome<P, R>[], round: number) => readonly P[];
}

/**
 * A sweep in rounds, for searches: evolution strategies, bisection, successive halving. Gives the outcomes of each round, in the order of its points; workers
 * stay from one round to the next. Places, and so seeds, go on counting over all rounds. Options as those of `sweep`.
 */
export async function* rounds<P, R = unknown>(
  job: string | URL,
  { first, next }: Search<P, R>,
  where: Where,
  options: Omit<SweepOptions, 'order'> = {},
): AsyncGenerator<readonly Outcome<P, R>[], void, void> {
  if (!Array.isArray(first)) throw refused('rounds', 'first', 'an array of points', shown(first));
  if (typeof next !== 'function') throw refused('rounds', 'next', 'a function', shown(next));
  let points: readonly P[] = first;
  let bred = (): void => undefined;
  async function* all(): AsyncGenerator<P, void, void> {
    while (points.length > 0) {
      const following = new Promise<void>((resolve) => (bred = resolve));
      yield* points;
      // Until the outcomes of all of them are there.
      await following;
    }
  }
  let outcomes: Outcome<P, R>[] = [];
  let round = 0;
  for await (const outcome of sweep<P, R>(job, all(), where, options)) {
    outcomes.push(outcome);
    if (outcomes.length < points.length) continue;
    points = next(outcomes, round++);
    const done = outcomes;
    outcomes = [];
    yield done;
    bred();
  }
}
