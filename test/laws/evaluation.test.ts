import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orThrow, tensor, type Tensor } from '../../src/index.js';
import {
  accuracy,
  accuracyByLabel,
  allActivity,
  assignLabels,
  confusion,
  proportionWeighting,
  showConfusion,
} from '../../src/read-out.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { blocks, row, shown, sum } from '../support/shown.js';

/** The same with neurons in another order, on the last axis. */
const moved = (x: Tensor, order: readonly number[], width = 1): Tensor => ({
  ...x,
  data: x.data.map((_, k) => {
    const place = Math.floor(k / width);
    const neuron = place % order.length;
    return x.data[(place - neuron + order[neuron]!) * width + (k % width)]!;
  }) as Tensor['data'],
});

describe('labels of neurons', () => {
  quickLaw('proportions sum to 1, or are all 0 where a neuron is silent', [shown], ({ spikes, labels, labelCount }) => {
    const { proportions, rates, assignments } = orThrow(assignLabels(spikes, labels, labelCount));
    assignments.forEach((_, neuron) => {
      const total = sum(row(proportions, neuron));
      if (sum(row(rates, neuron)) === 0) expect(total).toBe(0);
      else expect(total).toBeCloseTo(1, 6);
    });
  });

  quickLaw('a neuron is assigned a label that it spikes most for, the smallest of them', [shown], (all) => {
    const { rates, assignments } = orThrow(assignLabels(all.spikes, all.labels, all.labelCount));
    assignments.forEach((label, neuron) =>
      expect(label).toBe(row(rates, neuron).indexOf(Math.max(...row(rates, neuron)))),
    );
  });

  quickLaw('silent neurons, and only they, are unassigned on request; no more changes', [shown], (all) => {
    const usual = orThrow(assignLabels(all.spikes, all.labels, all.labelCount));
    const open = orThrow(assignLabels(all.spikes, all.labels, all.labelCount, { silent: 'unassigned' }));
    expect({ ...open, assignments: usual.assignments }).toStrictEqual(usual);
    open.assignments.forEach((label, neuron) =>
      expect(label).toBe(sum(row(usual.rates, neuron)) === 0 ? -1 : usual.assignments[neuron]),
    );
  });

  quickLaw('counts tell as much as spikes', [shown], ({ spikes, labels, labelCount }) => {
    const [samples, , n] = spikes.shape as [number, number, number];
    const counts = tensor(
      [samples, n],
      Array.from({ length: samples * n }, () => 0),
    );
    spikes.data.forEach((s, k) => {
      counts.data[Math.floor(k / (spikes.data.length / samples)) * n + (k % n)]! += s;
    });
    const made = orThrow(assignLabels(spikes, labels, labelCount));
    expect(orThrow(assignLabels(counts, labels, labelCount))).toStrictEqual(made);
    expect(orThrow(allActivity(counts, made, labelCount))).toStrictEqual(
      orThrow(allActivity(spikes, made, labelCount)),
    );
  });

  quickLaw('going on adds rates, and leaves what was given as it was', [blocks, wholeIn(0, 4)], ([a, b], quarters) => {
    const alpha = quarters / 4;
    const before = orThrow(assignLabels(a.spikes, a.labels, a.labelCount));
    const kept = structuredClone(before);
    const alone = orThrow(assignLabels(b.spikes, b.labels, b.labelCount));
    const { rates } = orThrow(assignLabels(b.spikes, b.labels, b.labelCount, { rates: before.rates, alpha }));
    rates.data.forEach((rate, place) => {
      const fresh = b.labels.includes(place % b.labelCount);
      const old = before.rates.data[place]!;
      expect(rate).toBeCloseTo(fresh ? alpha * old + alone.rates.data[place]! : old, 5);
    });
    expect(before).toStrictEqual(kept);
  });
});

describe('predictions', () => {
  const permuted = shown.chain((all) => {
    const places = Array.from({ length: all.spikes.shape[2]! }, (_, place) => place);
    return fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray(places, { minLength: places.length }),
      assignments: fc.array(wholeIn(-1, all.labelCount - 1), { minLength: places.length, maxLength: places.length }),
    });
  });

  quickLaw('do not depend on the order of the neurons', [permuted], ({ all, order, assignments }) => {
    const { spikes, labelCount, labels } = all;
    const { proportions } = orThrow(assignLabels(spikes, labels, labelCount));
    const there = order.map((neuron) => assignments[neuron]!);
    const spikesThere = moved(spikes, order);
    expect(orThrow(allActivity(spikesThere, { assignments: there }, labelCount))).toStrictEqual(
      orThrow(allActivity(spikes, { assignments }, labelCount)),
    );
    const even = { ...proportions, data: proportions.data.map((x) => Math.round(x * 64) / 64) as Float32Array };
    expect(
      orThrow(
        proportionWeighting(
          spikesThere,
          { assignments: there, proportions: moved(even, order, labelCount) },
          labelCount,
        ),
      ),
    ).toStrictEqual(orThrow(proportionWeighting(spikes, { assignments, proportions: even }, labelCount)));
  });

  quickLaw('name the label of the only team that spikes', [shown, fc.nat(3)], ({ spikes, labelCount }, wanted) => {
    const label = wanted % labelCount;
    const assignments = Array.from({ length: spikes.shape[2]! }, (_, j) =>
      j === 0 ? label : (label + 1) % labelCount,
    );
    const only = { ...spikes, data: spikes.data.map((_, k) => Number(k % assignments.length === 0)) as Uint8Array };
    expect(orThrow(allActivity(only, { assignments }, labelCount))).toStrictEqual(
      only.shape.slice(0, 1).flatMap((samples) => Array.from({ length: samples }, () => label)),
    );
  });

  quickLaw('an unassigned neuron has no say', [shown], ({ spikes, labels, labelCount }) => {
    const made = orThrow(assignLabels(spikes, labels, labelCount, { silent: 'unassigned' }));
    const quiet = spikes.shape[2]! + 1;
    const wider = tensor(
      [...spikes.shape.slice(0, 2), quiet],
      Array.from({ length: spikes.shape[0]! * spikes.shape[1]! * quiet }, (_, k) =>
        k % quiet === quiet - 1 ? 1 : spikes.data[Math.floor(k / quiet) * (quiet - 1) + (k % quiet)]!,
      ),
      'bool',
    );
    expect(orThrow(allActivity(wider, { assignments: [...made.assignments, -1] }, labelCount))).toStrictEqual(
      orThrow(allActivity(spikes, made, labelCount)),
    );
  });
});

describe('a confusion matrix', () => {
  const answers = wholeIn(1, 4).chain((labelCount) =>
    fc.record({
      labelCount: fc.constant(labelCount),
      pairs: fc.array(fc.tuple(fc.nat(labelCount - 1), fc.nat(labelCount - 1)), { minLength: 1, maxLength: 12 }),
    }),
  );

  quickLaw(
    'has the accuracy on its diagonal, the labels in its rows, the predictions in its columns',
    [answers],
    (all) => {
      const { labelCount, pairs } = all;
      const [labels, predictions] = [pairs.map(([label]) => label), pairs.map(([, prediction]) => prediction)];
      const counts = orThrow(confusion(predictions, labels, labelCount));
      const diagonal = Array.from({ length: labelCount }, (_, label) => row(counts, label)[label]!);
      expect(sum(diagonal) / sum([...counts.data])).toBe(accuracy(predictions, labels));
      accuracyByLabel(counts).forEach((share, label) => {
        const own = pairs.filter(([truth]) => truth === label);
        expect(sum(row(counts, label))).toBe(own.length);
        expect(sum(diagonal.map((_, truth) => row(counts, truth)[label]!))).toBe(
          predictions.filter((prediction) => prediction === label).length,
        );
        expect(share).toBe(
          own.length === 0
            ? undefined
            : accuracy(
                own.map(([, p]) => p),
                own.map(([l]) => l),
              ),
        );
      });
    },
  );

  test('as text', () => {
    const counts = orThrow(confusion([0, 0, 1, 1, 1, 0], [0, 0, 0, 1, 1, 1], 3));
    expect(showConfusion(counts)).toBe(['   0  1  2', '0  2  1  0  67 %', '1  1  2  0  67 %', '2  0  0  0'].join('\n'));
    expect(showConfusion(counts, ['a', 'bee'])).toBe(
      ['     a  bee  2', '  a  2    1  0  67 %', 'bee  1    2  0  67 %', '  2  0    0  0'].join('\n'),
    );
  });
});
