import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { float, type Local, type Operand, type Value } from '../ir/ir.js';
import { kindIn, type Lanes } from './emit.js';
import type { EventUpdate, tailOf } from './event-tail.js';
import type { Writer } from './kernel.js';

/** How many vectors are looked at together. */
const unroll = 4;

/**
 * Whether a variable that something else has changed has values that move without spikes, or stand in the way of leaving the rest as it
 * is: weights that are normalised mostly stay within their bounds, and to see that takes a third of the time of computing them anew.
 */
export const isUnsettled = (
  write: Writer,
  { before, products, dirty, isOdd }: EventUpdate,
  { valueAt }: ReturnType<typeof tailOf>,
): Local => {
  const { op, plus } = write;
  const silent = new Map<Node, Value>(products.map((product) => [product, float(0)]));
  const moves = (place: Operand, lanes: Lanes): Value => {
    const value = valueAt(silent, place, lanes);
    const isOther = op('i32.ne', op('f32.bits', value), write.load(kindIn('i32', lanes), place, write.at(before)));
    return isOdd ? op('or', isOther, isOdd(write, value)) : isOther;
  };
  const found = write.variable('i32', 0);
  const look = (row: Operand) => (at: Operand, lanes: Lanes, vectors: number) => {
    const any = Array.from({ length: vectors }, (_, k) => moves(plus(plus(row, at), k * 16), lanes));
    write.assign(found, op('or', found, write.anywhere(write.anyOf(any))));
  };
  const width = before.shape.at(-1)!;
  const rows = (): void =>
    write.for(0, size(before.shape) * 4, width * 4, (row) =>
      write.if(
        found,
        () => {},
        () => write.along(width, look(row), write.lanes, unroll),
      ),
    );
  write.if(write.load('i32', write.at(dirty)), rows);
  return found;
};
