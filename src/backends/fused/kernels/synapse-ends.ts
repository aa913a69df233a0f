import type { Node } from '../../../core/graph/graph.js';
import type { Tensor } from '../../../core/tensor.js';
import type { Applied } from '../../graph.js';
import { anyNonzero, chain } from './chains.js';
import { constantOf, type Constant, type Writer } from './kernel.js';

/** Values at one end of all synapses. */
export type Gather = Applied & { readonly args: readonly [of: Node, places: Constant] };
export const isGather = (node: Node): node is Gather =>
  node._tag === 'Apply' && node.op === 'gather' && node.args[1]!._tag === 'Constant';

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

/** Which neurons spike in any batch row; and in which rows each does: 32 of them are the bits of one word. */
export const rowsOfSpikes = (write: Writer, spikes: readonly Node[], [rows, n]: readonly [number, number]) => {
  const { op, plus, times } = write;
  if (rows === 1) return { heads: chain(write, spikes, [1, n]).heads, bits: 0 };
  const words = Math.ceil(rows / 32);
  const [heads, bits] = [write.scratch(n * 4), write.scratch(words * n * 4)];
  write.fill(heads, n * 4);
  write.fill(bits, words * n * 4);
  write.for(0, rows, 1, (b) =>
    write.forEachNonzero(n, anyNonzero(write, spikes, times(b, n * 4)), (neuron) => {
      const at = plus(times(op('shr', b, 5), n * 4), neuron);
      write.store(op('or', write.load('i32', at, bits), op('shl', 1, op('and', b, 31))), at, bits);
      write.store(-1, neuron, heads);
    }),
  );
  return { heads, bits };
};
