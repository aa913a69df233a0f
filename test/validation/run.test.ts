import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  concat,
  dense,
  eager,
  episode,
  explain,
  filled,
  frames,
  initial,
  input,
  layer,
  lif,
  maxPool,
  monitor,
  network,
  oneSpike,
  orThrow,
  poisson,
  progress,
  record,
  rewarded,
  rowsOf,
  run,
  tensor,
  uniform,
  wasm,
  zeros,
  type Backend,
  type Frame,
  type Frames,
  type Monitor,
  type Source,
  type Tensor,
} from '../../src/index.js';
import { overRows, alongRows, type Rule, type Session } from '../../src/authoring.js';
import { networkMonitor } from '../../src/bindsnet.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([28, 28], input()), Y: layer([3], oneSpike(lif())) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1))),
  })),
);
const good: Frame<Tensor, 'X' | 'Y', 'XY'> = { inputs: { X: zeros([28, 28], 'bool') } };

test('a mask of a connection without weights is refused', async () => {
  const pooled = orThrow(
    network({ dt: 1 }, { X: layer([1, 2, 2], input()), Y: layer([1, 2, 2], lif()) }, (connect) => ({
      XY: connect('X', 'Y', maxPool({ kernel: 1, decay: 0 })),
    })),
  );
  const ran = await run(eager, pooled, initial(pooled), [{ masks: { XY: zeros([], 'bool') } }]);
  expect(E.isLeft(ran) ? ran.left.faults.map(explain) : []).toEqual([
    "masks 'XY': connection must be one with weights, got 'maxPool'",
  ]);
});

const said = async (...frames: readonly Frame<Tensor>[]): Promise<readonly string[]> => {
  const ran = await run(eager, net, initial(net, { batch: 2 }), frames, { y: monitor(net, 'Y', 'v', record()) });
  return E.isLeft(ran) ? ran.left.faults.map(explain) : [];
};

test.each<[string, Frame<Tensor>, string]>([
  [
    'too few values',
    { inputs: { X: zeros([783]) } },
    "inputs 'X': frame 1 must be 784 values (28 x 28), or that for 2 rows, got 783 [783]",
  ],
  [
    'another batch',
    { inputs: { X: zeros([3, 28, 28]) } },
    "inputs 'X': frame 1 must be for 2 rows, as the state is (rested(net, state, { batch: 3 }) is for 3), got 3 rows [3, 28, 28]",
  ],
  [
    'a batch of one',
    { inputs: { X: zeros([1, 28, 28]) } },
    "inputs 'X': frame 1 must be for 2 rows, as the state is (rested(net, state, { batch: 1 }) is for 1), got 1 row [1, 28, 28]",
  ],
  ['an unknown layer', { inputs: { Q: zeros([3]) } }, "inputs 'Q': unknown layer 'Q': one of 'X', 'Y'"],
  [
    'a name of every object',
    { inputs: { constructor: zeros([3]) } },
    "inputs 'constructor': unknown layer 'constructor': one of 'X', 'Y'",
  ],
  [
    'a number that is none',
    { inputs: { Y: tensor([3], [1, Number.NaN, 3]) } },
    "inputs 'Y': frame 1 must be finite numbers, got NaN",
  ],
  [
    'voltage into an input layer',
    { inject: { X: zeros([784]) } },
    "inject 'X': layer must be one with a voltage 'v', got one with s",
  ],
  [
    'random numbers for a layer that draws none',
    { draws: { X: zeros([2]) } },
    "draws 'X': layer must be one whose model draws random numbers, got 'input'",
  ],
  [
    "a source's tensor without steps",
    { inputs: { Y: zeros([]) } },
    "inputs 'Y': frame 1 must be 3 values, or that for 2 rows, got 1 [] (a tensor has a row for each step; always(x) is x in every step)",
  ],
  [
    'a clamp of numbers',
    { clamp: { Y: zeros([3]) } },
    "clamp 'Y': frame 1 must be a bool mask, or i32 numbers of neurons, got f32",
  ],
  [
    'a neuron that is not there',
    { unclamp: { Y: tensor([2], [0, 3], 'i32') } },
    "unclamp 'Y': frame 1 must be numbers of neurons from 0 to 2, got 3",
  ],
  [
    'a neuron below 0',
    { clamp: { X: tensor([1], [-1], 'i32') } },
    "clamp 'X': frame 1 must be numbers of neurons from 0 to 783, got -1",
  ],
  [
    'neurons for other rows',
    { clamp: { Y: tensor([3, 1], [0, 1, 2], 'i32') } },
    "clamp 'Y': frame 1 must be for 2 rows, as the state is (rested(net, state, { batch: 3 }) is for 3), got 3 rows [3, 1]",
  ],
  [
    'neurons of no rows',
    { clamp: { Y: tensor([], [0], 'i32') } },
    "clamp 'Y': frame 1 must be numbers of neurons [k], or [k] in each row, got []",
  ],
  [
    'a mask of another size',
    { clamp: { Y: zeros([4], 'bool') } },
    "clamp 'Y': frame 1 must be 3 values, or that for 2 rows, got 4 [4]",
  ],
  [
    'a field that is none',
    { input: { X: zeros([784]) } } as Frame<Tensor>,
    "frames: unknown field 'input' of frame 1: one of 'inputs', 'inject', 'clamp', 'unclamp', 'masks', 'draws', 'reward', 'ends'",
  ],
  [
    'nothing',
    undefined as unknown as Frame<Tensor>,
    'frames: frame 1 must be a record of inputs, inject, clamp, unclamp, masks, draws, reward, ends, got none',
  ],
  [
    'a promise',
    Promise.resolve({}) as Frame<Tensor>,
    'frames: frame 1 must be a record of inputs, inject, clamp, unclamp, masks, draws, reward, ends, got none',
  ],
  [
    'a mask of another shape',
    { masks: { XY: zeros([3, 784], 'bool') } },
    "masks 'XY': frame 1 must be 2352 values (784 x 3), got 2352 [3, 784]",
  ],
  [
    'draws for neurons where one a row is wanted',
    { draws: { Y: zeros([2, 3]) } },
    "draws 'Y': frame 1 must be 1 value, or that for 2 rows, got 6 [2, 3]",
  ],
  [
    'random numbers that no model draws',
    { draws: { Y: tensor([2], [0.5, 1]) } },
    "draws 'Y': frame 1 must be numbers in [0, 1), got 1",
  ],
  [
    'a reward for other rows',
    { reward: zeros([3]) },
    'reward: frame 1 must be for 2 rows, as the state is (rested(net, state, { batch: 3 }) is for 3), got 3 rows [3]',
  ],
  [
    'no tensor at all',
    { inputs: { X: [1, 2, 3] as unknown as Tensor } },
    "inputs 'X': frame 1 must be a tensor of 784 values (28 x 28), or that for 2 rows, got [1, 2, 3] (tensor(shape, values) makes one of it)",
  ],
])('%s ends the run with one clear line', async (_, bad, text) => {
  expect(await said(good, bad)).toEqual([text]);
});

test('a state of one row takes the rows of the first frame, which all others then have to have', async () => {
  const rows = (count: number): Frame<Tensor> => ({ inputs: { X: zeros([count, 784], 'bool') } });
  const faults = async (...drive: readonly Frame<Tensor>[]) => {
    const ran = await run(eager, net, initial(net), drive);
    return E.isLeft(ran)
      ? [ran.left.steps, ran.left.state.layers.Y.v.shape[0], ...ran.left.faults.map(explain)]
      : [ran.right.steps, ran.right.state.layers.Y.v.shape[0]];
  };
  expect(await faults(undefined as unknown as Frame<Tensor>)).toEqual([
    0,
    1,
    'frames: frame 0 must be a record of inputs, inject, clamp, unclamp, masks, draws, reward, ends, got none',
  ]);
  expect(await faults(rows(3), rows(3))).toEqual([2, 3]);
  expect(await faults({ clamp: { Y: tensor([2, 1], [0, 1], 'i32') } })).toEqual([1, 2]);
  expect(await faults({ reward: zeros([4]) })).toEqual([1, 4]);
  expect(await faults(rows(3), rows(5))).toEqual([
    1,
    3,
    "inputs 'X': frame 1 must be for 3 rows, as inputs 'X' of frame 0, got 5 rows [5, 784]",
  ]);
  // Two sizes in one frame: both are named, and the state stays as it was.
  expect(await faults({ inputs: { X: zeros([3, 784]), Y: zeros([1, 3]) }, inject: { Y: zeros([4, 3]) } })).toEqual([
    0,
    1,
    "inputs 'Y': frame 0 must be for 3 rows, as inputs 'X' of frame 0, got 1 row [1, 3]",
    "inject 'Y': frame 0 must be for 3 rows, as inputs 'X' of frame 0, got 4 rows [4, 3]",
  ]);
  expect(await faults({}, rows(2))).toEqual([
    1,
    1,
    "inputs 'X': frame 1 must be for 1 row, as the state is (rested(net, state, { batch: 2 }) is for 2), got 2 rows [2, 784]",
  ]);
  // A state of several rows stays that, also for the first frame.
  expect(await said(rows(3))).toEqual([
    "inputs 'X': frame 0 must be for 2 rows, as the state is (rested(net, state, { batch: 3 }) is for 3), got 3 rows [3, 784]",
  ]);
  expect(await faults(rows(0))).toEqual([
    0,
    1,
    "inputs 'X': frame 0 must be for 1 row, as the state is, got 0 rows [0, 784]",
  ]);
});

test.each<[string, Monitor<unknown>, readonly string[]]>([
  [
    'a period that is none',
    monitor(net, 'Y', 'v', record(), { every: 0 }),
    ["monitor of 'Y': every must be a whole number of at least 1, got 0"],
  ],
  [
    'a period that is not whole',
    networkMonitor(net, { layers: ['Y'], variables: ['v'], every: 1.5, last: 0 }),
    [
      "monitor of 'Y': every must be a whole number of at least 1, got 1.5",
      'network monitor: last must be a whole number of at least 1, got 0',
    ],
  ],
  [
    'a neuron that is not there',
    monitor(net, 'Y', 'v', record(), { only: [0, 3] }),
    ["monitor of 'Y': only must be whole numbers from 0 to 2, got 3"],
  ],
  [
    'a synapse that is not there',
    monitor(net, 'XY', 'w', record(), { only: [2351, 2352] }),
    ["monitor of 'XY': only must be whole numbers from 0 to 2351, got 2352"],
  ],
  [
    'layers and connections that are not there',
    networkMonitor(net, { layers: ['Z' as 'X'], connections: ['YX' as 'XY'] }),
    ["network monitor: unknown layer 'Z': one of 'X', 'Y'", "network monitor: unknown connection 'YX': one of 'XY'"],
  ],
  [
    'progress never told',
    progress(() => undefined, { every: 0 }),
    ['progress: every must be a whole number of at least 1, got 0'],
  ],
])('a monitor of %s is refused', async (_, wrong, texts) => {
  const ran = await run(eager, net, initial(net), [good], { wrong });
  expect(E.isLeft(ran) && ran.left.faults.map(explain)).toEqual(texts);
});

test.each([3, null, undefined, {}])('frames that are %o are no frames', async (none) => {
  const ran = await run(eager, net, initial(net), none as unknown as Iterable<Frame<Tensor>>);
  expect(E.isLeft(ran) && ran.left.faults.map(({ _tag, place }) => [_tag, place])).toEqual([['Parameter', 'frames']]);
});

test('all faults of a frame come together, and what ran before is kept', async () => {
  const bad: Frame<Tensor> = { inputs: { X: zeros([1]), Y: zeros([1]) } };
  const ran = await run(eager, net, initial(net), [good, good, bad, good], { y: monitor(net, 'Y', 'v', record()) });
  expect(E.isLeft(ran) && ran.left.faults.length).toBe(2);
  expect(E.isLeft(ran) && ran.left.steps).toBe(2);
  expect(E.isLeft(ran) && ran.left.monitors.y.shape).toEqual([2, 1, 3]);
  expect(E.isLeft(ran) && ran.left.state.noise.data[2]).toBe(2);
});

test('a state of another network, and a watch on nothing, are refused before the first step', async () => {
  const other = {
    ...initial(net),
    layers: { X: initial(net).layers.X, Y: { ...initial(net).layers.Y, v: zeros([1, 4]) } },
  };
  const ran = await run(eager, net, other, [good]);
  expect(E.isLeft(ran) && ran.left.faults.map(explain)).toEqual([
    'state: layers.Y.v must be f32 [1, 3], got f32 [1, 4]',
  ]);
  const watching = {
    watches: [
      { of: 'Z', variable: 'v' },
      { of: 'Y', variable: 'u' },
    ],
    fold: { next: () => watching.fold, done: () => 0 },
  };
  const watched = await run(eager, net, initial(net), [good], { watching });
  expect(E.isLeft(watched) && watched.left.faults.map(explain)).toEqual([
    "monitor of 'Z': unknown layer or connection 'Z': one of 'X', 'Y', 'XY'",
    "monitor of 'Y': unknown variable 'u': one of v, refrac, s",
  ]);
});

test.each([0, -1, 1.5, Number.NaN])('there is no state for a batch of %d', (batch) => {
  expect(() => initial(net, { batch })).toThrow(
    `initial: batch must be a whole number of samples, at least 1, got ${batch}`,
  );
});

test('a rule that learns by reward has to get one', async () => {
  const rewarded: Rule<'s', 's'> = {
    term: { name: 'r', params: {} },
    init: {},
    rewarded: true,
    step: (A, { w }, { reward }) => ({ w: A.add(w, reward) }),
  };
  const taught = orThrow(
    network({ dt: 1 }, { X: layer([1], input()), Y: layer([1], lif()) }, (connect) => ({
      XY: connect('X', 'Y', dense(zeros([1, 1])), rewarded),
    })),
  );
  const without = await run(eager, taught, initial(taught), [{}]);
  expect(E.isLeft(without) && without.left.faults.map(explain)).toEqual([
    "connection 'XY': reward of frame 0 must be given, as by rewarded(frames, 0), got none",
  ]);
  const given = orThrow(await run(eager, taught, initial(taught), [{ reward: tensor([], [2]) }]));
  expect(given.state.connections.XY.w.data[0]).toBe(2);
});

test('a reward is a number or one for each sample, for the whole run or step by step', async () => {
  const rewardSum: Rule<'s', 's'> = {
    term: { name: 'rewardSum', params: {} },
    init: {},
    rewarded: true,
    step: (A, { w }, { reward }) => ({
      w: A.add(w, overRows(A, A.reshape(alongRows(A, A.mul(reward, 1), 1), [A.type(reward).shape[0] ?? 1]), 'sum')),
    }),
  };
  const taught = orThrow(
    network({ dt: 1 }, { X: layer([1], input()), Y: layer([1], lif()) }, (connect) => ({
      XY: connect('X', 'Y', dense(zeros([1, 1])), rewardSum),
    })),
  );
  const empty = [{}, {}, {}];
  const earned = async (reward: Parameters<typeof rewarded>[1]) =>
    orThrow(await run(eager, taught, initial(taught, { batch: 2 }), rewarded(empty, reward))).state.connections.XY.w
      .data[0];
  expect(await earned(2)).toBe(6);
  expect(await earned((step) => step)).toBe(3);
  expect(await earned(tensor([2], [1, 10]))).toBe(33);
});

test.each(['normalise', 'state'] as const)(
  'a backend that loses the state at the end (%s) is a fault, with what was given',
  async (at) => {
    const losing: Backend = {
      ...eager,
      name: 'losing',
      open: async (...given) =>
        E.map((session: Session): Session => ({ ...session, [at]: () => Promise.reject(new Error('device lost')) }))(
          await eager.open(...given),
        ),
    };
    const state = initial(net);
    const ran = await run(losing, net, state, [good, good]);
    if (E.isRight(ran)) return expect.fail('a Left was due');
    expect(ran.left.faults.map(explain)).toEqual([
      "backend 'losing': state must be there to be read, got an error: device lost",
    ]);
    expect(ran.left.state).toBe(state);
    expect(ran.left.steps).toBe(0);
  },
);

test('what a generator of frames returns is none of them, and no fault', async () => {
  const now = function* () {
    yield good;
    return 'over';
  };
  const later = async function* () {
    yield good;
    return 'over';
  };
  const none = function* () {
    yield* [] as (typeof good)[];
    return 'over';
  };
  const stepsOf = async (frames: Frames) => orThrow(await run(eager, net, initial(net), frames)).steps;
  expect(await Promise.all([now(), later(), none].map(stepsOf))).toEqual([1, 1, 0]);
});

/** A layer that shows what it is given. */
const shown = orThrow(network({ dt: 1 }, { X: layer([300], input()), Y: layer([3], lif()) }));

test('the monitors of a run are listed by name, before any is looked at', async () => {
  const watching = { v: monitor(shown, 'Y', 'v', record()), s: monitor(shown, 'X', 's', record()) };
  const ran = orThrow(await run(eager, shown, initial(shown), [{}], watching));
  expect(Object.keys(ran.monitors)).toEqual(['v', 's']);
  expect({ ...ran.monitors }.v.shape).toEqual([1, 1, 3]);
});

test('a number that is NaN is found in a frame of the same kind as those before, too', async () => {
  const given = (value: number): Frame<Tensor, 'Y'> => ({ inputs: { Y: tensor([3], [0, value, 0]) } });
  const ran = await run(eager, shown, initial(shown), [given(1), given(2), given(Number.NaN)]);
  expect(E.isLeft(ran) && ran.left.faults.map(explain)).toEqual([
    "inputs 'Y': frame 2 must be finite numbers, got NaN",
  ]);
});

test('random numbers that no model draws are found in later frames, one by one or in blocks', async () => {
  const draws = (values: readonly number[]): Frames => frames({}, { draws: { Y: tensor([values.length], values) } });
  for (const backend of [eager, wasm])
    for (const source of [draws([0, 0.5, -0.25]), [...(draws([0, 0.5, -0.25]) as Source<Frame<Tensor>>)(1)]]) {
      const ran = await run(backend, net, initial(net), source);
      expect(E.isLeft(ran) && ran.left.faults.map(explain)).toEqual([
        "draws 'Y': frame 2 must be numbers in [0, 1), got -0.25",
      ]);
    }
});

test.each([
  [2, 'X', 300, 7],
  [3, 'X', 300, 299],
  [3, 'Y', 3, 1],
] as const)('a bool of %i in layer %s is refused', async (value, name, count, place) => {
  const data = new Uint8Array(count);
  data[place] = value;
  const frame = { inputs: { [name]: { shape: [count], dtype: 'bool', data } } } as const;
  const ran = await run(eager, shown, initial(shown), [frame]);
  expect(E.isLeft(ran) && ran.left.faults.map(explain)).toEqual([
    `inputs '${name}': frame 0 must be bools of 0 and 1 (i32 or f32 carry counts), got ${value}`,
  ]);
});

describe('a bool of 2 in a later frame is refused', () => {
  const bools = (steps: number, bad?: number): Tensor => {
    const all = zeros([steps, 300], 'bool');
    if (bad !== undefined) all.data[bad * 300 + 7] = 2;
    return all;
  };
  const sound = (): Source => poisson(1, filled([300], 100), 2);
  const refusal = 'must be bools of 0 and 1 (i32 or f32 carry counts), got 2';
  test.each<[string, Frames, string]>([
    ['rows of a tensor', frames({ X: bools(4, 3) }), "inputs 'X': frame 3"],
    ['rows before an encoder', frames({ X: concat([bools(2, 1), sound()]) }), "inputs 'X': frame 1"],
    ['rows after an encoder', frames({ X: concat([sound(), bools(2, 1)]) }), "inputs 'X': frame 3"],
    [
      'frames after those of an encoder',
      concat([frames({ X: sound() }), frames({ X: bools(2, 1) })]),
      "inputs 'X': frame 3",
    ],
    [
      'frames before those of an encoder',
      concat([frames({ X: bools(2, 1) }), frames({ X: sound() })]),
      "inputs 'X': frame 1",
    ],
    [
      'a clamp, of a list before rows of inputs',
      concat<Frame<Tensor>>([[...rowsOf(bools(2, 1))].map((X) => ({ clamp: { X } })), frames({ X: bools(1) })]),
      "clamp 'X': frame 1",
    ],
    ['a clamp beside an encoder', frames({ X: sound() }, { clamp: { X: bools(2, 1) } }), "clamp 'X': frame 1"],
    ['an episode', episode(frames({ X: bools(4, 3) })), "inputs 'X': frame 3"],
    ['an iterable', frames({ X: [...rowsOf(bools(4, 3))] }), "inputs 'X': frame 3"],
  ])('of %s', async (_, source, place) => {
    const ran = await run(eager, shown, initial(shown), source);
    expect(E.isLeft(ran) && ran.left.faults.map(explain)).toEqual([`${place} ${refusal}`]);
  });
});

test('a source that writes into the array that it gave changes nothing that was run', async () => {
  const refilled = function* (): Iterable<Frame<Tensor, 'Y' | 'X'>> {
    const s = zeros([300], 'bool');
    s.data[5] = 1;
    yield { inputs: { X: s } };
    s.data[5] = 0;
  };
  const { state } = orThrow(await run(eager, shown, initial(shown), refilled()));
  expect(state.layers.X.s.data[5]).toBe(1);
});

test('frames that take turns in the type of their numbers are read each by its own', async () => {
  const spikes = filled([300], 1, 'bool');
  const drive = [spikes, filled([300], 0.5), spikes, filled([300], 0.25)].map((X) => ({ inputs: { X } }));
  const watching = { s: monitor(shown, 'X', 's', record()) };
  for (const backend of [eager, wasm]) {
    const { monitors } = orThrow(await run(backend, shown, initial(shown), drive, watching));
    expect([0, 300, 600, 900].map((place) => monitors.s.data[place])).toEqual([1, 0.5, 1, 0.25]);
  }
});
