import type { Op } from '../../../core/algebra.js';
import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { operandsOf } from '../../contraction.js';
import { analysis, isElementwise, stored, type Applied } from '../../graph.js';

/** The largest finite number of float32. */
export const largestNumber: number = 2 ** 128 - 2 ** 104;

/**
 * How far from 0 values may be: Infinity if they may be infinite, or NaN. `given` says it of some nodes. Rounding is monotone, so
 * the bound of a result is what the operation makes, in float32, of the bounds of its operands.
 */
export const bounding = (given: (node: Node) => number | undefined): ((node: Node) => number) => {
  const boundOf = analysis<number>((node, of) => {
    const known = given(node);
    if (known !== undefined) return known;
    if (node._tag === 'Constant') return furthest(node);
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
  exp: ([a]) => Math.fround(Math.exp(a!) * (1 + 2 ** -20)),
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
  withRow: most,
  abs: first,
  maxOver: first,
  reshape: first,
  gather: first,
  rowAt: first,
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

/** How far from 0 a constant is, and how near: of others, and of NaN, nothing is known. */
const extreme =
  (join: (a: number, b: number) => number, start: number, unknown: number) =>
  (node: Node): number => {
    if (node._tag !== 'Constant') return unknown;
    let found = start;
    for (const value of node.value.data) found = join(found, Number.isNaN(value) ? unknown : Math.abs(value));
    return found;
  };
const furthest = extreme(Math.max, 0, Infinity);
const nearest = extreme(Math.min, Infinity, 0);

/** How far from 0 a value may be for the bounds that its last operations keep it in. */
export const clampedTo = (node: Node): number => {
  if (node._tag === 'Constant') return furthest(node);
  if (!isElementwise(node)) return Infinity;
  if (node.op === 'clamp') return Math.max(furthest(node.args[1]!), furthest(node.args[2]!));
  return node.op === 'where' ? Math.max(clampedTo(node.args[1]!), clampedTo(node.args[2]!)) : Infinity;
};
