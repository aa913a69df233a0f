import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  always,
  counts,
  dense,
  eager,
  explain,
  foldAll,
  frames,
  initial,
  input,
  intervals,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  rasterColumns,
  record,
  run,
  tensor,
  uniform,
  zeros,
  type Tensor,
} from '../../src/index.js';
import { batches, readBatch, shuffled, split, within, type Sample } from '../../src/data.js';
import { spikesAt } from '../../src/events.js';
import { assignLabels } from '../../src/read-out.js';
import { law } from '../support/law.js';

const sample = (label: number, steps: Tensor): Sample => ({ label, read: async () => steps });
const labels = fc.array(fc.nat(3), { maxLength: 30 });

describe('the order of samples', () => {
  law('a shuffled list has the same items, in the order of its seed', [fc.nat(), labels], (seed, items) => {
    const numbered = items.map((item, k) => [k, item] as const);
    const other = shuffled(seed, numbered);
    expect(other.toSorted(([a], [b]) => a - b)).toEqual(numbered);
    expect(shuffled(seed, numbered)).toEqual(other);
  });

  test('every order of three is as likely as the others', () => {
    const seen = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const order = shuffled(seed, [0, 1, 2]).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    // Five standard deviations around 1000.
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
  });

  law(
    'parts have every sample once, in order, each label by its share',
    [labels, fc.double({ min: 0, max: 1, noNaN: true })],
    (list, share) => {
      const samples = list.map((label, k) => ({ label, k }));
      const [first, rest] = split(samples, [share, 1 - share]);
      expect([...first, ...rest].toSorted((a, b) => a.k - b.k)).toEqual(samples);
      for (const part of [first, rest]) expect(part.toSorted((a, b) => a.k - b.k)).toEqual(part);
      for (const label of [0, 1, 2, 3]) {
        const count = (of: readonly { readonly label: number }[]): number =>
          of.filter((one) => one.label === label).length;
        expect(Math.abs(count(first) - share * count(samples))).toBeLessThanOrEqual(0.5 + 1e-6);
      }
    },
  );

  law('batches are the list in pieces', [labels, fc.integer({ min: 1, max: 9 })], (list, rows) => {
    const pieces = batches(list, rows);
    expect(pieces.flat()).toEqual(list);
    expect(pieces.slice(0, -1).every(({ length }) => length === rows)).toBe(true);
    expect(pieces.every(({ length }) => length > 0 && length <= rows)).toBe(true);
  });

  test('nothing is read before it is asked for', async () => {
    let read = 0;
    const samples = Array.from({ length: 10 }, (_, label) => ({
      label,
      read: () => {
        read++;
        return zeros([2, 3], 'bool');
      },
    }));
    const [train] = split(shuffled(1, samples), [0.5, 0.5]);
    const [first] = batches(train, 2);
    expect(read).toBe(0);
    orThrow(await readBatch(first!, 1));
    expect(read).toBe(2);
  });
});

describe('a batch of samples of unequal length', () => {
  const rows = fc.array(fc.array(fc.array(fc.nat(1), { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 4,
  });
  const net = orThrow(
    network({ dt: 1 }, { X: layer([2], input()), Y: layer([3], lif({ thresh: -63, refrac: 1 })) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1, 0, 5))),
    })),
  );
  const shown = async (given: Tensor, steps: readonly number[]) => {
    // Without input they spike all the same.
    const pushed = frames({ X: given }, { inject: { Y: always(tensor([3], [1, 2, 3])) } });
    const watched = {
      counts: monitor(net, 'Y', 's', within(steps, counts())),
      raster: monitor(net, 'Y', 's', within(steps, rasterColumns())),
      gaps: monitor(net, 'Y', 's', within(steps, intervals())),
      v: monitor(net, 'Y', 'v', within(steps, record()), { every: 2 }),
    };
    return orThrow(await run(eager, net, initial(net), pushed, watched)).monitors;
  };

  law('gives each sample what it gives alone: padding is not counted', [rows], async (lists) => {
    const inputs = lists.map((list) => tensor([list.length, 2], list.flat(), 'bool'));
    const batch = orThrow(
      await readBatch(
        inputs.map((steps, label) => sample(label, steps)),
        1,
      ),
    );
    expect(batch.steps).toEqual(lists.map(({ length }) => length));
    expect(batch.labels).toEqual(lists.map((_, k) => k));
    const together = await shown(batch.input, batch.steps);
    for (const [row, given] of inputs.entries()) {
      const alone = await shown(given, [given.shape[0]!]);
      const rowOf = (x: Tensor): readonly number[] => [...x.data.subarray(row * 3, row * 3 + 3)];
      expect(rowOf(together.counts)).toEqual([...alone.counts.data]);
      expect(rowOf(together.gaps.count)).toEqual([...alone.gaps.count.data]);
      const { step, row: rows, neuron } = together.raster;
      const own = [...step.keys()].filter((k) => rows[k] === row);
      expect(own.map((k) => [step[k], neuron[k]])).toEqual(
        [...alone.raster.step].map((at, k) => [at, alone.raster.neuron[k]]),
      );
      const [times = 0, width = 0] = together.v.shape;
      for (let k = 0; k < times; k++) {
        const voltages = [...together.v.data.subarray((k * width + row) * 3, (k * width + row) * 3 + 3)];
        expect(voltages).toEqual(
          2 * k + 1 < given.shape[0]! ? [...alone.v.data.subarray(k * 3, k * 3 + 3)] : [0, 0, 0],
        );
      }
    }
    const assigned = orThrow(assignLabels(together.counts, batch.labels, lists.length));
    expect(assigned.rates.shape).toEqual([3, lists.length]);
  });

  test('copies steps of a source that writes into one array again and again', async () => {
    const read = () =>
      (function* () {
        const data = new Float32Array(1);
        for (let step = 1; step < 4; step++) {
          data[0] = step;
          yield { shape: [1], dtype: 'f32', data } as const;
        }
      })();
    const { input: given } = orThrow(await readBatch([{ label: 0, read }], 1));
    expect([...given.data]).toEqual([1, 2, 3]);
  });

  test('takes sources of events, and counts and spikes beside each other', async () => {
    const read = [
      { label: 1, read: () => spikesAt([[0, 2.5], []]) },
      { label: 0, read: () => spikesAt([[1, 1], [0]], { together: 'count' }) },
    ];
    const { input: given, steps } = orThrow(await readBatch(read, 0.5));
    expect([given.shape, given.dtype, steps]).toEqual([[6, 2, 2], 'f32', [6, 3]]);
    expect([...given.data.subarray(0, 4)]).toEqual([1, 0, 0, 1]);
    expect([...given.data.subarray(8, 12)]).toEqual([0, 0, 2, 0]);
  });

  test.each<readonly [string, Sample, string]>([
    ['cannot be read', { label: 0, read: () => Promise.reject(new Error('gone')) }, 'sample 1: reading failed: gone'],
    [
      'has no end',
      { label: 0, read: () => always(zeros([2], 'bool')) },
      'sample 1: source must be one that ends, got one without end',
    ],
    ['has no steps', { label: 0, read: () => [] }, 'sample 1: source must be of at least one step'],
    ['has another shape', sample(0, zeros([1, 3], 'bool')), 'sample 1: shape must be [2], as of sample 0, got [3]'],
    ['gives numbers', { label: 0, read: () => [3] as never }, 'sample 1: step 0 must be a tensor, got 3'],
  ])('with one that %s is a fault that names it', async (_, bad, sentence) => {
    const read = await readBatch([sample(0, zeros([1, 2], 'bool')), bad], 1);
    expect(E.isLeft(read) && read.left.map(explain).join()).toContain(sentence);
  });

  test('of other rows than the fold was told is a fault', () => {
    expect(() => foldAll(within([1, 2], counts()), [zeros([3, 2], 'bool')])).toThrow(
      'within: rows must be 2, as there are steps, got 3',
    );
  });
});
