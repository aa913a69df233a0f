import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  explain,
  initial,
  input,
  layer,
  lif,
  network,
  orThrow,
  tensor,
  type Fold,
  type Monitor,
  type Tensor,
} from '../../src/index.js';
import { inRows } from '../../src/core/fold.js';
import type { Observation } from '../../src/core/run/monitor.js';
import type { Observed } from '../../src/core/run/observed.js';
import { episodeEnded, recorded } from '../../src/core/run/record.js';
import { recordingsOf, type Recordings } from '../../src/core/run/recordings.js';
import { distinct, isDue, type Watch } from '../../src/core/run/watch.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

const net = orThrow(network({ dt: 1 }, { X: layer([2], input()), Y: layer([3], lif()) }));
const state = initial(net);

/** What a fold was given: numbers, `-` for none, and when. */
type Seen = readonly [values: readonly (number | '-')[], step: number, episode: number];

/** A fold that keeps all; one `byRows` takes many inputs at once, too. It fails in the steps that are said. */
const keeping = (
  byRows: boolean,
  fails: readonly number[] = [],
  seen: readonly Seen[] = [],
): Fold<Observation, readonly Seen[]> => {
  const after = (more: readonly Seen[]): Fold<Observation, readonly Seen[]> => {
    if (more.some(([, step]) => fails.includes(step))) throw new Error('full');
    return keeping(byRows, fails, [...seen, ...more]);
  };
  const next: Fold<Observation, readonly Seen[]>['next'] = (values, { step, episode }) =>
    after([[values.map((x) => x?.data[0] ?? '-'), step, episode]]);
  const rows = (inputs: Tensor, times: Parameters<NonNullable<typeof next.rows>>[1]) =>
    after(times.map(({ step, episode }, k): Seen => [[inputs.data[k]!], step, episode]));
  return { next: byRows ? inRows(next, rows) : next, done: () => seen };
};

/** The number of a watch of a run after a step, both from 0. */
const numberOf = (watch: number, step: number): number => 1000 * watch + step;

/** What is observed in some steps of a run: what is due, or all; with rows or without. */
const observing = (
  watched: readonly Watch[],
  before: number,
  steps: number,
  withRows: boolean,
  generous: boolean,
): Observed => {
  const isSeen = (watch: number, step: number) => generous || isDue(watched[watch]!, before + step + 1);
  return {
    steps,
    at: (watch, step) => (isSeen(watch, step) ? tensor([1], [numberOf(watch, before + step)]) : undefined),
    ...(withRows && {
      rows: (watch: number) => {
        const due = Array.from({ length: steps }, (_, step) => step).filter((step) =>
          isDue(watched[watch]!, before + step + 1),
        );
        return tensor(
          [due.length, 1],
          due.map((step) => numberOf(watch, before + step)),
        );
      },
    }),
  };
};

const variables: readonly Omit<Watch, 'every'>[] = [
  { of: 'X', variable: 's' },
  { of: 'Y', variable: 's' },
  { of: 'Y', variable: 'v' },
];
const watch = fc
  .tuple(fc.constantFrom(...variables), fc.option(wholeIn(1, 4), { nil: undefined }), wholeIn(0, 3))
  .map(([of, every, since]): Watch => (every === undefined ? of : { ...of, every, since }));
const monitors = fc
  .array(fc.tuple(fc.array(watch, { maxLength: 3 }), fc.boolean()), { minLength: 1, maxLength: 3 })
  .map((all): Readonly<Record<string, Monitor<readonly Seen[]>>> =>
    Object.fromEntries(all.map(([watches, byRows], k) => [`m${k}`, { watches, fold: keeping(byRows) }])),
  );
/** Chunks of parts of so many steps, as a backend may observe them; and whether each step ends an episode. */
const parts = fc.array(fc.array(wholeIn(0, 4), { minLength: 1, maxLength: 3 }), { maxLength: 4 });

/** The recordings after chunks of parts. */
const after = (
  of: Readonly<Record<string, Monitor<unknown>>>,
  chunks: readonly (readonly number[])[],
  ends: (step: number) => boolean,
  withRows = true,
  generous = false,
): Recordings => {
  const watched = distinct(Object.values(of).flatMap(({ watches }) => watches));
  let recordings = recordingsOf(net, state, watched, of);
  let before = 0;
  for (const chunk of chunks) {
    const total = chunk.reduce((sum, steps) => sum + steps, 0);
    const frames = Array.from({ length: total }, (_, k) => ({ frame: { ends: ends(before + k) }, type: [] }));
    const observed = chunk.map((steps, k) =>
      observing(watched, before + chunk.slice(0, k).reduce((sum, some) => sum + some, 0), steps, withRows, generous),
    );
    recordings = recorded(recordings, 1, frames, observed);
    before += total;
  }
  return recordings;
};

const everyThird = (step: number): boolean => step % 3 === 2;

describe('recordings of what is observed', () => {
  quickLaw(
    'have each monitor given what is due, when it is, however the steps are cut and observed',
    [monitors, parts, fc.boolean(), fc.boolean()],
    (of, chunks, withRows, generous) => {
      const { each, steps, faults } = after(of, chunks, everyThird, withRows, generous);
      const watched = distinct(Object.values(of).flatMap(({ watches }) => watches));
      const total = chunks.flat().reduce((sum, some) => sum + some, 0);
      expect([steps, faults]).toEqual([total, []]);
      for (const { name, fold, places, sampled, clock } of each) {
        const { watches } = of[name]!;
        const want = Array.from({ length: total }, (_, step): Seen => {
          const values = watches.map((one, k) => (isDue(one, step + 1) ? numberOf(places[k]!, step) : ('-' as const)));
          return [values, step, Math.floor(step / 3)];
        }).filter(([values]) => watches.length === 0 || values.some((value) => value !== '-'));
        expect(fold.done()).toEqual(want);
        expect([sampled, clock.steps]).toEqual([want.length > 0, total]);
        expect(watched.length).toBeGreaterThanOrEqual(Math.max(-1, ...places) + 1);
      }
    },
  );

  test.each([true, false])(
    'of a fold that fails stay as before that step, and say which; the others go on (by rows: %s)',
    (byRows) => {
      const v: Watch = { of: 'Y', variable: 'v', every: 2 };
      const of = {
        bad: { watches: [v], fold: keeping(byRows, [3, 7]) },
        good: { watches: [v], fold: keeping(byRows) },
      };
      const { each, faults } = after(
        of,
        [
          [2, 1],
          [3, 4],
        ],
        () => false,
      );
      expect(faults.map(explain)).toEqual(["monitor 'bad': the fold at step 3 failed: full"]);
      expect(
        each.map(({ fold, failed, sampled }) => [
          (fold.done() as readonly Seen[]).map(([, step]) => step),
          failed,
          sampled,
        ]),
      ).toEqual([
        [[1], 'to step', true],
        [[1, 3, 5, 7, 9], undefined, true],
      ]);
      // The clock goes on with the steps, so that the next run knows where it is.
      expect(each.map(({ clock }) => clock.steps)).toEqual([10, 10]);
    },
  );

  test('of a fold that fails later in the parts of a chunk say the step of the run', () => {
    const of = { bad: { watches: [{ of: 'Y', variable: 'v' }], fold: keeping(false, [7]) } };
    const { each, faults } = after(of, [[3], [2, 1, 2]], () => false);
    expect(faults.map(({ what }) => what)).toEqual(['the fold at step 7']);
    expect((each[0]!.fold.done() as readonly Seen[]).length).toBe(7);
  });
});

test('a fold that takes rows is given those of its one watch at once', () => {
  const of = { s: { watches: [{ of: 'Y', variable: 's' }], fold: keeping(true) } };
  const at = () => {
    throw new Error('one by one');
  };
  const observed: Observed = { steps: 2, at, rows: () => tensor([2, 1], [5, 6]) };
  const frames = [{ frame: {}, type: [], steps: 2 }];
  const { each, faults } = recorded(recordingsOf(net, state, of.s.watches, of), 1, frames, [observed]);
  expect([each[0]!.fold.done(), faults]).toEqual([
    [
      [[5], 0, 0],
      [[6], 1, 0],
    ],
    [],
  ]);
});

test.each([true, false])('a fold that was given nothing yet is not sampled (by rows: %s)', (byRows) => {
  const of = { v: { watches: [{ of: 'Y', variable: 'v', every: 4 }], fold: keeping(byRows) } };
  const sampledAfter = (...chunks: readonly (readonly number[])[]) => after(of, chunks, () => false).each[0]!.sampled;
  expect([sampledAfter([2]), sampledAfter([2, 1]), sampledAfter([2], [1, 1])]).toEqual([false, false, true]);
});

test('an episode that ends after the last step is over, if there was a step', () => {
  const of = { all: { watches: [], fold: keeping(false) } };
  const over = (chunks: readonly (readonly number[])[]) => {
    const { each, ...others } = after(of, chunks, () => false);
    const ended = episodeEnded({ each, ...others });
    expect({ ...ended, each: [] }).toEqual({ ...others, each: [] });
    return ended.each[0]!.clock.over;
  };
  expect([over([]), over([[0]]), over([[1]]), over([[2]])]).toEqual([false, false, true, true]);
});
