import { filled, tensor, zeros } from '../../core/tensor.js';
import { extents, fraction, scalar } from '../parameters/constraint.js';
import { required, type GivenOf, type Table } from '../parameters/table.js';
import { connectionOf, type ConnectionBody } from './connection-of.js';
import { patches } from './patches.js';
import { unweighted } from './weighted.js';
import { perAxis, placedWindows, windowParameters, windowsAlong } from './windows.js';

const parameters = {
  /** The window's extent along each axis of the image. */
  kernel: [required, extents(1)],
  /** Fraction of the rate of a neuron that is lost in each step. */
  decay: [required, scalar(fraction)],
  ...windowParameters,
} satisfies Table;

/** Options of `maxPool`. */
export type MaxPoolOptions = GivenOf<typeof parameters>;

/**
 * Max-pooling by rate: each window passes on this step's spike of its neuron with the highest recent rate (the first of
 * several). From `[channels, ...extents]` to `[channels, ...out]`, in one, two or three dimensions; it has no weights.
 * Variable: rates `[b, ...from]`, `rates - decay rates + s`. docs/spec/topology.md, MaxPool1d to 3d.
 */
export const maxPool = connectionOf(
  'maxPool',
  parameters,
  (options: MaxPoolOptions) => options,
  ({ kernel: extent, decay, ...sliding }, from, to): ConnectionBody<'rates'> => {
    const kernel = perAxis(extent, from.length - 1);
    const { windows, faults } = placedWindows(from, kernel, sliding, to, (out) => [from[0]!, ...out]);
    const { positions, cells, places } = windows;
    const outside = tensor(
      [places.data.length / (positions * cells), positions, cells],
      places.data.map((place) => (place < 0 ? 1 : 0)),
      'bool',
    );
    return {
      described: { kernel },
      ...unweighted,
      init: { rates: zeros(from) },
      faults,
      apply: (A, vars, pre) => {
        const rates = A.add(A.sub(vars.rates, A.mul(decay, vars.rates)), pre);
        const seen = A.where(outside, -Infinity, patches(A, rates, windows));
        const { shape } = A.type(seen);
        const each = [shape[0]! * shape[1]! * shape[2]!, shape[3]!];
        const highest = A.reshape(A.maxOver(seen, [3]), [each[0]!, 1]);
        const winner = A.chooseOne(A.ge(A.reshape(seen, each), highest), A.constant(filled([each[0]!], 0)));
        const passed = A.sum(A.where(winner, A.reshape(patches(A, pre, windows), each), 0), [1]);
        return { current: A.reshape(passed, [shape[0]!, ...to]), vars: { rates } };
      },
    };
  },
  (from, { kernel, ...rest }) => [from[0]!, ...windowsAlong(from, kernel, rest)],
);
