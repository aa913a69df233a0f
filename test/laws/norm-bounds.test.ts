import { describe, expect, test } from 'vitest';
import {
  bounded,
  dense,
  explain,
  input,
  isLeft,
  layer,
  lif,
  network,
  normalised,
  tensor,
  zeros,
  type Tensor,
} from '../../src/index.js';
import type { Rule } from '../../src/authoring.js';

/** A rule that adds the reward to the weights. */
const paid: Rule<'s', 's'> = {
  term: { name: 'paid', params: {} },
  init: {},
  rewarded: true,
  step: (A, { w }, { reward }) => ({ w: A.add(w, reward) }),
};

describe('a norm that weights within their bounds can never sum to is refused', () => {
  const said = (
    norm: number,
    bounds: readonly [number | Tensor, number | Tensor],
    signed = false,
  ): readonly string[] => {
    const built = network({ dt: 1 }, { X: layer([2], input()), Y: layer([3], lif()) }, (connect) => ({
      XY: connect('X', 'Y', normalised(dense(zeros([2, 3])), norm, { signed }), bounded({ ...paid }, ...bounds)),
    }));
    return isLeft(built) ? built.left.map(explain) : [];
  };
  const refused = (most: string, norm: string) => [
    `connection 'XY': norm must be at most ${most}, which 2 weights within their bounds can sum to (raise the bounds, lower the norm, or pass beyondBounds: true), got ${norm}`,
  ];

  test.each<readonly [string, readonly [number | Tensor, number | Tensor], boolean, number, string]>([
    ['two weights of up to 1.5', [0, 1.5], false, 3, '3'],
    ['of a third', [0, 1 / 3], false, 2 / 3, '0.666667'],
    ['of up to 2, or down to -4', [-4, 2], false, 8, '8'],
    ['with their signs, of up to 2, or down to -4', [-4, 2], true, 4, '4'],
    ['of bounds of their own', [0, tensor([2, 3], [1, 2, 3, 4, 5, 6])], false, 12, '12'],
    ['of least ones of their own', [tensor([2, 3], [-1, -2, -3, -4, -5, -7]), 1], false, 14, '14'],
  ])('%s', (_, bounds, signed, most, words) => {
    expect(said(most, bounds, signed)).toEqual([]);
    expect(said(most * (1 + 5e-7), bounds, signed)).toEqual([]);
    const more = most * (1 + 2e-6);
    expect(said(more, bounds, signed)).toEqual(refused(words, `${more}`));
  });
});
