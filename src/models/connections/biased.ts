import { expectTensor, expectWiring } from '../../core/check/expect.js';
import type { Connection, Wiring } from '../../core/connection.js';
import { sameShape, size, type Shape } from '../../core/shape.js';
import { asF32, filled, reshaped, type Param, type Tensor } from '../../core/tensor.js';
import { weightFaults } from './weight-faults.js';
import { eachTarget, part } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';

/**
 * A connection that adds a bias to its current in every step, spikes or none. Variable: b (mV), one number for all, one
 * for each target neuron, or one for each channel (the target's first axis). docs/spec/topology.md.
 */
export const biased = entered(
  <K extends string>(wiring: Wiring<K>, bias: Param): Wiring<K | 'b'> =>
    (from, to) => {
      expectWiring('biased', wiring);
      if (typeof bias !== 'number') expectTensor('biased', bias, 'bias');
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
    },
  'connection',
  'biased',
  {
    /** Bias of all targets, of each, or of each channel, mV a step. */
    b: [required, eachTarget, [-1, 4]],
    /** The connection. */
    of: [required, part('connection')],
  },
  (construct, { b, of }) => construct(of, b),
);

const channels = ([first = 1, ...rest]: Shape): Shape => [first, ...rest.map(() => 1)];

/** A bias in a shape that broadcasts against the target. */
const placed = (bias: Param, to: Shape): Tensor => {
  if (typeof bias === 'number') return filled(to, bias);
  if (size(bias.shape) === size(to)) return reshaped(bias, to);
  return size(bias.shape) === to[0] ? reshaped(bias, channels(to)) : bias;
};
