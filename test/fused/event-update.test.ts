import { describe, expect } from 'vitest';
import { quickLaw } from '../support/law.js';
import { expectFaithful } from './support/compiled.js';
import { drawn, joined, ways } from './support/learning-formulas.js';
import { composedTrials } from './support/learning-trials.js';
import { updatesOf } from './support/updates-of.js';

describe('weights that learn by events', () => {
  const { 'the largest': _, ...sums } = ways;
  for (const [name, way] of Object.entries(sums))
    quickLaw(
      `are, to the bit, what the formula gives everywhere, with ${name} over the batch`,
      [composedTrials],
      ([{ sizes, first, later }, formula]) => {
        const graph = drawn((A, seen) => ({ w: joined(formula, way)(A, seen) }), sizes);
        expect(updatesOf(graph).length).toBe(1);
        expectFaithful(graph, first, later);
      },
      name === 'sum' ? 150 : 100,
    );
});
