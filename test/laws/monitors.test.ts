import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  counts,
  every,
  foldAll,
  raster,
  rates,
  record,
  rolling,
  rowsOf,
  size,
  stack,
  type Fold,
  type Tensor,
} from '../../src/index.js';
import { boolsOf, floats, shapes, tensorOf, wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { expectSame } from '../support/same.js';

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

describe('every monitor', () => {
  const all = fc.constantFrom<() => Fold<Tensor, unknown>>(
    record,
    counts,
    raster,
    () => rolling(3),
    () => rates(0.5),
    () => every(2, counts()),
  );
  quickLaw('may be left, kept, and resumed', [all, spikes, fc.nat(12)], (make, steps, cut) => {
    const half = foldAll(make(), steps.slice(0, cut));
    const kept = half.done();
    expect(foldAll(half, steps.slice(cut)).done()).toStrictEqual(come(make(), steps));
    expect(half.done()).toStrictEqual(kept);
  });
});
