import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  always,
  concat,
  endOfEpisode,
  episode,
  explain,
  FaultError,
  frames,
  independent,
  lasting,
  rewarded,
  rowsOf,
  silence,
  stack,
  tensor,
  zeros,
  type AnySource,
  type AsyncSource,
  type Frame,
  type Source,
  type SourceNow,
  type Tensor,
} from '../../src/index.js';
import { boolsOf, numberIn, tensorOf, wholeIn } from '../support/arbitraries.js';
import { law, quickLaw } from '../support/law.js';

const rowsBy = (shape: readonly number[], count: number) =>
  fc.array(boolsOf(shape), { minLength: count, maxLength: count });

/** The same rows as a tensor, an array, a generator that starts anew, or later. */
const forms: readonly ((rows: readonly Tensor[]) => SourceNow)[] = [
  stack,
  (rows) => rows,
  (rows) => new Set(rows),
  (rows) => () => rows,
];
const later = async function* <A>(values: Iterable<A>): AsyncGenerator<A> {
  for (const value of values) {
    await Promise.resolve();
    yield value;
  }
};
const collected = async (of: Iterable<unknown> | AsyncIterable<unknown>): Promise<readonly unknown[]> => {
  const all: unknown[] = [];
  for await (const value of of) all.push(value);
  return all;
};
/** Tensors as plain values: a row of a tensor is a view of its data, and equal. */
const plain = (values: Iterable<unknown>): unknown =>
  JSON.parse(
    JSON.stringify([...values], (_, value: unknown) =>
      ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value,
    ),
  );

const drives = wholeIn(1, 5).chain((steps) =>
  fc.record({
    x: rowsBy([2], steps),
    y: rowsBy([1, 3], steps),
    clamp: rowsBy([3], steps),
    inject: fc.array(tensorOf([3], numberIn(-5, 5)), { minLength: steps, maxLength: steps }),
    reward: fc.array(numberIn(-1, 1), { minLength: steps, maxLength: steps }),
    form: fc.constantFrom(...forms),
    more: fc.nat(2),
  }),
);

describe('frames', () => {
  quickLaw('hold a row of each source a step, under its name, as long as the inputs last', [drives], (given) => {
    const { x, y, clamp, inject, reward, form, more } = given;
    const mask = zeros([2, 3], 'bool');
    const longer = [...clamp, ...clamp.slice(0, more)];
    const got = frames(
      { X: form(x), Y: form(y), Z: always(mask) },
      { clamp: { Y: form(longer) }, inject: { Y: form(inject) }, masks: { XY: always(mask) }, reward },
    );
    const want = x.map((_, step) => ({
      inputs: { X: x[step]!, Y: y[step]!, Z: mask },
      clamp: { Y: clamp[step]! },
      inject: { Y: inject[step]! },
      masks: { XY: mask },
      reward: reward[step]!,
    }));
    const bare = (all: Iterable<Frame<Tensor>>) => plain(all);
    expect(bare(got(1))).toStrictEqual(bare(want));
    expect(bare(got(1))).toStrictEqual(bare(want)); // Read anew.
  });

  law('are the same from sources whose values come later, with all that is made of them', [drives], async (given) => {
    const { x, y, clamp, reward, form } = given;
    const now = { X: form(x), Y: form(y) };
    const then = (): { readonly X: AnySource; readonly Y: AnySource } => ({ X: later(x), Y: form(y) });
    const forced = { clamp: { Y: form(clamp) }, reward: tensor([x.length], reward) };
    const time = x.length;
    const pairs: readonly (readonly [Source<unknown>, AsyncSource<unknown>])[] = [
      [frames(now, forced), frames(then(), forced)],
      [episode(independent(frames(now))), episode(independent(frames(then())))],
      [episode(() => frames(now)(1)), episode(frames(then()))],
      [rewarded(frames(now), (step) => step), rewarded(frames(then()), (step) => step)],
      [lasting(time, frames(now)), lasting(time, frames(then()))],
      [frames(now, { clamp: { Y: clamp } }), frames(now, { clamp: { Y: later(clamp) } })],
      [concat([frames(now), frames(now)]), concat([frames(then()), frames(now)])],
      [independent(frames(now)), independent(frames(then()))],
    ];
    for (const [at, late] of pairs) expect(plain(await collected(late(1)))).toStrictEqual(plain(at(1)));
  });

  quickLaw('end in a fault where forcing ends before the inputs do', [drives, fc.nat(4)], (given, at) => {
    const { x, clamp } = given;
    fc.pre(at < x.length);
    const all = frames({ X: x }, { clamp: { Y: clamp.slice(0, at) } })(1)[Symbol.iterator]();
    for (let step = 0; step < at; step++) expect(all.next().done).toBe(false);
    expect(() => all.next()).toThrow(`clamp 'Y': frame ${at} must be given, as for the inputs, got only ${at} frames`);
    expect(all.next().done).toBe(true);
  });

  quickLaw(
    'without inputs last as long as what is forced, all of the same length',
    [drives, fc.nat(4)],
    (given, at) => {
      const { clamp, inject } = given;
      const alone = frames({}, { clamp: { Y: clamp }, inject: { Z: always(zeros([1])) } });
      expect([...alone(1)].length).toBe(clamp.length);
      expect([...frames({ X: always(zeros([1])) }, { clamp: { Y: clamp } })(1)].length).toBe(clamp.length);
      fc.pre(at < clamp.length);
      expect(() => [...frames({}, { clamp: { Y: clamp }, inject: { Y: inject.slice(0, at) } })(1)]).toThrow(
        `inject 'Y': frame ${at} must be given, as for the others, got only ${at} frames`,
      );
    },
  );

  test.each<[string, () => Source<unknown>, string]>([
    [
      'null',
      () => frames({ X: null as unknown as SourceNow }),
      "inputs 'X': source must be a tensor [t, ...], an iterable, always(...), or a function of dt that gives one, got null",
    ],
    [
      'a bare reward',
      () => frames({}, { reward: 1 as unknown as SourceNow<number> }),
      'reward: source must be a tensor [t, ...], an iterable, always(...), or a function of dt that gives one, got 1',
    ],
    [
      'a number',
      () => frames({ X: 3 as unknown as SourceNow }),
      "inputs 'X': source must be a tensor [t, ...], an iterable, always(...), or a function of dt that gives one, got 3",
    ],
    [
      'a time that is none',
      () => lasting(Number.NaN, always({})),
      'lasting: time must be a number of ms, at least 0, got NaN',
    ],
    ['endless time', () => silence(Infinity), 'silence: time must be a number of ms, at least 0, got Infinity'],
    [
      'frames that end before their time',
      () => lasting(5, [{}]),
      'frames: frame 1 must be given, as they last 5 ms in steps of 1, got only 1 frames',
    ],
  ])('of %s are a fault', (_, make, text) => {
    const read = () => [...make()(1)];
    expect(read).toThrow(FaultError);
    try {
      read();
    } catch (error) {
      expect((error as FaultError).faults.map(explain).join('\n')).toBe(text);
    }
  });

  test('close every source when they end, are left, or fail', async () => {
    const closed: string[] = [];
    const source = function* (name: string, count: number) {
      try {
        for (let k = 0; k < count; k++) yield zeros([1]);
      } finally {
        closed.push(name);
      }
    };
    const close = (all: Source<unknown>, steps: number) => {
      const reader = all(1)[Symbol.iterator]();
      for (let k = 0; k < steps; k++) reader.next();
      reader.return?.();
      return closed.splice(0).sort().join();
    };
    const make = () => frames({ X: source('X', 2) }, { inject: { Y: source('Y', 9) } });
    expect(close(make(), 1)).toBe('X,Y');
    expect(close(make(), 3)).toBe('X,Y');
    expect(close(episode(make()), 1)).toBe('X,Y');
    expect(close(rewarded(make(), 1), 1)).toBe('X,Y');
    expect(close(lasting(1, make()), 2)).toBe('X,Y');
    expect(() => [...frames({ X: source('X', 2), Y: source('Y', 9) })(1)]).toThrow(FaultError);
    expect(closed.splice(0).sort().join()).toBe('X,Y');
    const async = frames({ X: later(source('X', 2)), Y: source('Y', 9) });
    await expect(collected(async(1))).rejects.toThrow(FaultError);
    expect(closed.splice(0).sort().join()).toBe('X,Y');
  });
});

test('an episode of one row of frames ends once, at its end, and one of none is none', () => {
  expect([...episode(independent([{}, {}, {}]))(1)]).toStrictEqual([{}, {}, { ends: true }]);
  expect([...episode([{}, {}, {}])(1)]).toStrictEqual([{}, {}, {}, endOfEpisode]);
  expect([...episode(independent([]))(1)]).toStrictEqual([]);
  expect([...episode([])(1)]).toStrictEqual([]);
});

test('silence lasts its time, in steps of dt', () => {
  expect([...silence(3)(1)]).toStrictEqual([{}, {}, {}]);
  expect([...silence(0.3)(0.1)].length).toBe(3);
  expect([...rowsOf(zeros([2, 3]))].length).toBe(2);
});

describe('an end of an episode that stands alone', () => {
  const frame: Frame<Tensor> = { inputs: { X: zeros([1], 'bool') } };
  test('stays one where it is the last of an episode', () => {
    expect([...episode(independent([frame, endOfEpisode]))(1)]).toEqual([frame, endOfEpisode]);
  });
  test('takes no time', () => {
    expect([...lasting(2, [frame, endOfEpisode, frame])(1)]).toEqual([frame, endOfEpisode, frame]);
  });
});

test('what a source gave stays as it was, though the source writes into the same array again', () => {
  const refilled = function* (): Iterable<Tensor> {
    const x = zeros([1]);
    for (const value of [1, 2]) {
      x.data[0] = value;
      yield x;
    }
  };
  expect([...independent(() => refilled())(1)].map(({ data }) => data[0])).toEqual([1, 2]);
  expect([...frames({ X: () => refilled() })(1)].map(({ inputs }) => inputs!.X!.data[0])).toEqual([1, 2]);
});
