import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  all,
  bar,
  counts,
  every,
  foldAll,
  intervals,
  line,
  map,
  progress,
  raster,
  rasterColumns,
  rates,
  record,
  rolling,
  rowsOf,
  size,
  stack,
  tensor,
  type Fold,
  type Progress,
  type Tensor,
  type Time,
} from '../../src/index.js';
import { boolsOf, floats, shapes, tensorOf, wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { expectNear, expectSame } from '../support/same.js';

/** What a monitor sees of a layer: a tensor `[b, ...shape]` a step. */
const seen = (of: (shape: readonly number[]) => fc.Arbitrary<Tensor>): fc.Arbitrary<readonly Tensor[]> =>
  fc.tuple(wholeIn(1, 3), shapes).chain(([batch, shape]) => fc.array(of([batch, ...shape]), { maxLength: 12 }));

const spikes = seen(boolsOf);
const graded = seen((shape) => tensorOf(shape, wholeIn(0, 3)));
const values = seen((shape) => tensorOf(shape, floats));
const come = <O>(of: Fold<Tensor, O>, steps: readonly Tensor[], time: Partial<Time> = { dt: 1 }): O =>
  foldAll(of, steps, time).done();

describe('a recording', () => {
  quickLaw('holds every step in order', [values], (steps) => {
    const { shape, data } = come(record(), steps);
    expect(shape).toStrictEqual(steps.length === 0 ? [0] : [steps.length, ...steps[0]!.shape]);
    expect(Array.from(data)).toStrictEqual(steps.flatMap((x) => Array.from(x.data)));
  });

  quickLaw('comes apart into what was recorded', [values], (steps) => {
    const rows = [...rowsOf(come(record(), steps))];
    expect(rows.length).toBe(steps.length);
    rows.forEach((row, place) => expectSame(row, steps[place]!));
  });

  quickLaw('that is rolling is the end of the whole one', [values, wholeIn(0, 15)], (steps, length) => {
    expectSame(come(rolling(length), steps), come(record(), length === 0 ? [] : steps.slice(-length)));
  });
});

describe('every', () => {
  quickLaw(
    'cuts the steps into parts of one length and leaves out what is over',
    [graded, wholeIn(1, 5)],
    (steps, length) => {
      const parts = Array.from({ length: Math.floor(steps.length / length) }, (_, part) =>
        steps.slice(part * length, (part + 1) * length),
      );
      const got = come(every(length, record()), steps);
      expect(got.length).toBe(parts.length);
      got.forEach((part, place) => expectSame(part, stack(parts[place]!)));
    },
  );
});

describe('spikes', () => {
  quickLaw('are counted as the sum of their recording', [fc.oneof(spikes, graded)], (steps) => {
    const sum = Array.from({ length: steps[0]?.data.length ?? 0 }, (_, place) =>
      steps.reduce((total, { data }) => total + data[place]!, 0),
    );
    const got = come(counts(), steps);
    expect(got.dtype).toBe('f32');
    expect(got.shape).toStrictEqual(steps[0]?.shape ?? [0]);
    expect(Array.from(got.data, (x) => x + 0)).toStrictEqual(sum.map((x) => x + 0));
  });

  quickLaw('have a rate: their count by the time, in Hz', [spikes, fc.constantFrom(1, 0.5, 0.1)], (steps, dt) => {
    const total = Array.from(come(counts(), steps).data);
    expect(Array.from(come(rates(), steps, { dt }).data)).toStrictEqual(
      total.map((count) => Math.fround((count * 1000) / (steps.length * dt))),
    );
  });

  quickLaw('in a raster stand where the recording is not 0, in order', [spikes], (steps) => {
    const width = size(steps[0]?.shape.slice(1) ?? [1]);
    const positions = steps.flatMap(({ data }, step) =>
      Array.from(data).flatMap((value, place) =>
        value === 0 ? [] : [{ step, row: Math.floor(place / width), neuron: place % width }],
      ),
    );
    expect(come(raster(), steps)).toStrictEqual(positions);
    const { step, row, neuron } = come(rasterColumns(), steps);
    expect(Array.from(step, (at, k) => ({ step: at, row: row[k], neuron: neuron[k] }))).toStrictEqual(positions);
  });
});

describe('intervals', () => {
  quickLaw(
    'between spikes are counted, with their mean and their variation',
    [spikes, fc.constantFrom(1, 0.5)],
    (steps, dt) => {
      const { count, mean, cv } = come(intervals(), steps, { dt });
      const trains = Array.from({ length: steps[0]?.data.length ?? 0 }, (_, neuron) =>
        steps.flatMap(({ data }, step) => (data[neuron] === 0 ? [] : [step * dt])),
      );
      trains.forEach((times, neuron) => {
        const gaps = times.slice(1).map((time, k) => time - times[k]!);
        const average = gaps.reduce((a, b) => a + b, 0) / gaps.length;
        const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - average) ** 2, 0) / gaps.length);
        expect(count.data[neuron]).toBe(gaps.length);
        expectNear([mean.data[neuron]!], [gaps.length < 1 ? Number.NaN : average], 1e-5);
        expectNear([cv.data[neuron]!], [gaps.length < 2 ? Number.NaN : deviation / average], 1e-5);
      });
      for (const x of [count, mean, cv]) expect(x.shape).toStrictEqual(steps[0]?.shape ?? [0]);
    },
  );
});

describe('a record of folds', () => {
  quickLaw('is one pass of each', [spikes], (steps) => {
    expect(come(all({ a: counts(), b: raster(), c: map(({ shape }) => shape, record()) }), steps)).toStrictEqual({
      a: come(counts(), steps),
      b: come(raster(), steps),
      c: come(record(), steps).shape,
    });
  });
});

describe('progress', () => {
  const told = (steps: number, options: Parameters<typeof progress>[1]) => {
    const seen: Progress[] = [];
    const { fold, watches } = progress((at) => seen.push(at), options);
    expect(watches).toStrictEqual([]);
    const count = foldAll(
      fold,
      Array.from({ length: steps }, () => []),
    ).done();
    return { count, seen };
  };

  quickLaw('is told every so many steps, and at the end', [wholeIn(0, 20), wholeIn(1, 5)], (total, every) => {
    const at = Array.from({ length: total }, (_, k) => k + 1).filter((step) => step % every === 0 || step === total);
    expect(told(total, { total, every })).toStrictEqual({ count: total, seen: at.map((steps) => ({ steps, total })) });
    expect(told(total, { every }).seen).toStrictEqual(
      at.filter((step) => step % every === 0).map((steps) => ({ steps })),
    );
  });

  test('is written as a line or a bar', () => {
    expect([0, 3, 8].map((steps) => bar({ steps, total: 8 }, 8))).toStrictEqual([
      '[--------] 0 of 8 steps (0 %)',
      '[###-----] 3 of 8 steps (37 %)',
      '[########] 8 of 8 steps (100 %)',
    ]);
    expect([line({ steps: 9, total: 8 }), line({ steps: 2 }), bar({ steps: 2 })]).toStrictEqual([
      '9 of 8 steps (100 %)',
      '2 steps',
      '2 steps',
    ]);
  });
});

describe('every monitor', () => {
  const kinds = fc.constantFrom<() => Fold<Tensor, unknown>>(
    record,
    counts,
    raster,
    rasterColumns,
    rasterColumns,
    () => rolling(3),
    () => rates(),
    () => every(2, counts()),
    () => intervals(),
    () => all({ counts: counts(), intervals: intervals(), spikes: raster() }),
  );
  const dt = 0.5;

  quickLaw('may be left, kept, and resumed', [kinds, spikes, fc.nat(12)], (make, steps, cut) => {
    const half = foldAll(make(), steps.slice(0, cut), { dt });
    const kept = half.done();
    expect(foldAll(half, steps.slice(cut)).done()).toStrictEqual(come(make(), steps, { dt }));
    expect(half.done()).toStrictEqual(kept);
  });

  quickLaw(
    'goes on in two ways from one fold, in turns, as if each had gone alone; read in between or not',
    [kinds, spikes, fc.nat(12), fc.array(fc.boolean(), { minLength: 60, maxLength: 60 })],
    (make, steps, cut, turns) => {
      const [before, after] = [steps.slice(0, cut), steps.slice(cut)];
      const half = foldAll(make(), before, { dt });
      const told = turns[0]! ? half.done() : undefined;
      const long = [...after, ...steps, ...after];
      const ways = [long, long.toReversed()] as const;
      const went = [half, half];
      const next = [0, 0];
      turns.forEach((turn, k) => {
        const way = turn ? 1 : 0;
        const input = ways[way][next[way]!];
        if (input === undefined) return;
        went[way] = foldAll(went[way]!, [input]);
        next[way]! += 1;
        if (k % 3 === 0) went[way].done();
      });
      ways.forEach((way, k) => {
        const alone = [...before, ...way.slice(0, next[k])];
        expect(went[k]!.done()).toStrictEqual(come(make(), alone, { dt }));
      });
      if (turns[0]!) expect(half.done()).toStrictEqual(told);
      expect(half.done()).toStrictEqual(come(make(), before, { dt }));
    },
  );

  test('of many numbers keeps them all, over the borders of its blocks, in each of two ways from one', () => {
    const step = (k: number): Tensor => tensor([1, 3], [k, -k, 0.5]);
    const many = Array.from({ length: 50_000 }, (_, k) => step(k));
    const half = foldAll(record(), many.slice(0, 40_000));
    const [first, second] = [foldAll(half, many.slice(40_000)), foldAll(half, many.slice(0, 10_000))];
    expectSame(half.done(), stack(many.slice(0, 40_000)));
    expectSame(first.done(), stack(many));
    expectSame(second.done(), stack([...many.slice(0, 40_000), ...many.slice(0, 10_000)]));
    expectSame(foldAll(rolling(30_000), many).done(), stack(many.slice(20_000)));
  });
});

describe('a recording of changing inputs', () => {
  test('is of numbers from when it is given some', () => {
    const bools = tensor([2], [1, 0], 'bool');
    expect(come(record(), [bools, tensor([2], [0.5, 2]), bools])).toStrictEqual(
      tensor([3, 2], [1, 0, 0.5, 2, 1, 0], 'f32'),
    );
  });
  test.each([record, () => rolling(2), counts, intervals])('of another shape is refused: %#', (make) => {
    const of = foldAll<Tensor, unknown>(make(), [tensor([1, 2], [0, 1])], { dt: 1 });
    expect(() => foldAll(of, [tensor([2, 2], [0, 1, 1, 0])])).toThrow(
      /input .*must be \[1, 2\], as those before, got \[2, 2\]/,
    );
  });
});
