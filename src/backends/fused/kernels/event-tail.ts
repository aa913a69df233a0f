import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import { int, type Value } from '../ir/ir.js';
import type { Writer } from '../ir/writer.js';
import { compute } from './elements.js';
import { anywhere, filling, kindIn, kindOf, splat, type Lanes } from './emit.js';
import { guardOf } from './guard.js';
import type { Constant, Context, Facts } from './kernel.js';

/**
 * New values of a variable that differ from the old ones only in the rows of spiking presynaptic neurons and the columns of
 * spiking postsynaptic ones: `w' = f(w, outer(pre.s, b), outer(a, post.s), ...)` with `f(w, 0, ...) = w` (once f has been applied
 * to all of w). It computes those rows and columns, and leaves the rest where it lies.
 */
export interface EventUpdate {
  readonly before: Node;
  readonly after: Applied;
  /** The nodes of f, operands first, and what it reads besides w: numbers, and values of the shape of w. */
  readonly nodes: readonly Applied[];
  readonly reads: readonly Node[];
  /** The outer products whose rows are driven by spikes, and those whose columns are. */
  readonly preEvents: readonly Applied[];
  readonly postEvents: readonly Applied[];
  /** A word that is not 0 where something else has changed the variable, so that f has yet to be applied to all of it. */
  readonly fresh: Constant;
  /** Where new values stand in the way of leaving the rest as it is: as long as there is one, all of them are computed. */
  readonly isOdd: ((write: Writer, value: Value) => Value) | undefined;
}

/** Puts new values into place, given what all products are there; and tells, in the end, what has been seen of them. */
export const tailOf = (
  write: Writer,
  context: Context,
  { before, after, nodes, reads, fresh, isOdd }: EventUpdate,
  facts: Facts,
): {
  readonly apply: (products: ReadonlyMap<Node, Value>, place: Value, lanes: Lanes) => void;
  readonly end: () => void;
} => {
  const odd = write.variable('i32', int(0));
  const { look, tell } = guardOf(write, context, [after]);
  const numbers = reads.flatMap((node) =>
    size(node.shape) > 1 ? [] : [[node, write.load(kindOf(node.dtype), int(context.at(node)))] as const],
  );
  const fours = numbers.map(([node, value]) => [node, splat(write, value, write.lanes)] as const);
  return {
    apply: (products, place, lanes) => {
      const load = (node: Node): Value => write.load(kindIn(node.dtype, lanes), place, context.at(node));
      const known = [...products, ...(lanes === 1 ? numbers : fours)];
      const value = filling(write, compute(write, facts, nodes, lanes, load, known)(after), lanes);
      write.store(value, place, context.at(before));
      look(value, lanes, context.guarded.get(after));
      if (isOdd) write.assign(odd, write.op('or', odd, anywhere(write, isOdd(write, value))));
    },
    end: () => {
      write.store(odd, int(context.at(fresh)));
      tell();
    },
  };
};
