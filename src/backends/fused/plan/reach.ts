import type { Node } from '../../../core/graph/graph.js';
import { isMapped } from './nodes.js';

/** Well below the largest float32, so that no rounding on the way can make an infinity of it. */
const far = 2 ** 126;

/** How far from 0 values are taken to be that no bounds keep: beyond it all of a variable is computed. */
export const ordinary: number = 2 ** 60;

/**
 * Which values are surely finite wherever all outer products are 0, and the variable is no further from 0 than `most` (or NaN: then
 * they may be, too).
 */
export const tameBeside = (
  variable: Node,
  most: number,
  isOuter: (node: Node) => boolean,
): ((node: Node) => boolean) => {
  /** How far from 0 a value may be. */
  const known = new Map<Node, number>();
  const reach = (node: Node): number => {
    const found = known.get(node) ?? worked(node);
    known.set(node, found);
    return found;
  };
  const worked = (node: Node): number => {
    if (node === variable) return most;
    if (isOuter(node)) return 0;
    if (node._tag === 'Constant') return furthest(node);
    if (!isMapped(node)) return Infinity;
    const [a = 0, b = 0, c = 0] = node.args.map(reach);
    const of = (bound: number): number => (a < far && b < far && c < far && bound < far ? bound : Infinity);
    switch (node.op) {
      case 'add':
      case 'sub':
        return of(a + b);
      case 'mul':
        return of(a * b);
      case 'exp':
        return of(Math.exp(a));
      case 'abs':
      case 'max':
      case 'min':
      case 'clamp':
      case 'where':
        return of(Math.max(a, b, c));
      case 'div':
        return of(a / nearest(node.args[1]!));
      default:
        return 1;
    }
  };
  return (node) => reach(node) < far;
};

/** How far from 0 a value may be for the bounds that its last operations keep it in. */
export const boundOf = (node: Node): number => {
  if (node._tag === 'Constant') return furthest(node);
  if (!isMapped(node)) return Infinity;
  if (node.op === 'clamp') return Math.max(furthest(node.args[1]!), furthest(node.args[2]!));
  return node.op === 'where' ? Math.max(boundOf(node.args[1]!), boundOf(node.args[2]!)) : Infinity;
};

const furthest = (node: Node): number => {
  if (node._tag !== 'Constant') return Infinity;
  let most = 0;
  for (const value of node.value.data)
    if (!(Math.abs(value) <= most)) most = Number.isNaN(value) ? Infinity : Math.abs(value);
  return most;
};

/** How near to 0 a divisor comes. */
const nearest = (node: Node): number => {
  if (node._tag !== 'Constant') return 0;
  let least = Infinity;
  for (const value of node.value.data)
    if (!(Math.abs(value) >= least)) least = Number.isNaN(value) ? 0 : Math.abs(value);
  return least;
};
