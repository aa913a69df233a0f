import type { Op } from '../../../core/algebra.js';
import { expOf } from '../../../core/exp-log.js';
import type { Node } from '../../../core/graph/graph.js';
import { axesOf } from '../../../core/ops.js';
import { size } from '../../../core/shape.js';
import { operandsOf } from '../../contraction.js';
import { analysis, isElementwise, stored, type Applied } from '../../graph.js';
import { furthest, isFixed, nearest } from './fixed.js';

/**
 * Where a value may be other than 0, as long as its operands are finite: everywhere, where spikes (any bool) are, in the rows or
 * columns of a matrix whose neurons spike, or nowhere. What relies on it lists what is not 0, or asks for bounds.
 */
export type Support = 'everywhere' | 'spikes' | 'rows' | 'columns' | 'rows and columns' | 'nowhere';

/** The support of each node of a graph. */
export const supporting = (): ((node: Node) => Support) =>
  analysis((node, of) => {
    if (node._tag === 'Constant') return furthest(node) === 0 ? 'nowhere' : 'everywhere';
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
    case 'collect':
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

/** The magnitude up to which unbounded values count as ordinary: as long as one is larger, all of its variable is computed, and looked at. */
export const ordinary: number = 2 ** 60;

/**
 * The largest magnitude of values: Infinity if they may be infinite, or NaN. `given` says it of some nodes. Rounding is monotone, so
 * the bound of a result is what the operation makes, in float32, of the bounds of its operands.
 */
export const bounding = (given: (node: Node) => number | undefined): ((node: Node) => number) => {
  const boundOf = analysis<number>((node, of) => {
    const known = given(node);
    if (known !== undefined) return known;
    if (isFixed(node)) return furthest(node);
    if (node.dtype === 'i32') return 2 ** 31;
    const rule = node._tag === 'Apply' ? rules[node.op] : undefined;
    const bound = rule && node._tag === 'Apply' ? rule(node.args.map(of), node) : Infinity;
    return node.dtype === 'bool' ? Math.min(bound, 1) : bound;
  });
  return (node) => boundOf(stored(node));
};

type Rule = (bounds: readonly number[], node: Applied) => number;

const first: Rule = ([a]) => a!;
const most: Rule = (bounds) => Math.max(...bounds);
const sum: Rule = ([a, b]) => Math.fround(a! + b!);
/** Two zeros do not differ, and none is larger. */
const compared: Rule = ([a, b]) => (a === 0 && b === 0 ? 0 : 1);

/** The bound of each operation by those of its operands; of others nothing is known. */
const rules: Readonly<Partial<Record<Op, Rule>>> = {
  add: sum,
  sub: sum,
  mul: ([a, b]) => product(a!, b!),
  div: ([a], { args }) => {
    const least = nearest(args[1]!);
    return least === 0 || a === Infinity ? Infinity : Math.fround(a! / least);
  },
  exp: ([a]) => expOf(a!),
  ne: compared,
  gt: compared,
  lt: compared,
  and: ([a, b]) => Math.min(a!, b!),
  or: most,
  where: ([a, b, c]) => (a === 0 ? c! : Math.max(b!, c!)),
  max: most,
  min: most,
  clamp: most,
  shiftIn: most,
  withRow: ([ring, , row]) => Math.max(ring!, row!),
  abs: first,
  maxOver: first,
  reshape: first,
  gather: first,
  rowAt: first,
  collect: first,
  sum: ([a], { args, shape }) => total(a!, size(args[0]!.shape) / Math.max(size(shape), 1)),
  uniform: () => 1,
  contract: ([a, b], { args, attribute }) => {
    const { summed, extent } = operandsOf(attribute[0] as string, args[0]!, args[1]!);
    // Silence adds nothing, whatever it meets.
    return a === 0 || b === 0 ? 0 : total(product(a!, b!), size(summed.map((letter) => extent.get(letter)!)));
  },
};

const product = (a: number, b: number): number => (Number.isFinite(a + b) ? Math.fround(a * b) : Infinity);

/** A sum of so many, each of which may be rounded up. */
const total = (each: number, count: number): number => Math.fround(each * count * (1 + count * 2 ** -23));
