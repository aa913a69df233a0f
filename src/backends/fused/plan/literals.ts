import type { Node } from '../../../core/graph/graph.js';
import type { Literal } from '../ir/ir.js';
import { literalOf } from '../kernels/context.js';
import { stored, unmapped } from './nodes.js';

/** Constants that are one number everywhere. */
export const literalsIn = (nodes: readonly Node[]): ReadonlyMap<Node, Literal> =>
  new Map(
    nodes.flatMap((node) => {
      const literal = literalOf(node);
      return literal === undefined ? [] : [[node, literal] as const];
    }),
  );

/** What is read from memory even where it is the same everywhere: all but the operands of element-by-element nodes. */
export const readInMemory = (nodes: readonly Node[]): readonly Node[] =>
  nodes.flatMap((node) => (node._tag === 'Apply' && unmapped.has(node.op) ? node.args.map(stored) : []));
