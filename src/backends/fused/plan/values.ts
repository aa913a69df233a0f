import type { Node } from '../../../core/graph/graph.js';
import { axesOf } from '../../../core/ops.js';
import { analysis, isElementwise, type Applied } from '../../graph.js';

/**
 * Where a value may be other than 0, as long as its operands are finite: everywhere, where spikes (any bool) are, in the rows or
 * columns of a matrix whose neurons spike, or nowhere. What relies on it lists what is not 0, or asks for bounds.
 */
export type Support = 'everywhere' | 'spikes' | 'rows' | 'columns' | 'rows and columns' | 'nowhere';

/** The support of each node of a graph. */
export const supporting = (): ((node: Node) => Support) =>
  analysis((node, of) => {
    if (node._tag === 'Constant') return node.value.data.every((value) => value === 0) ? 'nowhere' : 'everywhere';
    if (node.dtype === 'bool') return 'spikes';
    return node._tag === 'Input' ? 'everywhere' : supportFrom(node, node.args.map(of));
  });

const supportFrom = (
  node: Applied,
  [a = 'everywhere', b = 'everywhere', c = 'everywhere']: readonly Support[],
): Support => {
  switch (node.op) {
    case 'mul':
      return meet(a, b);
    case 'add':
    case 'sub':
      return join(a, b);
    case 'where':
      return join(meet(b, c === 'nowhere' ? 'spikes' : 'everywhere'), c);
    case 'div':
    case 'abs':
    case 'reshape':
    case 'gather':
      return isElementwise(node) || a === 'spikes' || a === 'nowhere' ? a : 'everywhere';
    case 'contract':
      return isOuter(node) ? (isSparse(a) ? 'rows' : isSparse(b) ? 'columns' : 'everywhere') : 'everywhere';
    default:
      return 'everywhere';
  }
};

/** Whether few elements are not 0. */
export const isSparse = (support: Support): boolean => support === 'spikes' || support === 'nowhere';

/** `[b, m]` and `[b, n]` to `[m, n]`, summed over the batch, or the largest of it. */
export const isOuter = (node: Node): node is Applied & { readonly op: 'contract' } => {
  if (node._tag !== 'Apply' || node.op !== 'contract') return false;
  const [x, y, out] = axesOf(node.attribute[0] as string);
  return x.length === 2 && y.length === 2 && out.length === 2 && x[0] === y[0] && x[1] === out[0] && y[1] === out[1];
};

/** Of a product: where both factors may be other than 0, or where one may. */
const meet = (a: Support, b: Support): Support =>
  a === 'nowhere' || b === 'nowhere' ? 'nowhere' : a === 'everywhere' ? b : a;

/** Of a sum: where one of both may be. */
const join = (a: Support, b: Support): Support => {
  if (a === b || b === 'nowhere') return a;
  if (a === 'nowhere') return b;
  return a === 'everywhere' || b === 'everywhere' || a === 'spikes' || b === 'spikes'
    ? 'everywhere'
    : 'rows and columns';
};
