import type { Op } from '../../../core/algebra.js';
import { size } from '../../../core/shape.js';
import type { Routine } from '../ir/ir.js';
import type { Applied } from '../plan/nodes.js';
import type { Kernel } from '../plan/schedule.js';
import type { Context } from './context.js';
import { contractBytes, lowerContract } from './contract.js';
import { lowerMap } from './map.js';
import { lowerGather, lowerPush, lowerScatter } from './move.js';
import { lowerPick } from './pick.js';
import { lowerFold } from './reduce.js';
import { lowerConstantMatrix } from './constant-matrix.js';
import { lowerUniform } from './uniform.js';
import { lowerEventUpdate } from './event-update.js';
import { lowerConvolution, convolutionBytes } from './convolution.js';
import type { Buffers } from './buffers.js';

const table: { readonly [op in Op]?: (node: Applied, context: Context) => Routine } = {
  contract: lowerContract,
  gather: lowerGather,
  scatter: lowerScatter,
  shiftIn: lowerPush,
  chooseOne: lowerPick,
  uniform: lowerUniform,
};

/** A kernel as a routine. Of what a loop computes, only the values that have an address are kept. */
export const lower = (kernel: Kernel, context: Context, place: Buffers | undefined): Routine => {
  switch (kernel._tag) {
    case 'Map':
      return lowerMap(kernel.nodes, new Set(kernel.nodes.filter((node) => context.addresses.has(node))), context);
    case 'Fold':
      return lowerFold(kernel.node, kernel.nodes, context);
    case 'Other':
      return table[kernel.node.op]!(kernel.node, context);
    case 'ConstantMatrix':
      return lowerConstantMatrix(kernel.node, kernel.structure, context);
    case 'Convolution':
      return lowerConvolution(kernel, context);
    case 'EventUpdate':
      return lowerEventUpdate(kernel, place!, context);
  }
};

/** Room for the lists that kernels make: as long as the longest row, and a vector. */
export const scratchBytes = (kernels: readonly Kernel[], lanes: 1 | 4): number =>
  Math.max(
    16,
    ...kernels.map((kernel) => {
      if (kernel._tag === 'Other' && kernel.node.op === 'contract') return contractBytes(kernel.node);
      if (kernel._tag === 'Convolution') return convolutionBytes(kernel, lanes);
      if (kernel._tag === 'Other' && kernel.node.op === 'chooseOne') return size(kernel.node.shape.slice(1)) * 4;
      if (kernel._tag === 'ConstantMatrix') return kernel.node.shape[1]! * 4;
      return kernel._tag === 'EventUpdate' ? Math.max(...(kernel.preEvents ?? kernel.postEvents)!.shape) * 4 : 0;
    }),
  );
