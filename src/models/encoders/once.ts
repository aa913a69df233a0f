import { withValues, type Tensor } from '../../core/tensor.js';

/** The largest value; 0 where there is none above it. */
export const peak = (datum: Tensor): number => Array.from(datum.data).reduce((a, b) => Math.max(a, b), 0);

/** The places of a datum that spike, by value and place. */
export const spikesWhere = ({ shape, data }: Tensor, holds: (value: number, place: number) => boolean): Tensor => ({
  shape,
  dtype: 'bool',
  data: withValues(new Uint8Array(data.length), (place) => (holds(data[place]!, place) ? 1 : 0)),
});

/** Spikes of which each place has at most one, in the step that is given for it (below 0: none). */
export const once = function* (datum: Tensor, steps: number, stepOf: (value: number) => number): Iterable<Tensor> {
  const due = Int32Array.from(datum.data, stepOf);
  for (let step = 0; step < steps; step++) yield spikesWhere(datum, (_, place) => due[place] === step);
};
