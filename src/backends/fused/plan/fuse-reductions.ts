import type { Node } from '../../../core/graph/graph.js';
import { sameShape, size } from '../../../core/shape.js';
import { isMapped, stored, type Applied } from './nodes.js';
import type { Kernel } from './schedule.js';

/**
 * The same kernels, but what a reduction alone reads is computed where it is folded, element by element, and never goes to
 * memory. `lasting` are the values that have to be there at the end.
 */
export const fuseReductions = (kernels: readonly Kernel[], lasting: ReadonlySet<Node>): readonly Kernel[] => {
  const readers = new Map<Node, Node[]>();
  const maps = kernels.flatMap((kernel) => (kernel._tag === 'Map' ? kernel.nodes : []));
  const others = kernels.flatMap((kernel) => {
    if (kernel._tag === 'EventUpdate') return [...(kernel.preEvents?.args ?? []), ...(kernel.postEvents?.args ?? [])];
    return kernel._tag === 'Map' ? [] : kernel.node.args;
  });
  const read = (arg: Node, by: Node): void => void readers.set(stored(arg), [...(readers.get(stored(arg)) ?? []), by]);
  // Only loops take a value as it comes; who else reads it, or reads it reshaped, wants it in memory.
  for (const node of maps) node.args.forEach((arg) => read(arg, arg === stored(arg) ? node : arg));
  others.forEach((arg) => read(arg, arg));

  const foldable = (node: Node, shape: readonly number[]): node is Applied =>
    isMapped(node) &&
    sameShape(node.shape, shape) &&
    node.args.every((arg) => size(arg.shape) === size(shape) || isNumber(arg)) &&
    !lasting.has(node);
  const coneOf = (x: Node): readonly Applied[] => {
    if (!foldable(x, x.shape) || readers.get(x)!.length > 1) return [];
    const cone = new Set<Node>([x]);
    // Readers come before what they read.
    for (const node of maps.toReversed())
      if (readers.get(node)?.every((reader) => cone.has(reader)) === true && foldable(node, x.shape)) cone.add(node);
    return maps.filter((node) => cone.has(node));
  };
  const folded = kernels.map((kernel): Kernel =>
    kernel._tag === 'Fold' ? { ...kernel, nodes: coneOf(kernel.node.args[0]!) } : kernel,
  );
  const gone = new Set(folded.flatMap((kernel) => (kernel._tag === 'Fold' ? kernel.nodes : [])));
  return folded.flatMap((kernel): readonly Kernel[] => {
    if (kernel._tag !== 'Map') return [kernel];
    const nodes = kernel.nodes.filter((node) => !gone.has(node));
    return nodes.length === 0 ? [] : [{ ...kernel, nodes }];
  });
};

const isNumber = (node: Node): boolean => node._tag === 'Constant' && size(node.shape) === 1;
