import { describe, expect, test } from 'vitest';
import {
  always,
  concat,
  counts,
  dense,
  endOfEpisode,
  episode,
  explain,
  filled,
  fold,
  frames,
  independent,
  initial,
  input,
  lasting,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poisson,
  record,
  rewarded,
  run,
  silence,
  tensor,
  zeros,
  type Backend,
  type Fold,
  type Frame,
  type Frames,
  type Tensor,
} from '../../src/index.js';
import { drawn } from '../support/backends.js';
import { nodeBackends } from '../support/node-backends.js';

const inNode = [drawn, ...nodeBackends];

/** One spike of X is enough for Y, a step later. */
const net = orThrow(
  network(
    { dt: 1 },
    { X: layer([1], input()), Z: layer([1], input()), Y: layer([1], lif({ refrac: 0 })) },
    (connect) => ({
      XY: connect('X', 'Y', dense(filled([1, 1], 20))),
    }),
  ),
);
const spike = tensor([1], [1], 'bool');
const rest = zeros([1], 'bool');

/** Calls what it is told to with every observation. */
const effect = (seen: (x: Tensor) => void): Fold<Tensor, number> =>
  fold(
    0,
    (count, x: Tensor) => (seen(x), count + 1),
    (count) => count,
  );

/** Steps through a source of ten frames; `frame(k)` is called when frame k is made. */
type Kind = (frame: (step: number) => Frame<Tensor, 'X'>) => Frames;
const steps = Array.from({ length: 10 }, (_, step) => step);
const each = function* <A>(make: (step: number) => A): Generator<A> {
  for (const step of steps) yield make(step);
};
const later = async function* <A>(make: (step: number) => A): AsyncGenerator<A> {
  for (const step of steps) {
    await Promise.resolve();
    yield make(step);
  }
};
const muchLater = async function* <A>(make: (step: number) => A): AsyncGenerator<A> {
  for (const step of steps) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    yield make(step);
  }
};
const spikesOf = (make: (step: number) => Frame<Tensor, 'X'>) => (step: number) => make(step).inputs!.X!;
const other = poisson(1, tensor([1], [500]), 10);

const kinds: Readonly<Record<string, Kind>> = {
  'a generator of frames': (make) => each(make),
  'a function that makes one': (make) => () => each(make),
  'an async generator': (make) => later(make),
  'a source with a frame every millisecond': (make) => muchLater(make),
  'an iterator without a generator': (make) => {
    let step = 0;
    const next = (): IteratorResult<Frame<Tensor>, undefined> =>
      step === 10 ? { done: true, value: undefined } : { done: false, value: make(step++) };
    return { [Symbol.iterator]: () => ({ next }) };
  },
  'frames of a generator': (make) => frames({ X: each(spikesOf(make)) }),
  'frames of an async generator': (make) => frames({ X: later(spikesOf(make)) }),
  'frames of a function of dt': (make) => frames({ X: () => each(spikesOf(make)) }),
  'frames of an encoder and a generator': (make) => frames({ X: each(spikesOf(make)), Z: other }),
  'frames of an encoder and a live source': (make) => frames({ X: muchLater(spikesOf(make)), Z: other }),
  'frames that an encoder decides the length of': (make) =>
    frames({ Z: other }, { inject: {}, clamp: { X: each(spikesOf(make)) } }),
  'an episode': (make) => episode(each(make)),
  'an episode of a live source': (make) => episode(muchLater(make)),
  'rewarded frames': (make) => rewarded(each(make), 1),
  'a reward that is made step by step': (make) => {
    const [made, reward] = [each(make), (step: number) => step];
    return rewarded(() => made, reward);
  },
  'what lasts a time': (make) => lasting(10, each(make)),
  'one source after another': (make) => concat([frames({ X: tensor([0, 1], []) }), each(make)]),
  'all of it together': (make) =>
    concat([episode(rewarded(lasting(10, frames({ X: later(spikesOf(make)), Z: other })), 1))]),
};

describe.each(inNode)('a closed loop on $name', (backend) => {
  test.each(Object.entries(kinds))(
    '%s is asked for frame k + 1 when the monitors have seen step k',
    async (_, kind) => {
      const log: string[] = [];
      let [stimulus, spiked] = ['', false];
      const source = kind((step) => {
        log.push(`asked ${step}`);
        stimulus += spiked ? '0' : '1';
        return { inputs: { X: spiked ? rest : spike } };
      });
      let step = 0;
      const hear = effect(({ data }) => {
        log.push(`seen ${step++}`);
        spiked ||= data[0] === 1;
      });
      const { monitors } = orThrow(
        await run(backend, net, initial(net), source, {
          heard: monitor(net, 'Y', 's', hear),
          spikes: monitor(net, 'Y', 's', counts()),
        }),
      );
      expect(log).toStrictEqual(steps.flatMap((k) => [`asked ${k}`, `seen ${k}`]));
      expect([stimulus, monitors.spikes.data[0]]).toStrictEqual(['1100000000', 2]);
    },
  );

  test.each([
    ['dependent', <A>(of: () => AsyncGenerator<A>) => of()],
    ['independent', <A>(of: () => AsyncGenerator<A>) => independent(of)],
  ] as const)('a %s source that waits for the answer to frame k before it gives k + 1 ends', async (_, made) => {
    let answer: (spikes: number) => void = () => {};
    const answers: number[] = [];
    const source = async function* (): AsyncGenerator<Frame<Tensor, 'X'>> {
      for (let step = 0; step < 4; step++) {
        const answered = new Promise<number>((resolve) => (answer = resolve));
        yield { inputs: { X: spike } };
        answers.push(await answered);
      }
    };
    const hear = effect(({ data }) => answer(data[0]!));
    orThrow(await run(backend, net, initial(net), made(source), { heard: monitor(net, 'Y', 's', hear) }));
    expect(answers).toStrictEqual([0, 1, 1, 1]);
  });

  test('a live source is heard frame by frame, however many a backend would like at once', async () => {
    let heard = 0;
    const before: number[] = [];
    const live = async function* (): AsyncGenerator<Tensor> {
      for (let step = 0; step < 4; step++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        before.push(heard);
        yield spike;
      }
    };
    const hear = monitor(
      net,
      'X',
      's',
      effect(() => heard++),
    );
    for (const source of [frames({ X: live() }), frames({ X: independent(live) })]) {
      [heard, before.length] = [0, 0];
      orThrow(await run(backend, net, initial(net), source, { hear }));
      expect(before).toStrictEqual([0, 1, 2, 3]);
    }
  });

  test('an array may be pushed to while it is run', async () => {
    const queue: Frame<Tensor, 'X'>[] = [{ inputs: { X: spike } }];
    const hear = effect(({ data }) => {
      if (queue.length < 6) queue.push({ inputs: { X: data[0] === 1 ? rest : spike } });
    });
    const { steps: count } = orThrow(
      await run(backend, net, initial(net), queue, { heard: monitor(net, 'Y', 's', hear) }),
    );
    const stimulus = queue.map((frame) => frame.inputs!.X!.data[0]);
    expect([count, stimulus]).toStrictEqual([6, [1, 1, 0, 0, 1, 1]]);
  });

  test('nobody else is asked, or waited for, when the inputs have ended', async () => {
    let asked = 0;
    const reward = function* () {
      for (;;) {
        asked++;
        yield 1;
      }
    };
    const never = async function* (): AsyncGenerator<number> {
      for (let step = 0; step < 10; step++) yield 1;
      await new Promise(() => {});
    };
    for (const source of [frames({ X: other }, { reward: reward() }), frames({ X: other }, { reward: never() })])
      expect(orThrow(await run(backend, net, initial(net), source)).steps).toBe(10);
    expect(asked).toBe(10);
  });
});

/** What a source does that fills one array again and again. */
const refilled = function* (count: number): Generator<Tensor> {
  const one = zeros([4], 'bool');
  for (let step = 0; step < count; step++) {
    one.data.fill(0);
    one.data[step % 4] = 1;
    yield one;
  }
};
const refilledFrames = function* (count: number): Generator<Frame<Tensor, 'X'>> {
  const [current, frame] = [zeros([4]), { inputs: { X: zeros([4]) } }];
  for (let step = 0; step < count; step++) {
    current.data.fill(0);
    current.data[step % 4] = 1;
    frame.inputs.X = current;
    yield frame;
  }
};

describe.each(inNode)('a source that fills one array again and again, on $name', (backend) => {
  const four = orThrow(network({ dt: 1 }, { X: layer([4], input()) }));
  const want = Array.from({ length: 8 }, (_, step) => [0, 1, 2, 3].map((k) => (k === step % 4 ? 1 : 0)));
  const slow = async function* <A>(of: Iterable<A>): AsyncGenerator<A> {
    for (const x of of) {
      await Promise.resolve();
      yield x;
    }
  };
  test.each<[string, () => Frames]>([
    ['in a generator of tensors', () => frames({ X: refilled(8) })],
    ['in a generator of frames', () => refilledFrames(8)],
    ['in an async generator', () => frames({ X: slow(refilled(8)) })],
    ['in async frames', () => slow(refilledFrames(8))],
    ['in a source that is said to be independent', () => frames({ X: independent(() => refilled(8)) })],
    ['in frames that are said to be independent', () => independent(() => refilledFrames(8))],
    ['in frames that are said to be independent, and async', () => independent(() => slow(refilledFrames(8)))],
    ['in an episode', () => episode(independent(() => refilledFrames(8)))],
    ['in an episode that depends on the run', () => episode(refilledFrames(8))],
    ['among other sources', () => frames({ X: refilled(8) }, { inject: {}, reward: always(1) })],
  ])('%s gives what was there when it was given', async (name, source) => {
    const { monitors, state } = orThrow(
      await run(backend, four, initial(four), source(), { s: monitor(four, 'X', 's', record()) }),
    );
    expect(Array.from({ length: 8 }, (_, k) => Array.from(monitors.s.data.subarray(4 * k, 4 * k + 4)))).toStrictEqual(
      want,
    );
    const rested = state.layers.X.s.data[3] === 0;
    expect([Array.from(state.layers.X.s.data), rested]).toStrictEqual([
      rested ? [0, 0, 0, 0] : [0, 0, 0, 1],
      name.includes('episode'),
    ]);
  });

  test('is as good for forcing: two sources may fill the same array', async () => {
    const shared = zeros([4], 'bool');
    const filling = function* (place: number): Generator<Tensor> {
      for (let step = 0; step < 3; step++) {
        shared.data.fill(0);
        shared.data[place] = 1;
        yield shared;
      }
    };
    const source = frames({ X: filling(0) }, { clamp: { X: filling(1) }, unclamp: { X: filling(2) } });
    const { monitors } = orThrow(
      await run(backend, four, initial(four), source, { s: monitor(four, 'X', 's', counts()) }),
    );
    expect(Array.from(monitors.s.data)).toStrictEqual([3, 3, 0, 0]);
  });

  test('changes no state and no recording of an earlier run', async () => {
    const buffer = tensor([1, 4], [1, 0, 0, 0], 'bool');
    for (const source of [frames({ X: buffer }), frames({ X: [tensor([4], [1, 0, 0, 0], 'bool')] })]) {
      buffer.data[0] = 1;
      const { state, monitors } = orThrow(
        await run(backend, four, initial(four), source, { s: monitor(four, 'X', 's', record()) }),
      );
      buffer.data.fill(0);
      expect([state.layers.X.s.data[0], monitors.s.data[0]]).toStrictEqual([1, 1]);
    }
  });
});

const endings = (backend: Backend, source: Frames) =>
  run(backend, net, initial(net), source, { s: monitor(net, 'Y', 's', record()) }, { normalise: false });

describe.each(inNode)('an episode that turns out to be over, on $name', (backend) => {
  const spikes = (count: number) => Array.from({ length: count }, (): Frame<Tensor> => ({ inputs: { X: spike } }));
  test('ends as if its last frame had said so, and takes no step', async () => {
    const said = orThrow(await endings(backend, [...spikes(2), { inputs: { X: spike }, ends: true }, ...spikes(2)]));
    for (const source of [
      [...spikes(3), endOfEpisode, ...spikes(2)],
      concat([episode(spikes(3)), spikes(2)]),
      concat([episode(independent(spikes(3))), spikes(2)]),
      independent([...spikes(3), endOfEpisode, ...spikes(2)]),
      rewarded([...spikes(3), endOfEpisode, ...spikes(2)], 1),
      lasting(5, [...spikes(3), endOfEpisode, ...spikes(4)]),
      concat([episode(episode(spikes(3))), spikes(2)]),
      concat([episode([...spikes(3), endOfEpisode]), spikes(2)]),
      concat([episode(independent([...spikes(3), endOfEpisode])), spikes(2)]),
    ] satisfies Frames[]) {
      const found = orThrow(await endings(backend, source));
      expect(found.steps).toBe(5);
      expect(found.monitors).toStrictEqual(said.monitors);
      expect(found.state).toStrictEqual(said.state);
    }
  });

  test('may come first: the frames after it say how many rows there are', async () => {
    const rows = { inputs: { X: tensor([3, 1], [1, 0, 1], 'bool') } };
    const first = orThrow(await endings(backend, [endOfEpisode, endOfEpisode, rows]));
    expect([first.steps, first.monitors.s.shape]).toStrictEqual([1, [1, 3, 1]]);
    const only = orThrow(await endings(backend, [endOfEpisode]));
    expect([only.steps, only.state.layers.X.s.data[0]]).toStrictEqual([0, 0]);
  });

  test('is a frame of its own', async () => {
    const ran = await endings(backend, [{}, { ends: 'now', inputs: { X: spike } }]);
    expect(ran._tag === 'Left' && ran.left.faults.map(explain)).toStrictEqual([
      "frames: ends of frame 1 must be true or false ('now' stands alone, as endOfEpisode), got 'now'",
    ]);
  });
});

describe.each(inNode)('bools on $name', (backend) => {
  const counted = { shape: [1], dtype: 'bool', data: Uint8Array.of(3) } as const;
  const fine = { inputs: { X: spike } };
  test.each<[string, Frames, string]>([
    ['in frames', [fine, { inputs: { X: counted } }], "inputs 'X': frame 1"],
    ['in frames of a generator', frames({ X: [spike, spike, counted] }), "inputs 'X': frame 2"],
    [
      'in a tensor',
      frames({ X: { shape: [3, 1], dtype: 'bool', data: Uint8Array.of(1, 0, 3) } }),
      "inputs 'X': frame 2",
    ],
    ['in what is independent', independent([fine, fine, { inputs: { X: counted } }]), "inputs 'X': frame 2"],
    ['always', frames({ X: [spike] }, { clamp: { Y: always(counted) } }), "clamp 'Y': frame 0"],
    ['where numbers are wanted', [{ inject: { Y: counted } }], "inject 'Y': frame 0"],
    ['in masks', [{ masks: { XY: { ...counted, shape: [1, 1] } } }], "masks 'XY': frame 0"],
  ])('are 0 and 1 %s', async (_, source, place) => {
    const { left } = (await endings(backend, source)) as { left: { faults: Parameters<typeof explain>[0][] } };
    expect(left.faults.map(explain)).toStrictEqual([
      `${place} must be bools of 0 and 1 (i32 or f32 carry counts), got 3`,
    ]);
  });

  test('are 0 and 1 in states', async () => {
    const state = initial(net);
    const wrong = { ...state, layers: { ...state.layers, X: { s: { ...counted, shape: [1, 1] } } } };
    const ran = await run(backend, net, wrong, silence(1));
    expect(ran._tag === 'Left' && ran.left.faults.map(explain)).toStrictEqual([
      'state: layers.X.s must be bools of 0 and 1 (i32 or f32 carry counts), got 3',
    ]);
  });

  test('that are many are looked at, every one of them', async () => {
    for (const [n, at] of [
      [7, 6],
      [300, 299],
      [1024, 513],
      [1027, 1026],
    ] as const) {
      const wide = orThrow(network({ dt: 1 }, { X: layer([n], input()) }));
      const x = { shape: [n], dtype: 'bool', data: new Uint8Array(n).fill(1) } as const;
      const wrong = { ...x, data: x.data.map((value, k) => (k === at ? 2 : value)) };
      const ran = await run(backend, wide, initial(wide), frames({ X: [x, x, wrong] }));
      expect(ran._tag === 'Left' && [ran.left.steps, ran.left.faults[0].got]).toStrictEqual([2, '2']);
    }
  });
});
