import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { tensor } from '../../../core/tensor.js';
import { analysis, isElementwise, stored, type Applied } from '../../graph.js';
import { float, type Value } from '../ir/ir.js';
import type { Writer } from '../ir/writer.js';
import type { EventUpdate } from '../kernels/event-tail.js';
import { constantOf, type Facts } from '../kernels/kernel.js';
import { bounding, clampedTo, isOuter, type Support } from './values.js';

/** How far from 0 values are taken to be that no bounds keep: beyond it all of a variable is computed. */
const ordinary = 2 ** 60;

/** What is known of nodes: the numbers that they are, where they may be other than 0, and how far from it. */
export interface Analyses extends Pick<Facts, 'literalOf'> {
  readonly supportOf: (node: Node) => Support;
  readonly boundOf: (node: Node) => number;
}

/** The variables that events alone change. */
export const eventUpdatesIn = (
  nodes: readonly Node[],
  variables: readonly { readonly before: Node; readonly after: Node }[],
  analyses: Analyses,
): readonly EventUpdate[] => {
  const lasting = variables.map(({ after }) => stored(after));
  const uses = new Map<Node, number>();
  for (const node of [...nodes.flatMap((node) => (node._tag === 'Apply' ? node.args : [])), ...lasting])
    uses.set(node, (uses.get(node) ?? 0) + 1);
  const found = variables.flatMap(({ before, after }) =>
    lasting.includes(before) ? [] : (updateOf(before, after, uses, analyses) ?? []),
  );
  // What updates read is not to be written over while they run.
  const operands = found.flatMap(({ reads, products }) => [...reads, ...products.flatMap(({ args }) => args)]);
  const read = new Set(operands.map(stored));
  return found.filter(({ before }) => !read.has(before));
};

/** The event-driven form of a variable's new value, if it has one. `uses` counts how often a node is read, or becomes a variable. */
const updateOf = (
  before: Node,
  after: Node,
  uses: ReadonlyMap<Node, number>,
  { literalOf, supportOf, boundOf }: Analyses,
): EventUpdate | undefined => {
  if (before._tag !== 'Input' || !isElementwise(after)) return undefined;
  const driven = (node: Node): boolean => isOuter(node) && supportOf(node) !== 'everywhere';
  const nodes = dependents(after, (node) => node === before || driven(node));
  const leaves = [...new Set(nodes.flatMap(({ args }) => args))].filter(
    (node) => node !== before && !nodes.includes(node as Applied) && literalOf(node) === undefined,
  );
  const products = leaves.filter(isOuter).filter(driven);
  const reads = leaves.filter((node) => !driven(node));
  const count = size(before.shape);
  const fits =
    products.length > 0 &&
    [before, ...nodes, ...products].every(({ shape }) => size(shape) === count) &&
    reads.every(({ shape }) => size(shape) === count || size(shape) === 1) &&
    // No other node may read these values: only the touched rows and columns are computed.
    [...nodes, ...products].every((node) => (node === after ? 1 : readers(nodes, node)) === uses.get(node));
  if (!fits) return undefined;
  const isInside = (node: Node): boolean => nodes.includes(node as Applied) || node._tag === 'Constant';
  const beside =
    (most: number) =>
    (node: Node): number | undefined =>
      node === before ? most : driven(node) ? 0 : isInside(node) ? undefined : boundOf(node);
  const isStill = (most: number): boolean => holdsStill(after, before, bounding(beside(most)));
  const isBounded = isStill(Math.min(clampedTo(after), boundOf(before)));
  if (!isBounded && !isStill(ordinary)) return undefined;
  const isSteady = reads.every(({ _tag }) => _tag === 'Constant');
  return {
    before,
    after,
    nodes,
    reads,
    products,
    preEvents: products.filter((node) => supportOf(node) === 'rows'),
    postEvents: products.filter((node) => supportOf(node) === 'columns'),
    fresh: constantOf(tensor([1], [-1], 'i32')),
    isOdd: isBounded && isSteady ? undefined : oddOf(isBounded, isSteady),
  };
};

/** The element-by-element nodes that lead to one from some others, operands first. */
const dependents = (after: Applied, isSource: (node: Node) => boolean): readonly Applied[] => {
  const found: Applied[] = [];
  const leads = analysis<boolean>((node, of) => {
    if (isSource(node)) return true;
    // All operands are visited, whatever the first of them leads to.
    const isFound = isElementwise(node) && node.args.map(of).includes(true);
    if (isFound) found.push(node as Applied);
    return isFound;
  });
  leads(after);
  return found;
};

const readers = (nodes: readonly Applied[], node: Node): number =>
  nodes.reduce((sum, { args }) => sum + args.filter((arg) => arg === node).length, 0);

/** Values that are extraordinary; and -0, where what is added to it may be 0 of either sign, as its own sign would come and go. */
const oddOf =
  (isBounded: boolean, isSteady: boolean) =>
  (write: Writer, value: Value): Value => {
    const far = isBounded ? [] : [write.op('not', write.op('f32.lt', write.op('f32.abs', value), float(ordinary)))];
    const inverse = (): Value => write.op('f32.div', float(1), value);
    const negative = isSteady ? [] : [write.op('f32.lt', inverse(), float(-(2 ** 127)))];
    return [...far, ...negative].reduce((a, b) => write.op('or', a, b));
  };

/**
 * Whether a node, where all outer products are 0, does nothing to a variable but add zeros, and then keep it within constant
 * bounds, or set constant parts of it: all of which a second time changes nothing more. Bounds that came before a sum would
 * only call back in the next step what it had added. `boundOf` is told beside such products: what is 0 there is bounded by 0.
 */
const holdsStill = (after: Node, variable: Node, boundOf: (node: Node) => number): boolean => {
  const vanishes = (node: Node): boolean => boundOf(node) === 0;
  const holds = (node: Node): boolean => {
    if (node === variable) return true;
    if (!isElementwise(node)) return false;
    const [a, b, c] = node.args as [Node, Node, Node];
    switch (node.op) {
      case 'add':
        return (grows(a) && vanishes(b)) || (vanishes(a) && grows(b));
      case 'sub':
        return grows(a) && vanishes(b);
      case 'clamp':
        return holds(a) && isBound(b) && isBound(c);
      case 'max':
      case 'min':
        // Of a bound and NaN comes the bound, which bounds before it would call back.
        return (holds(a) && isBound(b)) || (isBound(a) && grows(b));
      case 'where':
        return a._tag === 'Constant' && ((isBound(b) && holds(c)) || (holds(b) && isBound(c)));
      default:
        return false;
    }
  };
  const grows = (node: Node): boolean =>
    holds(node) && (node === variable || (isElementwise(node) && ['add', 'sub'].includes(node.op)));
  return holds(after);
};

/** Constants; -0 is none, as it would come and go. */
const isBound = (node: Node): boolean =>
  node._tag === 'Constant' && node.dtype === 'f32' && node.value.data.every((value) => !Object.is(value, -0));
