import type { Seed } from 'spikefold';
import { evaluation } from 'spikefold/sweep';

/** Of each sample, how many are in its part, the number of the first of them, and its own seed. */
export default evaluation<number, readonly [size: number, first: number, seed: Seed]>(({ samples, seeds, first }) =>
  samples.map((_, k) => [samples.length, first, seeds[k]!]),
);
