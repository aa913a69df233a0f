import { expectArray } from '../../core/expect.js';
import { shown } from '../../core/faults/shown.js';
import { refused } from '../../core/faults/errors.js';
import { streamOf, uniforms, type Seed } from '../../core/random.js';
import { withValues } from '../../core/tensor.js';
import { whole } from '../parameters/constraint.js';
import { numberFaults } from '../parameters/faults.js';
import { refuseAll } from '../../core/faults/refuse.js';
import { checkSamples, type Sample } from './sample.js';

/** The same items in an order that the seed determines: `shuffled(foldIn(seed, epoch), train)`. All orders are equally likely. */
export const shuffled = <A>(seed: Seed, items: readonly A[]): readonly A[] => {
  expectArray('shuffled', items, 'items');
  const [high, low] = [0, 1].map((tick) => uniforms(streamOf(seed, 'shuffled'), tick, items.length));
  // Sorted by 48 random bits each; equal ones, of which there are hardly any, keep their order, as sorting is stable.
  const keys = withValues(new Float64Array(items.length), (k) => high![k]! + low![k]! * 2 ** -24);
  return Array.from(keys, (key, place) => ({ key, place }))
    .sort((a, b) => a.key - b.key)
    .map(({ place }) => items[place]!);
};

/**
 * Samples in parts of these shares, such as `[0.9, 0.1]`, which add up to 1 at most: each label has its share in each part, and the samples
 * keep their order. Every sample is in one part, or in none where the shares add up to less. Shuffle first unless the order is random.
 */
export const split = <S extends Pick<Sample, 'label'>, const P extends readonly number[]>(
  samples: readonly S[],
  shares: P,
): { readonly [K in keyof P]: readonly S[] } => {
  checkSamples('split', samples);
  expectArray('split', shares, 'shares');
  const areShares = shares.every((share: unknown) => typeof share === 'number' && share >= 0);
  const ends = areShares ? endsOf(shares) : [];
  if (!areShares || ends.some((end) => end > 1 + 1e-9))
    throw refused('split', 'shares', 'numbers from 0 that add up to 1 at most, such as [0.9, 0.1]', shown(shares));
  const counts = new Map<number, number>();
  for (const { label } of samples) counts.set(label, (counts.get(label) ?? 0) + 1);
  const seen = new Map<number, number>();
  const parts: S[][] = shares.map(() => []);
  for (const sample of samples) {
    const [count, before] = [counts.get(sample.label)!, seen.get(sample.label) ?? 0];
    seen.set(sample.label, before + 1);
    parts[ends.findIndex((end) => before < Math.round(end * count))]?.push(sample);
  }
  return parts as { readonly [K in keyof P]: readonly S[] }; // One for each share.
};

/** Where each part ends, as a share of all: the running sums. */
const endsOf = (shares: readonly number[]): readonly number[] =>
  shares.map((_, part) => shares.slice(0, part + 1).reduce((sum, share) => sum + share, 0));

/** Lists of `rows` items, in order; the last has the rest. */
export const batches = <A>(items: readonly A[], rows: number): readonly (readonly A[])[] => {
  expectArray('batches', items, 'items');
  refuseAll('batches', numberFaults('rows', rows, whole));
  return Array.from({ length: Math.ceil(items.length / rows) }, (_, k) => items.slice(k * rows, (k + 1) * rows));
};
