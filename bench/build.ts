import { right } from 'fp-ts/lib/Either.js';
import {
  constant,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  initial,
  input,
  layer,
  lif,
  network,
  orThrow,
  sparse,
  type PatternOf,
} from 'spikefold';
import type { Claim, Subject } from './harness/claim.js';
import { secondsOf } from './harness/clock.js';

/** A network of n to n neurons that a connector joins at one in ten, from nothing to its first state. */
const built = (name: string, n: number, pattern: PatternOf): Subject => ({
  name,
  kind: 'ours',
  open: async () =>
    right({
      round: async (clock) => {
        const began = secondsOf(clock);
        const net = orThrow(
          network({ dt: 1 }, { X: layer([n], input()), Y: layer([n], lif()) }, (connect) => ({
            XY: connect('X', 'Y', sparse(pattern, constant(1))),
          })),
        );
        initial(net);
        return secondsOf(clock) - began;
      },
    }),
});

export const build: Claim = {
  name: 'build',
  about: 'a network of n to n neurons and a tenth of all synapses, drawn by a connector, with its first state; ms',
  cases: ({ quick }) =>
    (quick ? [500] : [4000, 12_500]).map((n) => ({
      size: `n=${n}`,
      unit: 'ms',
      scale: 1e3,
      subjects: [
        built('fixedProbability', n, fixedProbability(1, 0.1)),
        built('fixedInDegree', n, fixedInDegree(1, n / 10)),
        built('fixedOutDegree', n, fixedOutDegree(1, n / 10)),
        built('fixedTotalNumber', n, fixedTotalNumber(1, (n * n) / 10)),
      ],
    })),
};
