import type { Node } from '../../../core/graph/graph.js';
import { axesOf } from '../../../core/ops.js';
import { showShape, size } from '../../../core/shape.js';
import { levelsOf } from '../../graph.js';
import { isMapped, stored, type Applied } from './nodes.js';
import type { ConstantMatrix } from '../constant-matrix.js';
import type { EventUpdate } from './event-updates.js';
import type { Convolution } from '../kernels/convolutions.js';

/** One loop over a shape for all element-by-element nodes of it, one node of any other kind, or an event-driven update. */
export type Kernel =
  | { readonly _tag: 'Map'; readonly nodes: readonly Applied[] }
  /** A reduction, and the element-by-element nodes of its operand's shape that are computed on the way. */
  | { readonly _tag: 'Fold'; readonly node: Applied; readonly nodes: readonly Applied[] }
  | { readonly _tag: 'Other'; readonly node: Applied }
  /** Spikes times a matrix that is not read, as its structure says all about it. */
  | { readonly _tag: 'ConstantMatrix'; readonly node: Applied; readonly structure: ConstantMatrix }
  | Convolution
  | EventUpdate;

/**
 * The kernels that compute some nodes (operands first), in an order in which every kernel finds what it reads. Nodes of one
 * shape share a loop where nothing that has to be complete before stands between them.
 */
export const kernelsOf = (nodes: readonly Node[]): readonly Kernel[] => {
  const computed = nodes.filter((node): node is Applied => node._tag === 'Apply' && node.op !== 'reshape');
  const stages = late(computed, levelsOf(computed, sharesLoop));
  const groups = new Map<string, Applied[]>();
  for (const node of computed) {
    const key = `${stages.get(node)} ${isMapped(node) ? `map ${loopOf(node)}` : `node ${(node as Node).id}`}`;
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return [...groups.values()]
    .sort((a, b) => stages.get(a[0]!)! - stages.get(b[0]!)!)
    .map((group) => kernelOf(group[0]!, group));
};

const kernelOf = (node: Applied, nodes: readonly Applied[]): Kernel => {
  if (node.op === 'sum' || node.op === 'maxOver') return { _tag: 'Fold', node, nodes: [] };
  return isMapped(node) ? { _tag: 'Map', nodes } : { _tag: 'Other', node };
};

type Stages = ReadonlyMap<Node, number>;

/** Element-by-element nodes as late as those that read them allow: what shares a loop with its reader never goes to memory. */
const late = (nodes: readonly Applied[], first: Stages): Stages => {
  const stages = new Map(first);
  const latest = new Map<Node, number>();
  for (const node of nodes.toReversed()) {
    if (isMapped(node)) stages.set(node, latest.get(node) ?? stages.get(node)!);
    const stage = stages.get(node)!;
    for (const arg of node.args) {
      const before = sharesLoop(arg, node) ? stage : stage - 1;
      latest.set(stored(arg), Math.min(latest.get(stored(arg)) ?? before, before));
    }
  }
  return stages;
};

const sharesLoop = (arg: Node, node: Node): boolean => isMapped(arg) && isMapped(node) && loopOf(arg) === loopOf(node);

/** What a loop runs over: leading axes of one element make no difference. */
const loopOf = ({ shape }: Node): string => shape.slice(shape.findIndex((extent) => extent !== 1)).join();

/** The same kernel, but where its matrix has a structure that spares reading it. */
export const withConstantMatrices =
  (structures: ReadonlyMap<Node, ConstantMatrix>) =>
  (kernel: Kernel): Kernel => {
    if (kernel._tag !== 'Other' || kernel.node.op !== 'contract') return kernel;
    const { node } = kernel;
    const [spikes, matrix] = node.args as [Node, Node];
    const structure = structures.get(matrix);
    const [x, y, out] = axesOf(node.attribute[0] as string);
    const fits =
      [x, y, out].map(String).join(' ') ===
      [
        [x[0], x[1]],
        [x[1], y[1]],
        [x[0], y[1]],
      ]
        .map(String)
        .join(' ');
    return structure !== undefined && spikes.dtype === 'bool' && fits
      ? { _tag: 'ConstantMatrix', node, structure }
      : kernel;
  };

/** What a kernel reads from memory: values that it does not compute itself. */
export const readsOf = (kernel: Kernel): readonly Node[] => {
  if (kernel._tag === 'Other') return kernel.node.args.map(stored);
  if (kernel._tag === 'ConstantMatrix') return [stored(kernel.node.args[0]!)];
  if (kernel._tag === 'Convolution') return kernel.reads;
  if (kernel._tag === 'EventUpdate') {
    const products = [kernel.preEvents, kernel.postEvents].flatMap((product) => product?.args ?? []);
    return [...new Set([kernel.before, ...kernel.constants, ...products.map(stored)])];
  }
  const own = new Set<Node>(kernel.nodes);
  const nodes = kernel._tag === 'Fold' ? [...kernel.nodes, kernel.node] : kernel.nodes;
  return [...new Set(nodes.flatMap(({ args }) => args.map(stored)))].filter((node) => !own.has(node));
};

/** What a kernel computes. */
export const writesOf = (kernel: Kernel): readonly Applied[] =>
  kernel._tag === 'Map' ? kernel.nodes : [kernel._tag === 'EventUpdate' ? kernel.after : kernel.node];

/**
 * Whether a kernel may write its result over a value that it reads: it reads each element before it writes the same one, and
 * never again.
 */
export const mayOverwrite = (kernel: Kernel, value: Node): boolean => {
  if (kernel._tag === 'EventUpdate') return kernel.before === value;
  if (kernel._tag === 'Other') return kernel.node.op === 'shiftIn' && stored(kernel.node.args[1]!) !== value;
  if (kernel._tag !== 'Map') return false;
  const count = size(kernel.nodes[0]!.shape);
  return kernel.nodes.every(({ args }) => args.every((arg) => stored(arg) !== value || size(arg.shape) === count));
};

/** What a kernel does, in words. */
export const nameOf = (kernel: Kernel): string => {
  switch (kernel._tag) {
    case 'Map':
      return `map ${showShape(kernel.nodes[0]!.shape)}: ${kernel.nodes.map(({ op }) => op).join(' ')}`;
    case 'Fold':
    case 'Other':
      return `${[kernel.node.op, ...kernel.node.attribute].join(' ')} ${showShape(kernel.node.shape)}`;
    case 'ConstantMatrix':
      return `${kernel.structure.where} ${kernel.structure.value} ${showShape(kernel.node.shape)}`;
    case 'Convolution':
      return `${[kernel.by, ...kernel.node.attribute].join(' ')} ${showShape(kernel.node.shape)}`;
    case 'EventUpdate':
      return `update by events ${showShape(kernel.before.shape)}`;
  }
};
