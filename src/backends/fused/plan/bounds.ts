import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { operandsOf } from '../../contraction.js';
import { isElementwise, stored, type Applied } from '../../graph.js';

/** The largest finite number of float32. */
export const largestNumber: number = 2 ** 128 - 2 ** 104;

/**
 * How far from 0 values may be: Infinity if they may be infinite, or NaN. `given` says it of some nodes. Rounding is monotone, so
 * the bound of a result is what the operation makes, in float32, of the bounds of its operands.
 */
export const bounding = (given: (node: Node) => number | undefined): ((node: Node) => number) => {
  const known = new Map<Node, number>();
  const boundOf = (node: Node): number => {
    const bound = known.get(node) ?? given(node) ?? worked(node);
    known.set(node, bound);
    return bound;
  };
  const worked = (node: Node): number => {
    if (node._tag === 'Constant') return furthest(node);
    if (node.dtype !== 'f32') return node.dtype === 'bool' ? 1 : 2 ** 31;
    return node._tag === 'Input' ? Infinity : applied(node, node.args.map(boundOf));
  };
  return (node) => boundOf(stored(node));
};

const applied = ({ op, args, attribute, shape }: Applied, bounds: readonly number[]): number => {
  const [a = 0, b = 0, c = 0] = bounds;
  switch (op) {
    case 'add':
    case 'sub':
      return Math.fround(a + b);
    case 'mul':
      return product(a, b);
    case 'div': {
      const least = nearest(args[1]!);
      return least === 0 || a === Infinity ? Infinity : Math.fround(a / least);
    }
    case 'exp':
      return Math.fround(Math.exp(a) * (1 + 2 ** -20));
    case 'where':
      return Math.max(b, c);
    case 'max':
    case 'min':
    case 'clamp':
    case 'shiftIn':
    case 'withRow':
      return Math.max(...bounds);
    case 'abs':
    case 'maxOver':
    case 'reshape':
    case 'gather':
    case 'rowAt':
      return a;
    case 'sum':
      return total(a, size(args[0]!.shape) / Math.max(size(shape), 1));
    case 'uniform':
      return 1;
    case 'contract': {
      const { summed, extent } = operandsOf(attribute[0] as string, args[0]!, args[1]!);
      // Silence adds nothing, whatever it meets.
      return a === 0 || b === 0 ? 0 : total(product(a, b), size(summed.map((letter) => extent.get(letter)!)));
    }
    default:
      return Infinity;
  }
};

const product = (a: number, b: number): number => (Number.isFinite(a + b) ? Math.fround(a * b) : Infinity);

/** A sum of so many, each of which may be rounded up. */
const total = (each: number, count: number): number => Math.fround(each * count * (1 + count * 2 ** -23));

/** How far from 0 a constant is, and how near: of others nothing is known. */
const furthest = (node: Node): number => {
  if (node._tag !== 'Constant') return Infinity;
  let most = 0;
  for (const value of node.value.data)
    if (!(Math.abs(value) <= most)) most = Number.isNaN(value) ? Infinity : Math.abs(value);
  return most;
};
const nearest = (node: Node): number => {
  if (node._tag !== 'Constant') return 0;
  let least = Infinity;
  for (const value of node.value.data)
    if (!(Math.abs(value) >= least)) least = Number.isNaN(value) ? 0 : Math.abs(value);
  return least;
};

/** How far from 0 a value may be for the bounds that its last operations keep it in. */
export const clampedTo = (node: Node): number => {
  if (node._tag === 'Constant') return furthest(node);
  if (!isElementwise(node)) return Infinity;
  if (node.op === 'clamp') return Math.max(furthest(node.args[1]!), furthest(node.args[2]!));
  return node.op === 'where' ? Math.max(clampedTo(node.args[1]!), clampedTo(node.args[2]!)) : Infinity;
};
