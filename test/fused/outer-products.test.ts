import { describe, expect, test } from 'vitest';
import { filled, tensor, zeros } from '../../src/index.js';
import { quickLaw } from '../support/law.js';
import { spikesAt } from '../support/spikes-at.js';
import { expectFaithful, type Given } from './support/compiled.js';
import { byPre, drawn, joined, ways } from './support/learning-formulas.js';
import { composedTrials } from './support/learning-trials.js';
import { updatesOf } from './support/updates-of.js';

const largest = ways['the largest']!;

describe('weights that learn by events', () => {
  quickLaw(
    'are, to the bit, what the formula gives everywhere, with the largest over the batch',
    [composedTrials],
    ([{ sizes, first, later }, formula]) => {
      const graph = drawn((A, seen) => ({ w: joined(formula, largest)(A, seen) }), sizes);
      if (sizes[0] > 1) expect(updatesOf(graph).length).toBe(1);
      expectFaithful(graph, first, later);
    },
    100,
  );

  quickLaw(
    'or all anew, take the largest too',
    [composedTrials],
    ([{ sizes, first, later }, formula]) =>
      expectFaithful(
        drawn(
          (A, seen) => ({
            w: A.mul(0.9, joined(formula, largest)(A, seen)),
            v: A.add(seen.v, seen.largest(seen.x, seen.y)),
          }),
          sizes,
        ),
        first,
        later,
      ),
    100,
  );

  test.each([31, 32, 33, 64, 65])('take the largest of %i rows that all spike, which may be below 0', (rows) => {
    const sizes = [rows, 3, 8] as const;
    const pre = spikesAt(
      [rows, 3],
      Array.from({ length: rows * 3 - 1 }, (_, k) => k),
    );
    const y = tensor(
      [rows, 8],
      Array.from({ length: rows * 8 }, (_, k) => -1 - k / 512),
    );
    const frame = { pre, y, post: zeros([rows, 8], 'bool'), x: zeros([rows, 3]), reward: zeros([]) };
    const moment: Given = new Map(Object.entries(frame).map(([name, value]) => [`frame.${name}`, value]));
    const state: Given = new Map([
      ['state.w', filled([3, 8], 1)],
      ['state.v', zeros([3, 8])],
      ['state.u', zeros([8])],
      ['frame.mask', zeros([3, 8], 'bool')],
    ]);
    expectFaithful(
      drawn((A, seen) => ({ w: joined(byPre, largest)(A, seen) }), sizes),
      new Map([...state, ...moment]),
      [moment],
    );
  });
});
