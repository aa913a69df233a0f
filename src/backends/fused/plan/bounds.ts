import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { paramValues } from '../../../core/tensor.js';
import { stored, type Applied } from './nodes.js';

/** How large a value may be in size; undefined: it may be infinite, or NaN. */
export type Bound = number | undefined;

/** The largest finite number of float32, to which less than 1e31 may be added: it rounds back. */
const largest = 2 ** 128 - 2 ** 104;
const negligible = 1e30;

/**
 * How large values of one step may be, given that all that comes in is finite but for the inputs that `infinite` names. So a
 * variable that stays finite by what it is made of, as a trace or a refractory time, need not be looked at.
 */
export const bounding = (infinite: (node: Node) => boolean): ((node: Node) => Bound) => {
  const known = new Map<Node, Bound>();
  const boundOf = (node: Node): Bound => {
    if (!known.has(node)) known.set(node, worked(node));
    return known.get(node);
  };
  const worked = (node: Node): Bound => {
    if (node.dtype !== 'f32') return node.dtype === 'bool' ? 1 : 2 ** 31;
    if (node._tag === 'Input') return infinite(node) ? undefined : largest;
    return node._tag === 'Constant' ? extreme(node.value.data) : applied(node, node.args.map(boundOf));
  };
  return (node) => boundOf(stored(node));
};

const extreme = (values: ArrayLike<number> & Iterable<number>): Bound => {
  let most = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) return undefined;
    most = Math.max(most, Math.abs(value));
  }
  return most;
};

const applied = ({ op, args, attribute, shape }: Applied, bounds: readonly Bound[]): Bound => {
  const all = (of: readonly Bound[]): Bound => (of.includes(undefined) ? undefined : Math.max(...(of as number[])));
  const fitting = (bound: number): Bound => (bound <= largest ? bound : undefined);
  const [a, b] = bounds;
  switch (op) {
    case 'add':
    case 'sub':
      if (a === undefined || b === undefined) return undefined;
      return Math.min(a, b) < negligible ? Math.min(a + b, largest) : fitting(a + b);
    case 'mul':
      return a === undefined || b === undefined ? undefined : fitting(a * b);
    case 'div':
      return args[1]!._tag === 'Constant' && Array.from(paramValues(args[1]!.value)).every((x) => Math.abs(x) >= 1)
        ? a
        : undefined;
    case 'where':
      return all(bounds.slice(1));
    case 'max':
    case 'min':
    case 'clamp':
    case 'shiftIn':
      return all(bounds);
    case 'abs':
    case 'maxOver':
    case 'reshape':
    case 'gather':
      return a;
    case 'sum':
      return a === undefined ? undefined : fitting((a * size(args[0]!.shape)) / Math.max(size(shape), 1));
    case 'uniform':
      return attribute.length > 0 ? 1 : undefined;
    default:
      return undefined;
  }
};
