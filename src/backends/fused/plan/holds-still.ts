import type { Node } from '../../../core/graph/graph.js';
import { isElementwise } from '../../graph.js';
import { furthest } from './bounds.js';

/** How far from 0 a value may be for the bounds that its last operations keep it in. */
export const boundsOf = (node: Node): number => {
  if (node._tag === 'Constant') return furthest(node);
  if (!isElementwise(node)) return Infinity;
  if (node.op === 'clamp') return Math.max(furthest(node.args[1]!), furthest(node.args[2]!));
  return node.op === 'where' ? Math.max(boundsOf(node.args[1]!), boundsOf(node.args[2]!)) : Infinity;
};

/**
 * Whether a node, where all outer products are 0, does nothing to a variable but add zeros, and then keep it within constant
 * bounds, or set constant parts of it: all of which a second time changes nothing more. Bounds that came before a sum would
 * only call back in the next step what it had added. `boundOf` is told beside such products: what is 0 there is bounded by 0.
 */
export const holdsStill = (after: Node, variable: Node, boundOf: (node: Node) => number): boolean => {
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
