import type { Graph, Node } from '../../../core/graph/graph.js';
import { nodesOf } from '../../../core/graph/graph.js';
import { sameShape } from '../../../core/shape.js';
import { mapTree } from '../../../core/graph/tree.js';
import type { Applied } from '../../graph.js';
import { nearest, unchangedBy } from './fixed.js';
import { contiguous, isProduct, joinedProduct, nodeMaker, product } from './products.js';
import { bounding } from './values.js';

/**
 * The same graph with more of it element by element, where loops are shared and nothing goes to memory between: sums over one batch
 * row, and products of all with all that nothing is summed in, nor scattered. Zeros are not added where that does nothing, nor
 * subtracted, and nothing is multiplied by 1. An addition of one row may then have a leading axis less than it.
 */
export const simplify = (graph: Graph): Graph => {
  const maker = nodeMaker();
  const { made, fromZero } = maker;
  const known = new Map<Node, Node>();
  const newOf = (node: Node): Node => known.get(node)!;
  const scattered = scatteredIn(graph);
  const boundOf = bounding(() => undefined);
  const applied = (node: Applied): Node => {
    const joined = joinedProduct(node);
    if (joined !== undefined) return made({ ...joined, args: joined.args.map(newOf) });
    const args = node.args.map(newOf);
    if (isOfOneRow(node)) return fromZero(args[0]!, node);
    const [x, y] = node.args;
    const same = args[unchangedBy(node)];
    if (same?.dtype === node.dtype && sameShape(same.shape, node.shape)) return same;
    const addsNothing = node.op === 'add' && isNeverMinusZero(x!) && boundOf(y!) === 0;
    if (addsNothing && sameShape(args[0]!.shape, node.shape)) return args[0]!;
    if (isProduct(node) && !scattered.has(node)) return product(maker, node, args);
    return contiguous(maker, node, args) ?? made({ ...node, args });
  };

  const inputs = mapTree((node) => {
    const input = made(node);
    known.set(node, input);
    return input;
  }, graph.inputs);
  for (const node of nodesOf(graph))
    if (node._tag !== 'Input') known.set(node, node._tag === 'Apply' ? applied(node) : made(node));
  return { inputs, outputs: mapTree(newOf, graph.outputs) };
};

/** What is scattered: spikes that are only moved on are followed where they go. */
const scatteredIn = (graph: Graph): ReadonlySet<Node> =>
  new Set(
    nodesOf(graph).flatMap((node) => {
      if (node._tag !== 'Apply') return [];
      return node.op === 'scatter' ? [node.args[0]!] : node.op === 'deposit' ? [node.args[2]!] : [];
    }),
  );

const isOfOneRow = ({ op, attribute, args: [x] }: Applied): boolean =>
  op === 'sum' && attribute.every((axis, place) => axis === place && x!.shape[place] === 1);

/** Whether a value is an f32 that is never -0, the only one to which adding 0 does something: a sum with what is not 0. */
const isNeverMinusZero = (node: Node): boolean =>
  node._tag === 'Apply' &&
  node.dtype === 'f32' &&
  (node.op === 'add' || node.op === 'sub') &&
  node.args.some((arg) => nearest(arg) > 0);
