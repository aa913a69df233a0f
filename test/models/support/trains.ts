import { tensor, type Tensor } from '../../../src/index.js';

/** For each place the steps of its spikes. */
export const trainsOf = (frames: Iterable<Tensor>): readonly (readonly number[])[] => {
  const all = [...frames];
  return Array.from(all[0]!.data, (_, place) => all.flatMap(({ data }, step) => (data[place] === 0 ? [] : [step])));
};

export const vector = (...values: readonly number[]): Tensor => tensor([values.length], values);
