import { makerOf } from '../../../core/deferred.js';
import type { Node } from '../../../core/graph/graph.js';
import type { Applied } from '../../graph.js';

/** A value that is the same in every step. */
export const isFixed = (node: Node): boolean =>
  node._tag === 'Constant' || (node._tag === 'Input' && node.within !== undefined);

/** Whether a constant is one number everywhere; 0 and -0 are two. */
const isEverywhere = (number: number, node: Node): boolean =>
  node._tag === 'Constant' &&
  makerOf(node.value) === undefined &&
  node.value.data.every((value) => Object.is(value, number));

/** The index of the operand that a node equals: `x` of `x - 0`, and of `x 1`; else -1. */
export const unchangedBy = ({ op, args: [x, y] }: Applied): number => {
  if (op === 'mul') return [y!, x!].findIndex((factor) => isEverywhere(1, factor));
  return op === 'sub' && isEverywhere(0, y!) ? 0 : -1;
};

/** The largest and the smallest magnitude of a fixed value; nothing is known of NaN, nor of other values. */
const extreme =
  (join: (a: number, b: number) => number, start: number, unknown: number, end: 0 | 1) =>
  (node: Node): number => {
    if (node._tag === 'Input') return node.within?.[end] ?? unknown;
    if (node._tag !== 'Constant' || makerOf(node.value) !== undefined) return unknown;
    let found = start;
    for (const value of node.value.data) found = join(found, Number.isNaN(value) ? unknown : Math.abs(value));
    return found;
  };
export const furthest = extreme(Math.max, 0, Infinity, 1);
export const nearest = extreme(Math.min, Infinity, 0, 0);
