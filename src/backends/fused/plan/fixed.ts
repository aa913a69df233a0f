import { sourceOf } from '../../../core/deferred.js';
import type { Node } from '../../../core/graph/graph.js';

/** A value that is the same in every step. */
export const isFixed = (node: Node): boolean =>
  node._tag === 'Constant' || (node._tag === 'Input' && node.within !== undefined);

/** How far from 0 a fixed value is, and how near: of others, and of NaN, nothing is known. */
const extreme =
  (join: (a: number, b: number) => number, start: number, unknown: number, end: 0 | 1) =>
  (node: Node): number => {
    if (node._tag === 'Input') return node.within?.[end] ?? unknown;
    if (node._tag !== 'Constant' || sourceOf(node.value) !== undefined) return unknown;
    let found = start;
    for (const value of node.value.data) found = join(found, Number.isNaN(value) ? unknown : Math.abs(value));
    return found;
  };
export const furthest = extreme(Math.max, 0, Infinity, 1);
export const nearest = extreme(Math.min, Infinity, 0, 0);
