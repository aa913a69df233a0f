import type { Op } from '../../../core/algebra.js';
import type { Node } from '../../../core/graph.js';
import type { Routine } from '../code.js';
import type { Applied, Kernel } from '../schedule.js';
import type { Context } from './context.js';
import { lowerContract } from './contract.js';
import { lowerMap } from './map.js';
import { lowerGather, lowerPush, lowerScatter } from './move.js';
import { lowerPick } from './pick.js';
import { lowerReduce } from './reduce.js';
import { lowerUniform } from './uniform.js';
import { lowerUpdate, type Workplace } from './update.js';

const table: { readonly [op in Op]?: (node: Applied, context: Context) => Routine } = {
  sum: lowerReduce,
  most: lowerReduce,
  contract: lowerContract,
  gather: lowerGather,
  scatter: lowerScatter,
  push: lowerPush,
  pick: lowerPick,
  uniform: lowerUniform,
};

/** A kernel as a routine. Of what a loop computes, only the values that have an address are kept. */
export const lower = (kernel: Kernel, context: Context, place: Workplace | undefined): Routine => {
  if (kernel._tag === 'Update') return lowerUpdate(kernel, place!, context);
  return kernel._tag === 'Map'
    ? lowerMap(kernel.nodes, new Set<Node>(kernel.nodes.filter((node) => context.addresses.has(node))), context)
    : table[kernel.node.op]!(kernel.node, context);
};
