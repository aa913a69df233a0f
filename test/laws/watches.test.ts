import { describe, expect, test } from 'vitest';
import { dense, explain, initial, input, layer, lif, network, orThrow, zeros } from '../../src/index.js';
import { isDue, type Watch } from '../../src/authoring.js';
import { timing, type Clock } from '../../src/core/run/clock.js';
import { distinct, dueUntil, passed, sameWatch, seenIn, stepsUntilDue, watchFaults } from '../../src/core/run/watch.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

const v: Watch = { of: 'Y', variable: 'v' };

describe('a watch that is due after every k-th step', () => {
  quickLaw(
    'is due where the steps since it was are k, 2k and so on; counts and waits agree with that',
    [wholeIn(1, 6), wholeIn(0, 12), wholeIn(0, 30)],
    (every, since, steps) => {
      const watch = { ...v, every, since };
      const due = Array.from({ length: 60 }, (_, k) => (since + k + 1) % every === 0);
      expect(due.map((_, k) => isDue(watch, k + 1))).toEqual(due);
      const before = Math.floor(since / every);
      expect(dueUntil(watch, steps)).toBe(before + due.slice(0, steps).filter(Boolean).length);
      expect(stepsUntilDue(watch, steps)).toBe(due.indexOf(true, steps) + 1 - steps);
      // A run of so many steps leaves a watch that is due where this one would have been.
      const later = passed(watch, steps);
      expect(due.slice(steps, 40).map((_, k) => isDue(later, k + 1))).toEqual(due.slice(steps, 40));
      expect(later.since).toBeLessThan(every);
    },
  );

  test('is due after each where it says nothing', () => {
    expect([1, 2, 3].map((step) => isDue(v, step))).toEqual([true, true, true]);
    expect([dueUntil(v, 5), stepsUntilDue(v, 5), passed(v, 5)]).toEqual([5, 1, v]);
  });

  test('was never due before where it does not say since when', () => {
    const third: Watch = { ...v, every: 3 };
    expect([1, 2, 3, 6].map((step) => isDue(third, step))).toEqual([false, false, true, true]);
    expect([2, 3, 7].map((steps) => dueUntil(third, steps))).toEqual([0, 1, 2]);
    expect([0, 2, 3].map((steps) => stepsUntilDue(third, steps))).toEqual([3, 1, 3]);
    expect([2, 3, 7].map((steps) => passed(third, steps).since)).toEqual([2, 0, 1]);
  });

  test.each<readonly [unknown, string]>([
    [null, 'null'],
    [3, '3'],
    [undefined, 'nothing'],
  ])('is a record: not %s', (watch, got) => {
    expect(() => isDue(watch as Watch, 1)).toThrow(`isDue: watch must be a watch, { of, variable }, got ${got}`);
  });
});

test('watches are the same where variable and steps are', () => {
  const others: readonly Watch[] = [
    { ...v, of: 'X' },
    { ...v, variable: 's' },
    { ...v, every: 2 },
    { ...v, since: 1 },
  ];
  expect([v, { ...v, every: 1 }, { ...v, since: 0 }].map((other) => sameWatch(v, other))).toEqual([true, true, true]);
  expect(others.flatMap((other) => [sameWatch(v, other), sameWatch(other, v)])).toEqual(Array(8).fill(false));
  expect(distinct([v, others[0]!, { ...v, every: 1 }, others[2]!, others[0]!])).toEqual([v, others[0], others[2]]);
});

const net = orThrow(
  network({ dt: 1 }, { X: layer([2], input()), Y: layer([3], lif()) }, (connect) => ({
    XY: connect('X', 'Y', dense(zeros([2, 3]))),
  })),
);

test('watches have to be of variables that there are, and of whole steps', () => {
  const said = (watch: object) => watchFaults(net, { ...v, ...watch }).map(explain);
  expect([{}, { of: 'X', variable: 's' }, { of: 'XY', variable: 'w' }, { every: 1, since: 0 }].flatMap(said)).toEqual(
    [],
  );
  expect([{ of: 'Z' }, { of: 'toString' }, { variable: 'u' }, { of: 'XY' }].flatMap(said)).toEqual([
    "monitor of 'Z': unknown layer or connection 'Z': one of 'X', 'Y', 'XY'",
    "monitor of 'toString': unknown layer or connection 'toString': one of 'X', 'Y', 'XY'",
    "monitor of 'Y': unknown variable 'u': one of v, refrac, s",
    "monitor of 'XY': unknown variable 'v': one of w",
  ]);
  expect(
    [{ every: 0 }, { every: 1.5 }, { since: -1 }, { since: 0.5 }, { every: -2, since: NaN }].flatMap(said),
  ).toEqual([
    "monitor of 'Y': every must be a whole number of at least 1, got 0",
    "monitor of 'Y': every must be a whole number of at least 1, got 1.5",
    "monitor of 'Y': since must be a whole number of at least 0, got -1",
    "monitor of 'Y': since must be a whole number of at least 0, got 0.5",
    "monitor of 'Y': every must be a whole number of at least 1, got -2",
    "monitor of 'Y': since must be a whole number of at least 0, got NaN",
  ]);
});

test('what is seen after a step is the variables that are due', () => {
  const state = initial(net);
  const watched: readonly Watch[] = [
    v,
    { of: 'X', variable: 's', every: 2 },
    { ...v, variable: 's', every: 3, since: 1 },
  ];
  const seen = [1, 2, 3].map((step) => seenIn(state, watched, step));
  const { X, Y } = state.layers;
  expect(seen).toEqual([
    [Y.v, undefined, undefined],
    [Y.v, X.s, Y.s],
    [Y.v, undefined, undefined],
  ]);
});

describe('the clock of a monitor', () => {
  const frame = (ends?: boolean, steps?: number) => ({
    frame: { ...(ends !== undefined && { ends }) },
    type: [],
    ...(steps !== undefined && { steps }),
  });
  const begin: Clock = { every: 1, steps: 0, episode: 0, over: false };
  const run = (clock: Clock, frames: readonly ReturnType<typeof frame>[], count: number) => {
    const { times, after } = timing(0.5, frames, count)(clock);
    return [times.map(({ step, episode }) => [step, episode]), after];
  };

  test('counts steps, and episodes from the step after an end on', () => {
    expect(run(begin, [frame(), frame(true), frame(false), frame(true)], 4)).toEqual([
      [
        [0, 0],
        [1, 0],
        [2, 1],
        [3, 1],
      ],
      { every: 1, steps: 4, episode: 1, over: true },
    ]);
  });

  test('goes on from where it stood, in another episode where that was over', () => {
    expect(run({ every: 2, steps: 7, episode: 3, over: true }, [frame()], 1)).toEqual([
      [[7, 4]],
      { every: 2, steps: 8, episode: 4, over: false },
    ]);
  });

  test('ends an episode after the last step of a block', () => {
    expect(run(begin, [frame(true, 2), frame(undefined, 2)], 4)[0]).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 1],
    ]);
  });

  test('counts the steps that were taken, where a run stops within a block', () => {
    expect(run(begin, [frame(true, 3), frame()], 2)).toEqual([
      [
        [0, 0],
        [1, 0],
      ],
      { every: 1, steps: 2, episode: 0, over: false },
    ]);
    expect(run(begin, [frame(true, 3)], 3)[1]).toEqual({ every: 1, steps: 3, episode: 0, over: true });
  });

  test('tells dt and how often a monitor looks; equal clocks share their times, and others do not', () => {
    const timed = timing(0.5, [frame()], 1);
    expect(timed({ ...begin, every: 3 }).times).toEqual([{ dt: 0.5, step: 0, every: 3, episode: 0 }]);
    const first = timed(begin);
    expect(timed({ ...begin })).toBe(first);
    for (const other of [{ every: 2 }, { steps: 1 }, { episode: 1 }, { over: true }])
      expect(timed({ ...begin, ...other })).not.toBe(first);
  });
});
