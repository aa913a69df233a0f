import type { Tensor } from '../core/tensor.js';

/** The inverse of the places of a `scatter`: for each of n places the elements that go there, in order. */
export const sourcesOf = (places: Tensor, n: number): readonly (readonly number[])[] => {
  const sources: number[][] = Array.from({ length: n }, () => []);
  places.data.forEach((place, element) => sources[place]?.push(element));
  return sources;
};
