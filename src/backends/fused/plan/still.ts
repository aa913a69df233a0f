import type { Node } from '../../../core/graph/graph.js';
import { isMapped } from './nodes.js';
import { tameBeside } from './reach.js';

type Holds = (node: Node) => boolean;

/**
 * Whether a node, where all outer products are 0, does nothing to a variable but add zeros, and then keep it within constant
 * bounds, or set constant parts of it: all of which a second time changes nothing more. Bounds that came before a sum would
 * only call back in the next step what it had added. The variable is taken to be no further from 0 than `most`.
 */
export const holdsStill = (after: Node, variable: Node, most: number, isOuter: Holds): boolean => {
  const tame = tameBeside(variable, most, isOuter);
  /** Whether a node is 0 where all outer products are: factors next to them have to be finite. */
  const vanishes = (node: Node): boolean => {
    if (isOuter(node)) return true;
    if (!isMapped(node)) return false;
    const [a, b] = node.args as [Node, Node];
    switch (node.op) {
      case 'mul':
        return (vanishes(a) && tame(b)) || (vanishes(b) && tame(a));
      case 'add':
      case 'sub':
        return vanishes(a) && vanishes(b);
      case 'div':
        return vanishes(a) && isDivisor(b);
      default:
        return false;
    }
  };
  const holds = (node: Node): boolean => {
    if (node === variable) return true;
    if (!isMapped(node)) return false;
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
    holds(node) && (node === variable || (isMapped(node) && ['add', 'sub'].includes(node.op)));
  return holds(after);
};

/** Constants; -0 is none, as it would come and go. */
const isBound = (node: Node): boolean =>
  node._tag === 'Constant' && node.dtype === 'f32' && node.value.data.every((value) => !Object.is(value, -0));

const isDivisor = (node: Node): boolean =>
  node._tag === 'Constant' && node.value.data.every((value) => Number.isFinite(value) && value !== 0);
