import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filled, tensor, zeros } from '../../src/index.js';
import { quickLaw } from '../support/law.js';
import { expectFaithful, finite, type Given } from './support/compiled.js';
import {
  byPre,
  drawn,
  joined,
  m,
  n,
  restless,
  still,
  ways,
  weights,
  type Formula,
} from './support/learning-formulas.js';
import { anySizes, trialsOf } from './support/learning-trials.js';
import { updatesOf } from './support/updates-of.js';

describe('weights that learn by events, to the bit,', () => {
  /** Several products of one side, and factors that are 0 without spikes, which NaN and infinities are not. */
  const several: readonly Formula[] = [
    still['two products by presynaptic spikes']![0],
    still['products with what is 0 without spikes, as of triplets']![0],
    (A, { w, pre, x, y, outer }) =>
      A.clamp(A.add(A.sub(w, outer(A.mul(pre, x), y)), A.mul(0.5, outer(pre, A.mul(y, 2)))), -1, 1),
    (A, { w, post, x, y, outer }) =>
      A.add(A.add(w, outer(x, A.mul(post, y))), A.mul(A.abs(outer(A.where(A.gt(x, 0), x, 0), y)), outer(x, post))),
  ];
  quickLaw(
    'are so with several products',
    [trialsOf(anySizes), fc.constantFrom(...several), fc.constantFrom(...Object.values(ways))],
    ({ sizes, first, later }, formula, way) =>
      expectFaithful(
        drawn((A, seen) => ({ w: joined(formula, way)(A, seen) }), sizes),
        first,
        later,
      ),
    150,
  );

  quickLaw(
    'are so where numbers that change, of either sign, weigh the products, as long as they are finite',
    [trialsOf(anySizes), fc.constantFrom(restless['is weighed by a reward']!, restless['is weighed by a variable']!)],
    ({ sizes, first, later }, after) => {
      const graph = drawn(after, sizes);
      expect(updatesOf(graph, false).length).toBe(1);
      expectFaithful(graph, finite(first), later.map(finite), false);
    },
    150,
  );
});

test('a trace of -0 beside others brings a weight of -0 what 0 would', () => {
  const moment = (pre: number): Given =>
    new Map([
      ['frame.pre', filled([1, m], pre, 'bool')],
      ['frame.post', zeros([1, n], 'bool')],
      ['frame.x', zeros([1, m])],
      ['frame.y', tensor([1, n], [-0, 1, -0, -0, -0])],
      ['frame.reward', zeros([])],
      ['frame.mask', zeros([m, n], 'bool')],
    ]);
  const first = new Map([
    ...moment(0),
    ['state.w', weights(() => -0)] as const,
    ['state.v', zeros([m, n])] as const,
    ['state.u', zeros([n])] as const,
  ]);
  expectFaithful(
    drawn((A, seen) => ({ w: byPre(A, seen) })),
    first,
    [moment(1)],
  );
});
