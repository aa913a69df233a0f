import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { expectFaithful } from './support/compiled.js';
import { byBoth, byPost, byPre, drawn, m, n, restless, type After } from './support/learning-formulas.js';
import { trialsOf } from './support/learning-trials.js';
import { updatesOf } from './support/updates-of.js';

describe('weights that learn by events,', () => {
  const fixed = trialsOf(fc.tuple(wholeIn(1, 3), fc.constant(m), fc.constant(n)));
  for (const [name, after] of Object.entries(restless))
    quickLaw(
      `or not, are what the formula gives: it ${name}`,
      [fixed],
      ({ sizes, first, later }) => expectFaithful(drawn(after, sizes), first, later),
      8,
    );

  quickLaw(
    'may be two, and one may learn by the other',
    [fixed],
    ({ sizes, first, later }) => {
      const both = drawn((A, seen) => ({ w: byPre(A, seen), v: byPost(A, { ...seen, w: seen.v }) }), sizes);
      expectFaithful(both, first, later);
    },
    20,
  );

  quickLaw(
    'may be read before, and their old value after the step',
    [fixed],
    ({ sizes, first, later }) => {
      const read = drawn((A, seen) => ({ w: byBoth(A, seen), v: A.mul(seen.w, 2), u: A.sum(seen.w, [0]) }), sizes);
      expectFaithful(read, first, later);
    },
    20,
  );

  const alone = trialsOf(fc.constant([1, m, n] as const));
  quickLaw(
    'may learn by traces that are made in the step, and by those that it writes over',
    [alone],
    ({ sizes, first, later }) => {
      const graph = drawn((A, { w, v, u, pre, post, x, y, outer }) => {
        const old = A.sub(w, A.mul(0.125, outer(pre, A.reshape(u, [1, n]))));
        const made = A.reshape(A.maxOver(A.mul(x, 3), []), [1, m]);
        return {
          w: A.add(old, A.mul(0.25, outer(made, post))),
          u: A.add(A.mul(u, 0.5), A.sum(A.mul(y, 2), [0])),
          v: A.add(A.mul(v, 0.5), A.reshape(A.sum(A.sum(A.add(v, A.reshape(A.sum(y, [0]), [n])), [1]), []), [m, 1])),
        };
      }, sizes);
      expect(updatesOf(graph).length).toBe(1);
      expectFaithful(graph, first, later);
    },
    20,
  );

  const square = trialsOf(fc.constant([m, m, n] as const));
  const circles: Readonly<Record<string, After>> = {
    'its own': (A, { w, pre, outer }) => ({ w: A.add(w, outer(pre, w)) }),
    "each other's": (A, { w, v, pre, outer }) => ({ w: A.add(w, outer(pre, v)), v: A.add(v, outer(pre, w)) }),
  };
  for (const [name, after] of Object.entries(circles))
    quickLaw(
      `may be ${name} traces`,
      [square],
      ({ sizes, first, later }) => expectFaithful(drawn(after, sizes), first, later),
      10,
    );
});
