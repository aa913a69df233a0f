import { readFile, rm, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  all,
  always,
  counts,
  dense,
  eager,
  endOfEpisode,
  every,
  explain,
  filled,
  fold,
  foldAll,
  FaultError,
  frames,
  initial,
  input,
  intervals,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  progress,
  raster,
  rasterColumns,
  rates,
  record,
  rested,
  rolling,
  run,
  sink,
  tensor,
  type Fold,
  type Frame,
  type Monitor,
  type Monitors,
  type Tensor,
  type Time,
} from '../../src/index.js';
import { drawn } from '../support/backends.js';
import { nodeBackends } from '../support/node-backends.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([1], input()), Y: layer([2], lif()) }, (connect) => ({
    XY: connect('X', 'Y', dense(tensor([1, 2], [1, 2]))),
  })),
);
const half = orThrow(network({ dt: 0.5 }, { X: layer([1], input()) }));

/** Spikes of one neuron in these of so many steps. */
const train = (steps: number, spiking: readonly number[], rows = 1): readonly Frame<Tensor, 'X'>[] =>
  Array.from({ length: steps }, (_, step) => ({
    inputs: { X: filled([rows, 1], Number(spiking.includes(step)), 'bool') },
  }));
const ending = (part: readonly Frame<Tensor, 'X'>[]): readonly Frame<Tensor, 'X'>[] =>
  part.map((frame, k) => (k + 1 < part.length ? frame : { ...frame, ends: true }));

const texts = (ran: E.Either<{ readonly faults: Parameters<typeof explain>[0][] }, unknown>): readonly string[] =>
  E.isLeft(ran) ? ran.left.faults.map(explain) : [];
const words = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof FaultError) return error.message;
    throw error;
  }
  return 'nothing thrown';
};
/** What the monitors of a refused run have to say, and where it stopped. */
const went = async (monitors: Monitors, drive: readonly Frame<Tensor, 'X'>[]) => {
  const ran = await run(eager, net, initial(net), drive, monitors);
  return { texts: texts(ran), steps: E.isLeft(ran) ? ran.left.steps : ran.right.steps };
};

const heard: Fold<unknown, readonly Time[]> = fold<readonly Time[], unknown, readonly Time[]>(
  [],
  (seen, _, time) => [...seen, time],
  (seen) => seen,
);
const listening: Monitor<readonly Time[]> = { watches: [], fold: heard };

describe.each([drawn, ...nodeBackends])('on $name', (backend) => {
  test('folds hear dt, the step and the episode, over runs that are resumed', async () => {
    const first = orThrow(
      await run(backend, half, initial(half), [...ending(train(2, [])), ...train(1, [])], { listening }),
    );
    const second = orThrow(await run(backend, half, first.state, train(1, []), { ...first.resume, fresh: listening }));
    const third = orThrow(await run(backend, half, rested(half, second.state), train(2, []), second.resume));
    expect(third.monitors.listening.map(({ dt, step, every: k, episode }) => [dt, step, k, episode])).toStrictEqual([
      [0.5, 0, 1, 0],
      [0.5, 1, 1, 0],
      [0.5, 2, 1, 1],
      [0.5, 3, 1, 1],
      [0.5, 4, 1, 2],
      [0.5, 5, 1, 2],
    ]);
    expect(third.monitors.fresh.map(({ step, episode }) => [step, episode])).toStrictEqual([
      [0, 0],
      [1, 1],
      [2, 1],
    ]);
  });

  test('monitors that have seen as many steps in other episodes each hear their own', async () => {
    const heardIn = async (drive: readonly Frame<Tensor, 'X'>[]) =>
      orThrow(await run(backend, net, initial(net), drive, { listening }));
    const [one, two] = [await heardIn(train(4, [])), await heardIn([...ending(train(2, [])), ...train(2, [])])];
    const episodesAfter = async (start: typeof one.state, first: typeof one, second: typeof one) => {
      const both = { first: first.resume.listening, second: second.resume.listening };
      const { monitors } = orThrow(await run(backend, net, start, train(1, []), both));
      return [monitors.first, monitors.second].map((times) => times.at(-1)!.episode);
    };
    const over = await heardIn(ending(train(4, [])));
    // From a state that continues neither, and from the one in which the first ended.
    expect(await episodesAfter(rested(net, one.state), one, two)).toStrictEqual([1, 2]);
    expect(await episodesAfter(one.state, one, over)).toStrictEqual([0, 1]);
  });

  test('the rate is in Hz at the dt of the network', async () => {
    const heardAt = { rate: monitor(half, 'X', 's', rates()), gaps: monitor(half, 'X', 's', intervals()) };
    const ran = orThrow(await run(backend, half, initial(half), train(200, [10, 30, 50, 70, 90]), heardAt));
    expect(Array.from(ran.monitors.rate.data)).toStrictEqual([50]); // 5 spikes in 100 ms
    expect([ran.monitors.gaps.mean.data[0], ran.monitors.gaps.cv.data[0]]).toStrictEqual([10, 0]);
  });

  test('intervals of two episodes in one run, of two runs with rested, and of a run from the start, are of one episode each', async () => {
    const spiking = { gaps: monitor(net, 'X', 's', intervals()) };
    const got = ({ count, mean, cv }: { count: Tensor; mean: Tensor; cv: Tensor }) =>
      [count, mean, cv].map(({ data }) => data[0]);
    const sample = train(100, [5, 15, 25]);
    const once = orThrow(await run(backend, net, initial(net), [...ending(sample), ...ending(sample)], spiking));
    expect(got(once.monitors.gaps)).toStrictEqual([4, 10, 0]);
    // Also where the source says only afterwards that an episode was over, or says it twice.
    const told = [endOfEpisode, ...sample, endOfEpisode, endOfEpisode, ...sample, endOfEpisode];
    const late = orThrow(await run(backend, net, initial(net), told as typeof sample, { ...spiking, listening }));
    expect(got(late.monitors.gaps)).toStrictEqual([4, 10, 0]);
    expect(late.monitors.listening.map(({ episode }) => episode)).toStrictEqual([
      ...Array.from({ length: 100 }, () => 0),
      ...Array.from({ length: 100 }, () => 1),
    ]);

    const first = orThrow(await run(backend, net, initial(net), sample, spiking));
    const { layers, connections } = first.state;
    const pushed = { ...first.state, layers: { ...layers, Y: { ...layers.Y, v: filled([1, 2], -60) } } };
    for (const from of [rested(net, first.state), initial(net), pushed]) {
      const second = orThrow(await run(backend, net, from, sample, first.resume));
      expect(got(second.monitors.gaps)).toStrictEqual([4, 10, 0]);
    }
    // One that goes on where the first ended goes on with its interval, from a copy too, or with other weights.
    const copy = structuredClone(first.state) as typeof first.state;
    const taught = { ...first.state, connections: { XY: { ...connections.XY, w: tensor([1, 2], [3, 4]) } } };
    for (const from of [first.state, copy, taught]) {
      const second = orThrow(await run(backend, net, from, sample, first.resume));
      expect(got(second.monitors.gaps).slice(0, 2)).toStrictEqual([5, 24]); // 10 10 80 10 10
    }
  });

  test('a raster of every 10th step says in which steps of the run it saw spikes', async () => {
    const spiking = Array.from({ length: 20 }, (_, k) => 5 * k + 4); // 4, 9, 14 ...
    const seen = { spikes: monitor(net, 'X', 's', raster(), { every: 10 }) };
    const first = orThrow(await run(backend, net, initial(net), train(100, spiking), seen));
    expect(first.monitors.spikes.map(({ step }) => step)).toStrictEqual([9, 19, 29, 39, 49, 59, 69, 79, 89, 99]);
    const second = orThrow(await run(backend, net, first.state, train(15, [4, 9]), first.resume));
    expect(second.monitors.spikes.map(({ step }) => step).slice(10)).toStrictEqual([109]);
  });

  test.each([
    ['counts', counts()],
    ['rates', rates()],
    ['intervals', intervals()],
  ])('%s of every 10th step is refused rather than wrong', async (name, into) => {
    const seen = {
      spikes: monitor<never, never, never, unknown>(net as never, 'X' as never, 's' as never, into, { every: 10 }),
    };
    const ran = await run(backend, net, initial(net), train(100, [9, 14]), seen);
    expect(texts(ran)).toStrictEqual([
      `monitor 'spikes': ${name}: every must be 1, as spikes of steps that it does not see would not count (raster says in which steps it saw some), got 10`,
    ]);
  });

  test('a monitor that goes on over another number of rows is refused, and the state kept', async () => {
    const of = {
      spikes: monitor(net, 'X', 's', counts()),
      v: monitor(net, 'Y', 'v', record()),
      w: monitor(net, 'XY', 'w', record()),
      steps: progress(() => undefined),
    };
    const four = orThrow(await run(backend, net, initial(net), train(3, [1], 4), of));
    const small = rested(net, four.state, { batch: 1 });
    const said = (name: string) =>
      `monitor '${name}': batch must be 4 rows, as in the run that it goes on from (begin a new monitor for this one), got 1 row`;
    const one = await run(backend, net, small, train(3, [1]), four.resume);
    expect(texts(one)).toStrictEqual([said('spikes'), said('v')]);
    expect(E.isLeft(one) && one.left.state).toBe(small);
    expect(E.isLeft(one) && Array.from(one.left.monitors.spikes.data)).toStrictEqual([1, 1, 1, 1]);
    // A run of no steps in between changes nothing of that.
    const none = orThrow(await run(backend, net, four.state, [], four.resume));
    expect(texts(await run(backend, net, small, train(3, [1]), none.resume))).toStrictEqual([
      said('spikes'),
      said('v'),
    ]);
    // What is learned has no rows, and steps none either.
    const { w, steps } = four.resume;
    const on = orThrow(await run(backend, net, small, train(3, [1]), { w, steps }));
    expect([on.monitors.w.shape, on.monitors.steps]).toStrictEqual([[6, 1, 2], 6]);
    // And the other way round.
    const single = orThrow(await run(backend, net, initial(net), train(3, [1]), of));
    const more = await run(backend, net, initial(net, { batch: 4 }), train(3, [1], 4), single.resume);
    expect(E.isLeft(more) && more.left.faults.map(({ got }) => got)).toStrictEqual(['4 rows', '4 rows']);
  });

  test('a fold that throws ends the run with what was recorded before', async () => {
    const broken = fold<number, Tensor, number>(
      0,
      (sum, x) => {
        if (sum === 2) throw new RangeError('too many');
        return sum + x.data[0]!;
      },
      (sum) => sum,
    );
    const of = { broken: monitor(net, 'X', 's', broken), spikes: monitor(net, 'X', 's', counts()) };
    const drive = tensor(
      [100, 1],
      Array.from({ length: 100 }, (_, step) => Number([3, 4, 5].includes(step))),
      'bool',
    );
    const ran = await run(backend, net, initial(net), frames({ X: drive }), of);
    expect(texts(ran)).toStrictEqual(["monitor 'broken': the fold at step 5 failed: too many"]);
    if (E.isRight(ran)) throw new Error('it went on');
    const { steps, monitors, state } = ran.left;
    expect(monitors.broken).toBe(2);
    // The backend had taken as many steps as it takes at once; all but the broken fold agree on where.
    expect(steps).toBe(Math.min(100, Math.ceil(6 / backend.chunk) * backend.chunk));
    expect([state.noise.data[2], monitors.spikes.data[0]]).toStrictEqual([steps, 3]);
  });

  test('a sink gets all there is in blocks, also the last part of one, of whatever is watched', async () => {
    const got: (readonly [before: number, shape: readonly number[], data: readonly number[]])[] = [];
    const write = async (block: Tensor, before: number): Promise<void> => {
      await Promise.resolve();
      got.push([before, block.shape, Array.from(block.data)]);
    };
    const of = { out: monitor(net, 'X', 's', sink(write, { rows: 100 })) };
    const first = orThrow(await run(backend, net, initial(net), train(250, [0, 99, 249]), of));
    expect(first.monitors.out).toBe(250);
    expect(got.map(([before, shape, data]) => [before, shape, data.flatMap((s, k) => (s ? [k] : []))])).toStrictEqual([
      [0, [100, 1, 1], [0, 99]],
      [100, [100, 1, 1], []],
      [200, [50, 1, 1], [49]],
    ]);
    got.splice(0);
    const second = orThrow(await run(backend, net, first.state, train(120, [0]), first.resume));
    expect(second.monitors.out).toBe(370);
    expect(got.map(([before, [rows]]) => [before, rows])).toStrictEqual([
      [250, 100],
      [350, 20],
    ]);
  });
});

test('a run waits for the writer of a sink, which is never given two blocks at once', async () => {
  let writing = 0;
  let most = 0;
  let steps = 0;
  const ahead: number[] = [];
  const write = async (): Promise<void> => {
    most = Math.max(most, ++writing);
    await new Promise((resolve) => setTimeout(resolve, 2));
    ahead.push(steps);
    writing--;
  };
  const of = {
    out: monitor(net, 'X', 's', all({ sunk: sink(write, { rows: 10 }), spikes: counts() })),
    at: progress(({ steps: now }) => (steps = now)),
  };
  const ran = orThrow(await run(eager, net, initial(net), train(45, [3]), of));
  expect([most, ahead]).toStrictEqual([1, [10, 20, 30, 40, 45]]);
  expect([ran.monitors.out.sunk, ran.monitors.out.spikes.data[0]]).toStrictEqual([45, 1]);
});

test('all sinks of one monitor write, each its own parts', async () => {
  const [few, many]: [number[], number[]] = [[], []];
  const sunk = (rows: number, into: number[]) => sink((part: Tensor) => into.push(part.shape[0]!), { rows });
  const of = { out: monitor(net, 'X', 's', all({ few: sunk(4, few), many: sunk(7, many), spikes: counts() })) };
  orThrow(await run(eager, net, initial(net), train(10, []), of));
  expect([few, many]).toStrictEqual([
    [4, 4, 2],
    [7, 3],
  ]);
});

test('a writer that fails ends the run with its name, and its block goes out when the run goes on', async () => {
  let full = true;
  const got: number[] = [];
  const write = (block: Tensor): void => {
    if (full && got.length === 1) throw new Error('no space left on device');
    got.push(block.shape[0]!);
  };
  const ran = await run(eager, net, initial(net), train(45, []), {
    out: monitor(net, 'X', 's', sink(write, { rows: 10 })),
  });
  expect(texts(ran)).toStrictEqual(["monitor 'out': sink: writing inputs 10 to 19 failed: no space left on device"]);
  if (E.isRight(ran)) throw new Error('it went on');
  expect([ran.left.steps, got]).toStrictEqual([20, [10]]);
  full = false;
  const on = orThrow(await run(eager, net, ran.left.state, train(25, []), ran.left.resume));
  expect([on.monitors.out, got]).toStrictEqual([45, [10, 10, 10, 10, 5]]);
});

test('a run that is stopped, or meets a bad frame, writes what a sink still has', async () => {
  const got: number[] = [];
  const out = monitor(
    net,
    'X',
    's',
    sink((block) => got.push(block.shape[0]!), { rows: 4 }),
  );
  const ran = await run(eager, net, initial(net), [...train(6, []), { inputs: { X: filled([7], 0) } }], { out });
  expect([E.isLeft(ran) && ran.left.steps, got]).toStrictEqual([6, [4, 2]]);
});

test('spikes go to a file and come back', async () => {
  const path = join(tmpdir(), `spikefold-${process.pid}.i32`);
  const file = await open(path, 'w');
  try {
    const write = async ({ step, neuron }: { step: Int32Array; neuron: Int32Array }): Promise<void> => {
      await file.appendFile(new Uint8Array(Int32Array.from(step, (at, k) => at * 10 + neuron[k]!).buffer));
    };
    const of = { out: monitor(net, 'X', 's', sink(write, { rows: 16, of: rasterColumns() })) };
    orThrow(await run(eager, net, initial(net), train(40, [1, 17, 18, 39]), of));
    const bytes = await readFile(path);
    expect(Array.from(new Int32Array(new Uint8Array(bytes).buffer))).toStrictEqual([10, 170, 180, 390]);
  } finally {
    await file.close();
    await rm(path);
  }
});

test('a tell of progress that throws, a fold that is none, and what is no monitor, are told by name', async () => {
  const oops = progress(() => {
    throw new Error('oops');
  });
  expect(await went({ oops }, train(2, []))).toStrictEqual({
    texts: ["monitor 'oops': the fold at step 0 failed: oops"],
    steps: 1,
  });
  const given: readonly (readonly [unknown, string])[] = [
    [raster(), "monitor 'x': it must be made by monitor(net, 'Y', 's', raster()), got a fold"],
    [7, "monitor 'x': it must be made by monitor(net, 'Y', 's', raster()), got 7"],
    [undefined, "monitor 'x': it must be made by monitor(net, 'Y', 's', raster()), got nothing"],
    [{ watches: [] }, "monitor 'x': fold must be a fold, such as record(), got nothing"],
    [
      monitor(net, 'X', 's', raster as unknown as Fold<Tensor, unknown>),
      "monitor of 'X': fold must be a fold, such as record(), got the function raster, not called",
    ],
    [monitor(net, 'Z' as 'X', 's', raster()), "monitor of 'Z': unknown layer or connection 'Z': one of 'X', 'Y', 'XY'"],
    [
      monitor(net, 'Y', 'v', raster()),
      "monitor 'x': raster: input must be spikes, 0 or 1, such as s, got -65 at place 0",
    ],
    [
      monitor(net, 'Y', 'v', counts()),
      "monitor 'x': counts: input must be spikes, or numbers of them, such as s, got -65 at place 0",
    ],
  ];
  for (const [x, text] of given)
    expect((await went({ x: x as Monitor<unknown> }, train(1, []))).texts).toStrictEqual([text]);
});

test('a raster counts steps as far as its columns do', () => {
  const spike = [filled([1, 1], 1, 'bool')];
  const after = (step: number) => foldAll(rasterColumns(), spike, { dt: 1, step }).done().step[0];
  expect(after(2 ** 31 - 1)).toBe(2 ** 31 - 1);
  expect(words(() => after(2 ** 31))).toBe(
    'rasterColumns: step must be at most 2147483647 (begin a new monitor), got 2147483648',
  );
});

test('folds that can mean nothing are refused where they are made', () => {
  const old = (of: unknown): ((dt: number) => unknown) => of as (dt: number) => unknown;
  expect([
    words(() => every(0, counts())),
    words(() => rolling(-2)),
    words(() => rolling(Number.NaN)),
    words(() => old(rates)(-1)),
    words(() => old(intervals)(0.5)),
    words(() => sink(() => undefined, { rows: 0 })),
    words(() => sink(7 as never)),
    words(() =>
      every(
        2,
        sink(() => undefined),
      ),
    ),
    words(() => foldAll(rates(), [filled([1, 1], 1)])),
    words(() => raster().next(filled([1, 1], 1), undefined as never)),
  ]).toStrictEqual([
    'every: count must be a whole number of at least 1, got 0',
    'rolling: count must be a whole number of at least 0, got -2',
    'rolling: count must be a whole number of at least 0, got NaN',
    'rates: arguments must be none: the run says dt, got -1',
    'intervals: arguments must be none: the run says dt, got 0.5',
    'sink: rows must be a whole number of at least 1, got 0',
    'sink: write must be a function, got 7',
    'every: fold must be none that writes: sink(write, { rows, of }) goes around others, got a sink',
    'rates: dt must be given in ms, as in foldAll(rates(), inputs, { dt: 1 }), got NaN',
    'raster: time must be the second argument of next, as foldAll gives it, got none',
  ]);
});

test('what a monitor came to is worked out when it is asked for, and once', async () => {
  let made = 0;
  const counted = fold<number, Tensor, number>(
    0,
    (n) => n + 1,
    (n) => {
      made++;
      return n;
    },
  );
  const of = { n: monitor(net, 'X', 's', counted), spikes: monitor(net, 'X', 's', raster()) };
  const { monitors } = orThrow(await run(eager, net, initial(net), train(3, [1]), of));
  expect(made).toBe(0);
  expect([monitors.n, { ...monitors }.n, made]).toStrictEqual([3, 3, 1]);
  expect(Object.keys(monitors)).toStrictEqual(['n', 'spikes']);
  expect(monitors.spikes).toBe(monitors.spikes);
  expect(JSON.stringify(monitors)).toBe('{"n":3,"spikes":[{"step":1,"row":0,"neuron":0}]}');
});

test('a monitor does not go on over a network of other steps', async () => {
  const of = { gaps: monitor(net, 'X', 's', intervals()) };
  const { resume } = orThrow(await run(eager, net, initial(net), train(3, [1]), of));
  const ran = await run(eager, half, initial(half), train(1, []), resume);
  expect(texts(ran)).toStrictEqual([
    "monitor 'gaps': dt must be 1 ms, as in the run that it goes on from (begin a new monitor for this one), got 0.5",
  ]);
});

test('frames without an end can be watched, as no monitor waits for it', async () => {
  const controller = new AbortController();
  const forever = frames({ X: always(filled([1], 1, 'bool')) });
  const of = {
    last: monitor(net, 'X', 's', rolling(2)),
    at: progress(({ steps }) => void (steps === 5 && controller.abort())),
  };
  const ran = await run(eager, net, initial(net), forever, of, controller);
  expect(E.isLeft(ran) && ran.left.monitors.last.shape[0]).toBe(2);
});
