import { describe, expect, test } from 'vitest';
import {
  always,
  bernoulli,
  concat,
  eager,
  episode,
  explain,
  FaultError,
  filled,
  frames,
  independent,
  initial,
  input,
  lasting,
  latency,
  layer,
  network,
  orThrow,
  poisson,
  poissonIntervals,
  rankOrder,
  repeat,
  rewarded,
  run,
  silence,
  single,
  stepsIn,
  tensor,
  tensorsOf,
  zeros,
  type Frame,
  type Frames,
  type Source,
  type Tensor,
} from '../../src/index.js';
import { poissonApprox } from '../../src/bindsnet.js';
import { Readable } from 'node:stream';

const netOf = (dt: number) => orThrow(network({ dt }, { X: layer([2], input()), Y: layer([2], input()) }));
const told = async (source: Frames, dt = 1, signal?: AbortSignal): Promise<readonly string[]> => {
  const net = netOf(dt);
  const ran = await run(eager, net, initial(net), source, {}, signal === undefined ? {} : { signal });
  return ran._tag === 'Left' ? ran.left.faults.map(explain) : [`${ran.right.steps} steps`];
};
const x = tensor([2], [1, 0.5]);
const given = <A>(value: unknown): A => value as A;

describe('a time', () => {
  const encoders: Readonly<Record<string, (time: number) => Source>> = {
    poisson: (time) => poisson(1, x, time),
    poissonIntervals: (time) => poissonIntervals(1, x, time),
    poissonApprox: (time) => poissonApprox(1, x, time),
    bernoulli: (time) => bernoulli(1, x, time),
    latency: (time) => latency(x, time),
    rankOrder: (time) => rankOrder(x, time),
    repeat: (time) => repeat(x, time),
    single: (time) => single(x, time),
  };
  const all: readonly (readonly [string, (time: number) => Frames])[] = [
    ...Object.entries(encoders).map(([name, make]) => [name, (time: number) => frames({ X: make(time) })] as const),
    ['lasting', (time) => lasting(time, frames({}, { inject: {} }))],
    ['silence', (time) => silence(time)],
  ];
  test.each(all)('of %s is told in ms, and how many steps that are the network says', async (_, make) => {
    expect(await told(make(2))).toStrictEqual(['2 steps']);
    expect(await told(make(2), 0.5)).toStrictEqual(['4 steps']);
    expect(await told(make(0.3), 0.1)).toStrictEqual(['3 steps']);
    expect(await told(make(1000), 0.1)).toStrictEqual(['10000 steps']);
    expect(await told(make(0))).toStrictEqual(['0 steps']);
  });
  test.each(all)('of %s that is none, or no whole number of steps, is a fault', async (name, make) => {
    for (const time of [Number.NaN, -5, Infinity])
      expect(await told(make(time))).toStrictEqual([`${name}: time must be a number of ms, at least 0, got ${time}`]);
    expect(await told(make(0.5))).toStrictEqual([
      `${name}: time must be a whole number of steps of 1 ms, such as 0 or 1, got 0.5 ms`,
    ]);
    expect(await told(make(25), 10)).toStrictEqual([
      `${name}: time must be a whole number of steps of 10 ms, such as 20 or 30, got 25 ms`,
    ]);
  });
  test.each(Object.entries(encoders))('of %s by hand wants a dt', (_, make) => {
    for (const dt of [0, -1, Number.NaN, Infinity, given<number>(undefined)])
      expect(() => [...make(10)(dt)]).toThrow(
        new RegExp(`^source: dt must be a positive number of ms, got ${dt === undefined ? 'nothing' : dt}$`),
      );
    expect([...make(10)(2.5)].length).toBe(4);
  });
  test('in steps', () => {
    expect([stepsIn(0.3, 0.1), stepsIn(250, 1), stepsIn(0, 0.5)]).toStrictEqual([3, 250, 0]);
    // The quotient of these two is off by more than 1e-9.
    expect(stepsIn(838923.2, 0.1)).toBe(8389232);
    expect(() => stepsIn(1, 0.3)).toThrow(
      'stepsIn: time must be a whole number of steps of 0.3 ms, such as 0.9 or 1.2',
    );
    expect(() => stepsIn(1, 0)).toThrow(FaultError);
  });
});

describe('parameters of encoders', () => {
  test.each<[string, Source, string]>([
    ['a chance above 1', bernoulli(1, x, 5, 3), 'bernoulli: maxProb must be in [0, 1], got 3'],
    ['a chance below 0', bernoulli(1, x, 5, -0.1), 'bernoulli: maxProb must be in [0, 1], got -0.1'],
    ['no chance', bernoulli(1, x, 5, Number.NaN), 'bernoulli: maxProb must be in [0, 1], got NaN'],
    ['a value that is none', single(tensor([2], [1, NaN]), 5), 'single: datum must be finite, got NaN'],
    ['too sparse', single(x, 5, 1.5), 'single: sparsity must be in [0, 1], got 1.5'],
    ['a sparsity that is none', single(x, 5, NaN), 'single: sparsity must be in [0, 1], got NaN'],
    ['a scale of 0', latency(x, 5, 0), 'latency: scale must be positive and finite, got 0'],
    ['a scale that is none', latency(x, 5, NaN), 'latency: scale must be positive and finite, got NaN'],
    ['values below 0', rankOrder(tensor([2], [-1, 1]), 5), 'rankOrder: datum must be at least 0 and finite, got -1'],
    [
      'too fast',
      poisson(1, filled([2], 1001), 5),
      'poisson: rates must be from 0 to 1000 Hz (one spike a step), got 1001',
    ],
  ])('%s', async (_, source, text) => {
    expect(await told(frames({ X: source }))).toStrictEqual([text]);
  });
});

const frame: Frame<Tensor, 'X'> = { inputs: { X: zeros([2]) } };
const made = function* <A>(...values: readonly A[]): Generator<A> {
  yield* values;
};
const later = async function* <A>(...values: readonly A[]): AsyncGenerator<A> {
  yield* values;
};

describe('a generator', () => {
  const used =
    'must be a generator that was not read before (a function that makes one can be read again and again), got one that gives nothing';
  test.each<[string, () => Frames, string]>([
    ['of frames', () => made(frame, frame), `frames: source ${used}`],
    ['of frames that come later', () => later(frame, frame), `frames: source ${used}`],
    ['in frames', () => frames({ X: made(zeros([2]), zeros([2])) }), `inputs 'X': source ${used}`],
    ['in async frames', () => frames({ X: later(zeros([2]), zeros([2])) }), `inputs 'X': source ${used}`],
    ['that forces', () => frames({}, { inject: {}, reward: made(1, 2) }), `reward: source ${used}`],
    ['in an episode', () => episode(made(frame, frame)), `frames: source ${used}`],
    ['that is rewarded', () => rewarded(made(frame, frame), 1), `frames: source ${used}`],
    ['that lasts', () => lasting(2, made(frame, frame)), `lasting: source ${used}`],
    ['among others', () => concat([made(frame, frame)]), `source 0: source ${used}`],
    ['that is independent', () => independent(made(frame, frame)), `independent: source ${used}`],
    ['of an array', () => [frame, frame].values(), `frames: source ${used}`],
  ])('%s can be read once, and says so', async (_, make, text) => {
    const source = make();
    expect(await told(source)).toStrictEqual(['2 steps']);
    expect(await told(source)).toStrictEqual([text]);
  });
  test('that is made by a function can be read again, and nothing may be nothing', async () => {
    const source = () => made(frame, frame);
    for (const again of [source, source, frames({ X: () => made(zeros([2]), zeros([2])) })])
      expect(await told(again)).toStrictEqual(['2 steps']);
    for (const none of [[], () => made<typeof frame>(), frames({ X: [] }), frames({ X: zeros([0, 2]) }), episode([])])
      expect(await told(none)).toStrictEqual(['0 steps']);
  });
  test('is for one thing in a frame', async () => {
    const one = made(zeros([2]), zeros([2]));
    expect(await told(frames({ X: one, Y: one }))).toStrictEqual([
      "inputs 'Y': source must be a generator of its own, got one that another part of the frame reads too",
    ]);
  });
  test('of bytes too: a stream that was read is no stream of nothing', async () => {
    const file = Readable.from([Uint8Array.of(1, 0, 0, 1)]);
    const source = frames({ X: tensorsOf(file, [2], 'bool') });
    expect(await told(source)).toStrictEqual(['2 steps']);
    const read = ['bytes: stream must be one that was not read before, got one that was'];
    expect([await told(source), await told(frames({ X: tensorsOf(file, [2], 'bool') }))]).toStrictEqual([read, read]);
  });
});

describe('a source without an end', () => {
  const text =
    'frames: source must be one that ends, such as lasting(ms, frames), unless the run has a signal, got one without an end';
  test.each<[string, Frames]>([
    ['of nothing', frames({})],
    ['of what is always the same', frames({ X: always(x) })],
    ['of one frame', always({})],
    ['in an episode', episode(frames({}))],
    ['that is rewarded', rewarded(frames({}, { clamp: { X: always(zeros([2], 'bool')) } }), 1)],
    ['after one that ends', concat([silence(3), frames({})])],
    ['that is independent', independent(always({}))],
  ])('%s is refused, unless it lasts a time or can be stopped', async (_, source) => {
    expect(await told(source)).toStrictEqual([text]);
    expect(await told(lasting(3, source))).toStrictEqual(['3 steps']);
    expect((await told(source, 1, AbortSignal.timeout(5)))[0]).toMatch(/^run: stopped by signal before frame/);
  });
});

describe('what is no source', () => {
  const want = 'must be frames({ X: source }), an iterable of frames, an async one, or a function of dt that gives one';
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'nothing'],
    ['null', null, 'null'],
    ['a number', 5, '5'],
    ['text', 'frames', "'frames'"],
    ['a frame', frame, '{ inputs: { X: a tensor f32 [2] } }'],
    ['a tensor', x, 'a tensor f32 [2]'],
    ['a promise of frames', Promise.resolve([frame]), 'a Promise (await it)'],
    ['a function that gives nothing', () => {}, 'a function that gives nothing'],
    ['an async function', async () => [frame], 'a function that gives a Promise (await it)'],
  ])('%s is a fault', async (_, source, got) => {
    expect(await told(given(source))).toStrictEqual([`frames: source ${want}, got ${got}`]);
  });
  test('as lasting was written when it was told dt', async () => {
    const old = lasting as unknown as (time: number, dt: number, of: Frames) => Frames;
    expect(await told(old(2, 1, [frame, frame]))).toStrictEqual([`lasting: source ${want}, got 1`]);
  });
});

test('a rate of one spike a step is the highest that there may be, and spikes in every step', () => {
  expect([...poisson(1, filled([1], 500), 6)(2)].map(({ data }) => data[0])).toEqual([1, 1, 1]);
});

test('a source that is left out, as a condition in a program leaves one out, forces nothing', () => {
  const without = { inject: { Y: undefined } } as unknown as { readonly inject: { readonly Y: Tensor } };
  expect([...frames({ X: zeros([3, 2]) }, without)(1)].map(({ inject }) => inject?.['Y'])).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
