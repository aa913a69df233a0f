import type { Op } from '../../../core/algebra.js';
import { size } from '../../../core/shape.js';
import type { Routine } from '../code.js';
import type { Applied } from '../nodes.js';
import type { Kernel } from '../schedule.js';
import type { Context } from './context.js';
import { contractBytes, lowerContract } from './contract.js';
import { lowerMap } from './map.js';
import { lowerGather, lowerPush, lowerScatter } from './move.js';
import { lowerPick } from './pick.js';
import { lowerFold } from './fold.js';
import { lowerStructured } from './structured.js';
import { lowerUniform } from './uniform.js';
import { lowerUpdate } from './update.js';
import type { Workplace } from './workplace.js';

const table: { readonly [op in Op]?: (node: Applied, context: Context) => Routine } = {
  contract: lowerContract,
  gather: lowerGather,
  scatter: lowerScatter,
  push: lowerPush,
  pick: lowerPick,
  uniform: lowerUniform,
};

/** A kernel as a routine. Of what a loop computes, only the values that have an address are kept. */
export const lower = (kernel: Kernel, context: Context, place: Workplace | undefined): Routine => {
  switch (kernel._tag) {
    case 'Map':
      return lowerMap(kernel.nodes, new Set(kernel.nodes.filter((node) => context.addresses.has(node))), context);
    case 'Fold':
      return lowerFold(kernel.node, kernel.nodes, context);
    case 'Other':
      return table[kernel.node.op]!(kernel.node, context);
    case 'Structured':
      return lowerStructured(kernel.node, kernel.structure, context);
    case 'Update':
      return lowerUpdate(kernel, place!, context);
  }
};

/** Room for the lists that kernels make: as long as the longest row, and a vector. */
export const scratchBytes = (kernels: readonly Kernel[]): number =>
  Math.max(
    16,
    ...kernels.map((kernel) => {
      if (kernel._tag === 'Other' && kernel.node.op === 'contract') return contractBytes(kernel.node);
      if (kernel._tag === 'Other' && kernel.node.op === 'pick') return size(kernel.node.shape.slice(1)) * 4;
      if (kernel._tag === 'Structured') return kernel.node.shape[1]! * 4;
      return kernel._tag === 'Update' ? Math.max(...(kernel.byRow ?? kernel.byColumn)!.shape) * 4 : 0;
    }),
  );
