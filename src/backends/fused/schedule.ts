import type { Op } from '../../core/algebra.js';
import type { Node } from '../../core/graph.js';
import { size } from '../../core/shape.js';
import type { Update } from './updates.js';

export type Applied = Extract<Node, { readonly _tag: 'Apply' }>;

/** One loop over a shape for all element-by-element nodes of it, one node of any other kind, or an event-driven update. */
export type Kernel =
  | { readonly _tag: 'Map'; readonly nodes: readonly Applied[] }
  | { readonly _tag: 'Other'; readonly node: Applied }
  | Update;

const others: ReadonlySet<Op> = new Set([
  'sum',
  'most',
  'reshape',
  'contract',
  'gather',
  'scatter',
  'push',
  'pick',
  'uniform',
]);

/** Where a value lies: reshaping moves nothing. */
export const stored = (node: Node): Node =>
  node._tag === 'Apply' && node.op === 'reshape' ? stored(node.args[0]!) : node;

/** Whether a node is computed element by element. */
export const isMapped = (node: Node): node is Applied => node._tag === 'Apply' && !others.has(node.op);

/**
 * The kernels that compute some nodes (operands first), in an order in which every kernel finds what it reads. Nodes of one
 * shape share a loop where nothing that has to be complete before stands between them.
 */
export const kernelsOf = (nodes: readonly Node[]): readonly Kernel[] => {
  const stages = new Map<Node, number>();
  const groups = new Map<string, Applied[]>();
  for (const node of nodes) {
    if (node._tag !== 'Apply' || node.op === 'reshape') continue;
    const mapped = isMapped(node);
    const stage = node.args.reduce((latest, arg) => {
      const source = stored(arg);
      const found = stages.get(source);
      if (found === undefined) return latest;
      return Math.max(latest, mapped && isMapped(source) && sharesLoop(arg, node) ? found : found + 1);
    }, 0);
    stages.set(node, stage);
    const key = `${stage} ${mapped ? `map ${node.shape.join()}` : `node ${(node as Node).id}`}`;
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return [...groups.values()]
    .sort((a, b) => stages.get(a[0]!)! - stages.get(b[0]!)!)
    .map((group): Kernel => (isMapped(group[0]!) ? { _tag: 'Map', nodes: group } : { _tag: 'Other', node: group[0]! }));
};

const sharesLoop = (arg: Node, node: Node): boolean =>
  arg._tag === 'Apply' && arg.op !== 'reshape' && arg.shape.join() === node.shape.join();

/** What a kernel reads from memory: values that it does not compute itself. */
export const readsOf = (kernel: Kernel): readonly Node[] => {
  if (kernel._tag === 'Other') return kernel.node.args.map(stored);
  if (kernel._tag === 'Update') {
    const products = [kernel.byRow, kernel.byColumn].flatMap((product) => product?.args ?? []);
    return [...new Set([kernel.before, ...kernel.constants, ...products.map(stored)])];
  }
  const own = new Set<Node>(kernel.nodes);
  return [...new Set(kernel.nodes.flatMap(({ args }) => args.map(stored)))].filter((node) => !own.has(node));
};

/** What a kernel computes. */
export const writesOf = (kernel: Kernel): readonly Applied[] =>
  kernel._tag === 'Map' ? kernel.nodes : [kernel._tag === 'Update' ? kernel.after : kernel.node];

/**
 * Whether a kernel may write its result over a value that it reads: it reads each element before it writes the same one, and
 * never again.
 */
export const mayOverwrite = (kernel: Kernel, value: Node): boolean => {
  if (kernel._tag === 'Update') return kernel.before === value;
  if (kernel._tag === 'Other') return kernel.node.op === 'push' && stored(kernel.node.args[1]!) !== value;
  const count = size(kernel.nodes[0]!.shape);
  return kernel.nodes.every(({ args }) => args.every((arg) => stored(arg) !== value || size(arg.shape) === count));
};
