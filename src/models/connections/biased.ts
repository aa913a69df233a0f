import type { Connection, Wiring } from '../../core/connection.js';
import { sameShape, size, type Shape } from '../../core/shape.js';
import { asF32, filled, reshaped, type Param, type Tensor } from '../../core/tensor.js';
import { weightFaults } from './weights.js';

/**
 * A connection that adds a bias to its current in every step, spikes or none. Variable: b (mV), one number for all, one
 * for each target neuron, or one for each channel (the target's first axis). spec/topology.md.
 */
export const biased =
  <K extends string>(wiring: Wiring<K>, bias: Param): Wiring<K | 'b'> =>
  (from, to) => {
    const connection = wiring(from, to);
    const b = placed(asF32(bias), to);
    return {
      ...connection,
      term: { name: 'biased', params: { b: bias, of: connection.term } },
      init: { ...connection.init, b } as Connection<K | 'b'>['init'],
      learned: [...connection.learned, 'b'],
      faults: [...connection.faults, ...weightFaults(b, sameShape(b.shape, channels(to)) ? b.shape : to, 'bias')],
      bias: (_, vars) => vars.b,
    } as Connection<K | 'b'>;
  };

const channels = ([first = 1, ...rest]: Shape): Shape => [first, ...rest.map(() => 1)];

/** A bias in a shape that broadcasts against the target. */
const placed = (bias: Param, to: Shape): Tensor => {
  if (typeof bias === 'number') return filled(to, bias);
  if (size(bias.shape) === size(to)) return reshaped(bias, to);
  return size(bias.shape) === to[0] ? reshaped(bias, channels(to)) : bias;
};
