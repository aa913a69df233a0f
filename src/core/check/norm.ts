import type { LocalFault } from '../faults/errors.js';
import { types } from '../graph/interpret.js';
import type { Wire } from '../network.js';
import type { Bounds } from '../rule.js';
import { unless } from '../faults/refuse.js';
import { sameShape, size } from '../shape.js';
import { paramValues, type Param, type Tensor } from '../tensor.js';

/**
 * A norm that weights within their bounds can never sum to: each run would end with weights beyond the bounds, and the next step of
 * learning would cut them off again.
 */
export const normFaults = ({ connection, rule }: Wire<string>): readonly LocalFault[] => {
  const { norm, init } = connection;
  const w = init['w'];
  if (norm === undefined || rule?.bounds === undefined || w === undefined || size(w.shape) === 0) return [];
  const synapses = fanIn(connection.total(types, w).shape, w);
  const most = synapses * largest(rule.bounds, norm.signed);
  const want = `at most ${Number(most.toPrecision(6))}, which ${synapses} weights within their bounds can sum to (raise the bounds, lower the norm, or pass beyondBounds: true)`;
  // A rounding error is no reason to refuse: 784 weights of 0.1 are meant to make 78.4.
  return unless(norm.sum <= most * (1 + 1e-6), 'Parameter', 'norm', want, `${norm.sum}`);
};

/** At most how many weights share a total. One that is told for every weight says nothing of how many it is made of. */
const fanIn = (total: readonly number[], { shape }: Tensor): number =>
  sameShape(total, shape) ? size(shape) : size(shape) / size(total);

const largest = ([min, max]: Bounds, signed: boolean): number =>
  signed ? extreme(max, Math.max) : Math.max(-extreme(min, Math.min), extreme(max, Math.max));

const extreme = (bound: Param, choose: (...values: number[]) => number): number =>
  Array.from(paramValues(bound)).reduce((far, value) => choose(far, value));
