import * as fc from 'fast-check';
import type { Tensor } from '../../src/index.js';
import { boolsOf, wholeIn } from './arbitraries.js';

/** Labelled samples: spikes `[samples, t, n]`. */
export interface Shown {
  readonly spikes: Tensor;
  readonly labels: readonly number[];
  readonly labelCount: number;
}

const shownIn = (samples: number, steps: number, n: number, labelCount: number): fc.Arbitrary<Shown> =>
  fc.record({
    spikes: boolsOf([samples, steps, n]),
    labels: fc.array(fc.nat(labelCount - 1), { minLength: samples, maxLength: samples }),
    labelCount: fc.constant(labelCount),
  });

export const shown: fc.Arbitrary<Shown> = fc
  .tuple(wholeIn(1, 6), wholeIn(1, 6), wholeIn(1, 5), wholeIn(1, 4))
  .chain((sizes) => shownIn(...sizes));

/** Two blocks of samples of the same layer. */
export const blocks: fc.Arbitrary<readonly [Shown, Shown]> = fc
  .tuple(wholeIn(1, 4), wholeIn(1, 4), wholeIn(1, 5), wholeIn(1, 4), wholeIn(1, 3))
  .chain(([first, second, steps, n, labels]) =>
    fc.tuple(shownIn(first, steps, n, labels), shownIn(second, steps, n, labels)),
  );

export const row = ({ shape, data }: Tensor, index: number): readonly number[] =>
  Array.from(data.subarray(index * shape[1]!, (index + 1) * shape[1]!));

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
