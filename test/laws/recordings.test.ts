import { describe, expect, test } from 'vitest';
import {
  eager,
  explain,
  FaultError,
  filled,
  fold,
  frames,
  foldAll,
  initial,
  input,
  js,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  raster,
  record,
  run,
  wasm,
  zeros,
  type Fold,
  type Monitor,
} from '../../src/index.js';
import type { Observation } from '../../src/core/run/monitor.js';
import { unlessAborted } from '../../src/core/run/abort.js';
import { lazily } from '../../src/core/run/lazy.js';
import { foldFaults, recordingsOf } from '../../src/core/run/recordings.js';
import { resumeFaults } from '../../src/core/run/resume.js';
import { settled, settles } from '../../src/core/run/settle.js';
import type { Watch } from '../../src/core/run/watch.js';

const net = orThrow(network({ dt: 1 }, { X: layer([2], input()), Y: layer([3], lif()) }));
const state = initial(net);
const counting: Fold<Observation, number> = fold(
  0,
  (sum: number, _: Observation) => sum + 1,
  (sum) => sum,
);
const watching = (...watches: readonly Watch[]): Monitor<unknown> => ({ watches, fold: counting });
const v: Watch = { of: 'Y', variable: 'v' };
const s: Watch = { of: 'Y', variable: 's' };

describe('the recordings of a run', () => {
  test('find their watches among those of the run, and look as often as all of these', () => {
    const monitors = {
      none: watching(),
      each: watching(v),
      second: watching({ ...v, every: 2 }, { ...s, every: 2 }),
      mixed: watching({ ...v, every: 2 }, { ...s, every: 3 }),
      half: watching({ ...v, every: 2 }, s),
    };
    const watched = Object.values(monitors).flatMap(({ watches }) => watches);
    const { each, steps, faults } = recordingsOf(net, state, watched, monitors);
    expect([steps, faults]).toEqual([0, []]);
    expect(each.map(({ name, places, clock }) => [name, places, clock.every])).toEqual([
      ['none', [], 1],
      ['each', [0], 1],
      ['second', [1, 2], 2],
      ['mixed', [1, 4], 1],
      ['half', [1, 6], 1],
    ]);
    expect(each.every(({ clock }) => clock.steps === 0 && clock.episode === 0 && !clock.over)).toBe(true);
  });

  test('go on in the episode of their past, unless that is over or the state is another', () => {
    const past = { steps: 4, episode: 2, over: false, dt: 1, state };
    const clockOf = (more: object, from = state) =>
      recordingsOf(net, from, [v], { one: { ...watching(v), past: { ...past, ...more } } }).each[0]!.clock;
    expect(clockOf({})).toEqual({ every: 1, steps: 4, episode: 2, over: false });
    expect(clockOf({ over: true })).toEqual({ every: 1, steps: 4, episode: 2, over: true });
    // No step was taken, so no episode was begun.
    expect(clockOf({ over: true, steps: 0 }).over).toBe(false);
    const other = { ...state, layers: { ...state.layers, Y: { ...state.layers.Y, v: zeros([1, 3]) } } };
    expect(clockOf({}, other).over).toBe(true);
    expect(clockOf({}, structuredClone(state)).over).toBe(false);
    expect(clockOf({}, { ...state, noise: zeros([3], 'i32') }).over).toBe(state.noise.data.some((x) => x !== 0));
  });

  test('of a fold that fails are told by the name of its monitor', () => {
    expect(foldFaults('m', 'the fold at step 2', new Error('full')).map(explain)).toEqual([
      "monitor 'm': the fold at step 2 failed: full",
    ]);
    const own = new FaultError([{ _tag: 'Parameter', place: 'rates', what: 'dt', want: 'given', got: 'NaN' }]);
    expect(foldFaults('m', 'the fold', own).map(explain)).toEqual(["monitor 'm': rates: dt must be given, got NaN"]);
  });

  test('go on with as many samples, of steps as long', () => {
    const past = { steps: 1, episode: 0, over: false, dt: 0.5, state, rows: 3 };
    const before = 'as in the run that it goes on from (begin a new monitor for this one)';
    expect(resumeFaults(net, { m: { ...watching(v), past } }, 1).map(explain)).toEqual([
      `monitor 'm': batch must be 3 rows, ${before}, got 1 row`,
      `monitor 'm': dt must be 0.5 ms, ${before}, got 1`,
    ]);
    expect(resumeFaults(net, { m: { ...watching(v), past: { ...past, dt: 1 } } }, 3)).toEqual([]);
    expect(resumeFaults(net, { m: { ...watching(v), past: { ...past, rows: undefined } }, n: watching(v) }, 1)).toEqual(
      [],
    );
  });
});

test('a monitor keeps the number of samples once it has seen a variable of samples', async () => {
  const begun = {
    v: monitor(net, 'Y', 'v', record()),
    none: watching(),
    second: monitor(net, 'Y', 'v', record(), { every: 2 }),
  };
  const { resume } = orThrow(await run(eager, net, initial(net, { batch: 2 }), [{}], begun));
  expect([resume.v.past?.rows, resume.none.past?.rows, resume.second.past?.rows]).toEqual([2, undefined, undefined]);
  expect([resume.v, resume.second].map(({ watches }) => watches[0]!.since)).toEqual([undefined, 1]);
});

test('results are worked out when they are asked for, and once', () => {
  const worked: number[] = [];
  const results = lazily({ a: 1, b: 2 }, (x) => {
    worked.push(x);
    return x * 10;
  });
  expect([Object.keys(results), worked]).toEqual([['a', 'b'], []]);
  expect([results['b'], results['b'], worked]).toEqual([20, 20, [2]]);
});

describe('folds that settle', () => {
  const settling = (left: number, lasts: boolean[] = []): Fold<Observation, unknown> => ({
    next: () => settling(left),
    done: () => left,
    settle: (last) => {
      lasts.push(last);
      return left === 0 ? undefined : Promise.resolve(settling(left - 1, lasts));
    },
  });
  const failing: Fold<Observation, unknown> = { ...settling(1), settle: () => Promise.reject(new Error('disk full')) };
  const of = (folds: Readonly<Record<string, Fold<Observation, unknown>>>) =>
    recordingsOf(
      net,
      state,
      [],
      Object.fromEntries(Object.entries(folds).map(([name, each]) => [name, { watches: [], fold: each }])),
    );

  test('are waited for until they have no more to do', async () => {
    const lasts: boolean[] = [];
    const recordings = of({ a: settling(3, lasts), b: counting });
    expect([settles(recordings), settles(of({ b: counting }))]).toEqual([true, false]);
    const { each, faults } = await settled(recordings, true);
    expect([each.map(({ fold: now }) => now.done()), faults, lasts]).toEqual([[0, 0], [], [true, true, true, true]]);
  });

  test('and fail stay as they were, and are not asked again; the others go on', async () => {
    const once = await settled(of({ bad: failing, good: settling(1) }), false);
    expect(once.faults.map(explain)).toEqual(["monitor 'bad': the fold failed: disk full"]);
    expect(once.each.map(({ failed, fold: now }) => [failed, now.done()])).toEqual([
      ['to settle', 1],
      [undefined, 0],
    ]);
    expect((await settled(once, true)).faults).toEqual(once.faults);
  });
});

describe('what is waited for', () => {
  const later = <A>(value: A, ms: number): Promise<A> => new Promise((resolve) => setTimeout(() => resolve(value), ms));

  test('comes, where no signal aborts', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(undefined, later(1, 1), () => 0)).toBe(1);
    expect(await unlessAborted(signal, later(1, 1), () => 0)).toBe(1);
  });

  test('is given up as soon as a signal aborts, everywhere where it is waited for', async () => {
    const control = new AbortController();
    const both = [later('came', 5000), later('came', 5000)].map((one) =>
      unlessAborted(control.signal, one, () => 'left'),
    );
    control.abort();
    expect(await Promise.all(both)).toEqual(['left', 'left']);
    expect(await unlessAborted(control.signal, later('came', 5000), () => 'left')).toBe('left');
  });
});

describe('foldAll', () => {
  const times = fold(
    [] as readonly unknown[],
    (all, x: number, { dt, step, every, episode }) => [...all, [x, dt, step, every, episode]],
    (all) => all,
  );
  const ran = (given: Parameters<typeof foldAll>[2], of = times) => foldAll(of, [7, 8], given).done();

  test('tells each step, and goes on from its own result', () => {
    expect(ran({})).toEqual([
      [7, NaN, 0, 1, 0],
      [8, NaN, 1, 1, 0],
    ]);
    expect(ran({ dt: 0.5, every: 5 })).toEqual([
      [7, 0.5, 4, 5, 0],
      [8, 0.5, 9, 5, 0],
    ]);
    expect(ran({ dt: 0.5, step: 3, every: 2, episode: 6 })).toEqual([
      [7, 0.5, 3, 2, 6],
      [8, 0.5, 5, 2, 6],
    ]);
    const first = foldAll(times, [7], { dt: 0.5, every: 5, episode: 2 });
    expect(foldAll(first, [8]).done()).toEqual([
      [7, 0.5, 4, 5, 2],
      [8, 0.5, 9, 5, 2],
    ]);
    expect(first.resumes).toEqual({ dt: 0.5, step: 9, every: 5, episode: 2 });
  });

  test.each<readonly [string, () => unknown]>([
    [
      'foldAll: inputs must be an array, or another iterable, of inputs, got nothing',
      () => foldAll(times, undefined as never),
    ],
    ['foldAll: inputs must be an array, or another iterable, of inputs, got null', () => foldAll(times, null as never)],
    ['foldAll: inputs must be an array, or another iterable, of inputs, got {}', () => foldAll(times, {} as never)],
    ['foldAll: every must be a whole number of at least 1, got 0', () => ran({ every: 0 })],
    ['foldAll: step must be a whole number of at least 0, got -1', () => ran({ step: -1 })],
    ['foldAll: step must be a whole number of at least 0, got 0.5', () => ran({ step: 0.5 })],
    ['foldAll: episode must be a whole number of at least 0, got -1', () => ran({ episode: -1 })],
    ["foldAll: unknown option 'steps': one of 'dt', 'step', 'every', 'episode'", () => ran({ steps: 1 } as never)],
    [
      'foldAll: the fold at step 1 failed: full',
      () =>
        ran(
          {},
          fold(
            [] as readonly unknown[],
            (all, x: number) => {
              if (x === 8) throw new Error('full');
              return all;
            },
            (all) => all,
          ),
        ),
    ],
  ])('%s', (message, call) => {
    expect(call).toThrow(expect.objectContaining({ message }));
  });
});

test.each([eager, js, wasm])(
  'the spikes of every third step have its number, after any number of steps before: $name',
  async (backend) => {
    const spiking = (steps: number) => frames({ X: filled([steps, 2], 1, 'bool') });
    const watched = { X: monitor(net, 'X', 's', raster(), { every: 3 }) };
    const first = orThrow(await run(backend, net, state, spiking(7), watched));
    const { monitors } = orThrow(await run(backend, net, first.state, spiking(300), first.resume));
    const due = Array.from({ length: 307 }, (_, step) => step).filter((step) => step % 3 === 2);
    expect(monitors.X.map(({ step }) => step)).toEqual(due.flatMap((step) => [step, step]));
  },
);
