import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { float, type Local, type Operand, type Value } from '../ir/ir.js';
import type { MaskAt } from './compact.js';
import { kindIn } from './emit.js';
import type { EventUpdate, tailOf } from './event-tail.js';
import type { Writer } from './kernel.js';

/**
 * Whether a variable that something else has changed has values that move without spikes, or stand in the way of leaving the rest as it
 * is: weights that are normalised mostly stay within their bounds, and to see that takes a third of the time of computing them anew.
 */
export const isUnsettled = (
  write: Writer,
  { before, reads, products, dirty, isOdd }: EventUpdate,
  { valueAt }: ReturnType<typeof tailOf>,
): Local => {
  const { op, plus } = write;
  const silent = new Map<Node, Value>(products.map((product) => [product, float(0)]));
  const isMoved = (bits: Value, value: Value): Value => {
    const isOther = op('i32.ne', op('f32.bits', value), bits);
    return isOdd ? op('or', isOther, isOdd(write, value)) : isOther;
  };
  const movesIn =
    (row: Operand): MaskAt =>
    (at, lanes, offset = 0) => {
      const place = plus(plus(row, at), offset);
      return isMoved(write.load(kindIn('i32', lanes), place, write.at(before)), valueAt(silent, place, lanes));
    };
  /** Whether some value may move, by the least and the largest: what lies between two values that the same bounds let stay stays, too. */
  const mayMove = (): Value => {
    const ends = write.span(write.at(dirty), 4);
    const moved = ends.map((bits) =>
      isMoved(bits, valueAt(new Map([...silent, [before, op('bits.f32', bits)]]), 0, 1)),
    );
    write.store(-1, write.at(dirty), 4);
    return write.anyOf([op('i32.lt', ends[0], 0), ...moved]);
  };
  const found = write.variable('i32', 0);
  const width = before.shape.at(-1)!;
  const areSame = reads.every(({ shape }) => size(shape) === 1);
  const rows = (): void =>
    write.for(0, size(before.shape) * 4, width * 4, (row) =>
      write.if(
        found,
        () => {},
        () => write.findAny(found, width, movesIn(row), 4),
      ),
    );
  write.if(write.load('i32', write.at(dirty)), () => (areSame ? write.if(mayMove(), rows) : rows()));
  return found;
};
