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
  rates,
  record,
  rolling,
  rowsOf,
  size,
  stack,
  type Fold,
  type Progress,
  type Tensor,
} from '../../src/index.js';
import { boolsOf, floats, shapes, tensorOf, wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { expectNear, expectSame } from '../support/same.js';

/** What a monitor sees of a layer: a tensor `[b, ...shape]` a step. */
const seen = (of: (shape: readonly number[]) => fc.Arbitrary<Tensor>): fc.Arbitrary<readonly Tensor[]> =>
  fc.tuple(wholeIn(1, 3), shapes).chain(([batch, shape]) => fc.array(of([batch, ...shape]), { maxLength: 12 }));

const spikes = seen(boolsOf);
const graded = seen((shape) => tensorOf(shape, wholeIn(-2, 3)));
const values = seen((shape) => tensorOf(shape, floats));
const come = <O>(of: Fold<Tensor, O>, steps: readonly Tensor[]): O => foldAll(of, steps).done();

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
    expect(Array.from(come(rates(dt), steps).data)).toStrictEqual(
      total.map((count) => Math.fround((count * 1000) / (steps.length * dt))),
    );
  });

  quickLaw('in a raster stand where the recording is not 0, in order', [fc.oneof(spikes, graded)], (steps) => {
    const width = size(steps[0]?.shape.slice(1) ?? [1]);
    const positions = steps.flatMap(({ data }, step) =>
      Array.from(data).flatMap((value, place) =>
        value === 0 ? [] : [{ step, row: Math.floor(place / width), neuron: place % width }],
      ),
    );
    expect(come(raster(), steps)).toStrictEqual(positions);
  });
});

describe('intervals', () => {
  quickLaw(
    'between spikes are counted, with their mean and their variation',
    [spikes, fc.constantFrom(1, 0.5)],
    (steps, dt) => {
      const { count, mean, cv } = come(intervals(dt), steps);
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
    () => rolling(3),
    () => rates(0.5),
    () => every(2, counts()),
    () => intervals(0.5),
    () => all({ counts: counts(), intervals: intervals(1) }),
  );
  quickLaw('may be left, kept, and resumed', [kinds, spikes, fc.nat(12)], (make, steps, cut) => {
    const half = foldAll(make(), steps.slice(0, cut));
    const kept = half.done();
    expect(foldAll(half, steps.slice(cut)).done()).toStrictEqual(come(make(), steps));
    expect(half.done()).toStrictEqual(kept);
  });
});
