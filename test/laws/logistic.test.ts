import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orThrow, tensor, uniforms, type Tensor } from '../../src/index.js';
import { accuracy, fitReadOut, predictLinear, readOut } from '../../src/read-out.js';
import { logisticRegression } from '../../src/logistic.js';
import { wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';

const learner = logisticRegression({ steps: 200 });

/** Samples around one centre for each label; far apart against their spread. */
const clouds = (
  seed: number,
  labels: readonly number[],
  each: number,
): { readonly x: Tensor; readonly y: readonly number[] } => {
  const features = labels.length + 1;
  const y = Array.from({ length: each * labels.length }, (_, sample) => labels[sample % labels.length]!);
  const noise = uniforms(seed, 0, y.length * features);
  const x = y.flatMap((label, sample) =>
    Array.from(
      { length: features },
      (_, f) => 100 + 10 * Number(labels[f] === label) + 4 * noise[sample * features + f]!,
    ),
  );
  return { x: tensor([y.length, features], x), y };
};

const someLabels = fc.uniqueArray(wholeIn(0, 20), { minLength: 1, maxLength: 4 });

describe('logistic regression', () => {
  law(
    'tells apart what is apart, whatever the labels are called and wherever zero is',
    [fc.nat(99), someLabels],
    (seed, labels) => {
      const [seen, fresh] = [clouds(seed, labels, 12), clouds(seed + 1, labels, 5)];
      const model = orThrow(fitReadOut(learner, seen.x, seen.y));
      expect(model.labels).toStrictEqual([...labels].sort((a, b) => a - b));
      expect(accuracy(orThrow(readOut(learner, model, fresh.x)), fresh.y)).toBe(1);
    },
  );

  law('is plain data that predicts without the package, after a file too', [fc.nat(99), someLabels], (seed, labels) => {
    const { x, y } = clouds(seed, labels, 6);
    const model = orThrow(fitReadOut(learner, x, y));
    expect(structuredClone(model)).toStrictEqual(model);
    expect(orThrow(readOut({ predict: predictLinear }, structuredClone(model), x))).toStrictEqual(
      orThrow(readOut(learner, model, x)),
    );
  });

  law(
    'does not care about the scale of a feature, nor about one that never changes',
    [fc.nat(99), wholeIn(-8, 8)],
    (seed, power) => {
      const { x, y } = clouds(seed, [0, 1, 2], 8);
      const other = {
        ...x,
        data: x.data.map((value, k) => (k % 4 === 0 ? value * 2 ** power : k % 4 === 3 ? 7 : value)) as Float32Array,
      };
      expect(accuracy(orThrow(readOut(learner, orThrow(fitReadOut(learner, other, y)), other)), y)).toBe(1);
    },
  );

  test('finds the boundary between two labels on a line', () => {
    const x = tensor([6, 1], [0, 1, 2, 4, 5, 6]);
    const model = orThrow(fitReadOut(learner, x, [3, 3, 3, 9, 9, 9]));
    expect(orThrow(readOut(learner, model, tensor([4, 1], [-50, 2.9, 3.1, 50])))).toStrictEqual([3, 3, 9, 9]);
  });

  test('knows how common a label is where features say nothing', () => {
    const x = tensor([5, 1], [1, 1, 1, 1, 1]);
    const model = orThrow(fitReadOut(learner, x, [0, 8, 8, 8, 8]));
    expect(orThrow(readOut(learner, model, x))).toStrictEqual([8, 8, 8, 8, 8]);
  });

  test('lowers the loss with every further step, also where labels are hardly told apart', () => {
    const x = tensor([8, 1], [0, 1, 2, 3, 4, 5, 6, 7]);
    const y = [0, 1, 0, 1, 1, 0, 1, 1];
    const loss = (steps: number): number => {
      const { w, b } = orThrow(fitReadOut(logisticRegression({ steps }), x, y));
      return y.reduce((sum, label, sample) => {
        const score = b.data[0]! + x.data[sample]! * w.data[0]!;
        return sum + Math.log1p(Math.exp(label === 0 ? -score : score));
      }, 0);
    };
    const losses = [1, 2, 3, 5, 8].map(loss);
    expect(losses[0]).toBeLessThan(8 * Math.log(2));
    losses.slice(1).forEach((value, place) => expect(value).toBeLessThan(losses[place]!));
  });
});
