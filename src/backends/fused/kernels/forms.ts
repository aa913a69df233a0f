import type { Applied } from '../../graph.js';
import { constantMatrix } from './constant-matrix.js';
import { contract } from './contract.js';
import { convForward } from './conv-forward.js';
import { convWeightGradient } from './conv-weight-gradient.js';
import type { Facts, Form, Kernel } from './kernel.js';
import { largestProduct } from './largest.js';
import { map } from './map.js';
import { move } from './move.js';
import { reduce } from './reduce.js';
import { spikeScatter } from './spike-scatter.js';
import { chooseOne, uniform } from './random.js';

/** Every kind of kernel but updates by events; the first that fits some nodes makes theirs. */
export const forms: readonly Form[] = [
  map,
  reduce,
  constantMatrix,
  convForward,
  spikeScatter,
  convWeightGradient,
  largestProduct,
  contract,
  move,
  chooseOne,
  uniform,
];

export const kernelFor = (nodes: readonly Applied[], facts: Facts): Kernel => {
  for (const form of forms) {
    const kernel = form(nodes, facts);
    if (kernel !== undefined) return kernel;
  }
  throw new TypeError(`no kernel computes '${nodes.map(({ op }) => op).join(' ')}'`);
};
