import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { Algebra } from '../../src/authoring.js';
import { quickLaw } from '../support/law.js';
import { expectFaithful, finite } from './support/compiled.js';
import { drawn, still, trials, type Formula } from './support/synapse-trials.js';
import { updatesOf } from './support/updates-of.js';

describe('an update along synapses', () => {
  const limited = <T>(A: Algebra<T>, x: T): T => A.where(A.gt(x, 0), 1, 0.5);
  const signed: readonly (readonly ['w' | 'v', Formula])[] = [
    ['w', (A, { w, pre, y, reward, pairs }) => A.add(w, A.mul(A.sub(reward, 0.5), pairs(pre, y)))],
    ['w', (A, { w, pre, post, x, y, pairs }) => A.add(w, A.mul(pairs(limited(A, x), limited(A, y)), pairs(pre, post)))],
    ['v', (A, { v, pre, y, from, to }) => A.add(v, A.mul(from(pre), to(y)))],
  ];
  quickLaw(
    'takes zeros of either sign, as long as all is finite',
    [trials, fc.constantFrom(...signed)],
    ({ at, first, later }, [of, formula]) =>
      expectFaithful(drawn(at, formula, 'sum', of), finite(first), later.map(finite), false),
    150,
  );
  quickLaw(
    'leaves the rest to others that read it',
    [trials, fc.constantFrom(...Object.values(still))],
    ({ at, first, later }, formula) => {
      const graph = drawn(at, formula, 'sum', 'both');
      expect(updatesOf(graph)).toStrictEqual([]);
      expectFaithful(graph, first, later);
    },
    30,
  );
});
