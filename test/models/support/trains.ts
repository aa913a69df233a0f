import { tensor, type Source, type Tensor } from '../../../src/index.js';

/** For each place the steps of its spikes, in steps of dt ms. */
export const trainsOf = (source: Source, dt = 1): readonly (readonly number[])[] => {
  const all = [...source(dt)];
  return Array.from(all[0]!.data, (_, place) => all.flatMap(({ data }, step) => (data[place] === 0 ? [] : [step])));
};

export const vector = (...values: readonly number[]): Tensor => tensor([values.length], values);
