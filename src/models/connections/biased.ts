import { expectTensor } from '../../core/expect.js';
import { sameShape, size, type Shape } from '../../core/shape.js';
import { asF32, filled, reshaped, type Param, type Tensor } from '../../core/tensor.js';
import { eachTarget, part } from '../parameters/constraint.js';
import { required } from '../parameters/table.js';
import { aroundConnection } from './around.js';
import { weightFaults } from './weight-faults.js';

/**
 * A connection that adds a bias to its current in every step, spikes or none. Variable: b (mV), one number for all, one
 * for each target neuron, or one for each channel (the target's first axis). docs/spec/topology.md.
 */
export const biased = aroundConnection(
  'biased',
  {
    /** Bias of all targets, of each, or of each channel, mV a step. */
    b: [required, eachTarget, [-1, 4]],
    /** The connection. */
    of: [required, part('connection')],
  },
  { bias: ['b'] },
  (bias: Param) => {
    if (typeof bias !== 'number') expectTensor('biased', bias, 'bias');
    return { b: bias };
  },
  ({ init, learned }, { b: bias }, _from, to) => {
    const b = placed(asF32(bias), to);
    return {
      init: { ...init, b },
      learned: [...learned, 'b'],
      faults: weightFaults(b, sameShape(b.shape, channels(to)) ? b.shape : to, 'bias'),
      bias: (_, vars) => vars['b']!,
    };
  },
);

const channels = (to: Shape): Shape => to.map((extent, axis) => (axis === 0 ? extent : 1));

/** A bias in a shape that broadcasts against the target. */
const placed = (bias: Param, to: Shape): Tensor => {
  if (typeof bias === 'number') return filled(to, bias);
  if (size(bias.shape) === size(to)) return reshaped(bias, to);
  return size(bias.shape) === to[0] ? reshaped(bias, channels(to)) : bias;
};
