import { fault, type LocalFault } from '../../core/faults/errors.js';
import { nodesOf, type Graph, type Node } from '../../core/graph/graph.js';
import { showType } from '../../core/ops.js';
import { leaves } from '../../core/graph/tree.js';
import type { Applied } from '../graph.js';

/** The operations that a backend of tfjs would compute wrongly, without an error. Whole numbers of a state (counters, slots) stay on the host. */
export const limits = (mode: string, graph: Graph): readonly LocalFault[] => {
  const onHost = new Set<Node>(leaves(graph.inputs).flatMap(([, node]) => (node.dtype === 'i32' ? [node] : [])));
  return nodesOf(graph).flatMap((node): readonly LocalFault[] => {
    if (node._tag === 'Constant' || (node._tag === 'Apply' && node.args.every((arg) => onHost.has(arg))))
      onHost.add(node);
    if (node._tag !== 'Apply' || onHost.has(node)) return [];
    const want = unmet(mode, node);
    return want === undefined ? [] : [fault('Backend', `operation '${node.op}'`, want, showType(node))];
  });
};

const unmet = (mode: string, { op, args, shape, dtype }: Applied): string | undefined => {
  if ([shape, ...args.map((arg) => arg.shape)].some(({ length }) => length > 6)) return 'of at most 6 axes';
  if (op === 'uniform') return 'of a counter that no neuron computes';
  // Places to gather from and scatter to stay below that.
  const values = op === 'gather' || op === 'scatter' ? args.slice(0, 1) : args;
  if ((mode === 'webgl' || mode === 'webgpu') && [dtype, ...values.map((arg) => arg.dtype)].includes('i32'))
    return 'on f32 or bool, as tfjs rounds whole numbers beyond 2^24 there';
  if (mode === 'cpu' && op === 'mul' && dtype === 'i32')
    return 'on f32, as tfjs rounds products of whole numbers there';
  return undefined;
};
