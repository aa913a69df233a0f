import { describe, expect, test } from 'vitest';
import { orThrow, tensor, type Tensor } from '../../src/index.js';
import { ngram, ngramScores, noNgrams, type NgramScores } from '../../src/read-out.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { blocks, row, shown, sum } from '../support/shown.js';

const joined = (a: Tensor, b: Tensor): Tensor =>
  tensor([a.shape[0]! + b.shape[0]!, ...a.shape.slice(1)], [...a.data, ...b.data], a.dtype);

describe('n-grams', () => {
  const lengths = wholeIn(1, 3);

  quickLaw('scores are additive over samples', [blocks, lengths], ([a, b], n) => {
    const nothing = noNgrams(n, a.labelCount);
    const first = orThrow(ngramScores(a.spikes, a.labels, nothing));
    const kept = structuredClone(first);
    const then = orThrow(ngramScores(b.spikes, b.labels, first));
    expect(then).toStrictEqual(orThrow(ngramScores(joined(a.spikes, b.spikes), [...a.labels, ...b.labels], nothing)));
    expect(first).toStrictEqual(kept);
  });

  quickLaw(
    'there is a score for every choice from n active steps in a row',
    [shown, lengths],
    ({ spikes, labels, labelCount }, n) => {
      const { scores } = orThrow(ngramScores(spikes, labels, noNgrams(n, labelCount)));
      const [samples, steps, width] = spikes.shape as [number, number, number];
      const choices = Array.from({ length: samples }, (_, sample) => {
        const active = Array.from({ length: steps }, (__, step) =>
          sum(row({ ...spikes, shape: [samples * steps, width] }, sample * steps + step)),
        ).filter((count) => count > 0);
        return sum(
          active.map((___, at) => (at + n <= active.length ? active.slice(at, at + n).reduce((p, c) => p * c) : 0)),
        );
      });
      labels.forEach((label) =>
        expect(sum(Object.values(scores).map((found) => found[label]!))).toBe(
          sum(choices.filter((_, sample) => labels[sample] === label)),
        ),
      );
    },
  );

  quickLaw('silent steps say nothing', [shown, lengths], ({ spikes, labels, labelCount }, n) => {
    const [samples, steps, width] = spikes.shape as [number, number, number];
    const slow = tensor(
      [samples, 2 * steps, width],
      Array.from({ length: 2 * spikes.data.length }, (_, k) => {
        const step = Math.floor(k / width);
        return step % 2 === 0 ? spikes.data[(step / 2) * width + (k % width)]! : 0;
      }),
      'bool',
    );
    const known = orThrow(ngramScores(spikes, labels, noNgrams(n, labelCount)));
    expect(orThrow(ngramScores(slow, labels, noNgrams(n, labelCount)))).toStrictEqual(known);
    expect(orThrow(ngram(slow, known))).toStrictEqual(orThrow(ngram(spikes, known)));
  });

  quickLaw(
    'a sample alone is known again, if it has a sequence at all',
    [shown, lengths],
    ({ spikes, labelCount }, n) => {
      const one = tensor([1, ...spikes.shape.slice(1)], spikes.data.subarray(0, spikes.data.length / spikes.shape[0]!));
      const label = labelCount - 1;
      const known = orThrow(ngramScores(one, [label], noNgrams(n, labelCount)));
      expect(orThrow(ngram(one, known))).toStrictEqual([Object.keys(known.scores).length === 0 ? 0 : label]);
    },
  );

  test('by hand: two neurons at once are two sequences; BindsNET makes a sequence of them, and leaves out the last', () => {
    // Steps with spikes: {0, 1}, {2}, {0}.
    const spikes = tensor([1, 4, 3], [1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0]);
    const pairs = orThrow(ngramScores(spikes, [1], noNgrams(2, 2)));
    expect(pairs.scores).toStrictEqual({ '0,2': [0, 1], '1,2': [0, 1], '2,0': [0, 1] });
    const only = (neurons: string): NgramScores => ({ n: 2, labelCount: 2, scores: { [neurons]: [0, 1] } });
    const seen = (neurons: string, compat?: 'bindsnet') =>
      orThrow(ngram(spikes, only(neurons), compat === undefined ? {} : { compat }))[0] === 1;
    const sequences = ['0,1', '0,2', '1,2', '2,0'];
    expect(sequences.filter((neurons) => seen(neurons))).toStrictEqual(['0,2', '1,2', '2,0']);
    expect(sequences.filter((neurons) => seen(neurons, 'bindsnet'))).toStrictEqual(['0,1', '1,2']);
  });
});
