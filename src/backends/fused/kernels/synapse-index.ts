import type { Tensor } from '../../../core/tensor.js';
import { constantOf, type Constant } from './kernel.js';

/** Which synapses each neuron of one side has: a table of where they begin, in a list of them that is left out where it is 0, 1, 2, ... */
export interface SynapseIndex {
  readonly starts: Constant;
  readonly order?: Constant;
}

/** The synapses (in bytes) of each of n neurons, given the neuron of each synapse. */
export const synapsesOf = ({ data }: Tensor, n: number): SynapseIndex => {
  const starts = new Int32Array(n + 1);
  let [last, isInOrder] = [0, true];
  for (const neuron of data) {
    isInOrder &&= neuron >= last;
    last = neuron;
    starts[neuron + 1]! += 4;
  }
  for (let neuron = 0; neuron < n; neuron++) starts[neuron + 1]! += starts[neuron]!;
  const table = tableOf(starts);
  if (isInOrder) return { starts: table };
  const [next, order] = [starts.slice(), new Int32Array(data.length)];
  data.forEach((neuron, synapse) => {
    order[next[neuron]! / 4] = synapse * 4;
    next[neuron]! += 4;
  });
  return { starts: table, order: tableOf(order) };
};

const tableOf = (data: Int32Array): Constant => constantOf({ shape: [data.length], dtype: 'i32', data });
