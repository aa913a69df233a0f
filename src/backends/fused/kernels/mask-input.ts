import type { Node } from '../../../core/graph/graph.js';
import { showShape, size } from '../../../core/shape.js';
import type { Operand, Value } from '../ir/ir.js';
import type { MaskAt } from './compact.js';
import { kindIn } from './emit.js';
import type { Step, Writer } from './kernel.js';
import { forget } from './spike-list.js';

/**
 * Brings the next row of spikes, whose address is at the cursor, to where it is read, and widens its bytes to masks of 32 bits. Where that
 * is the place of the last row, and its spikes are listed, only they are cleared, and only the new ones are written.
 */
export const maskInput = (node: Node, cursor: number): Step => ({
  name: `spikes in ${showShape(node.shape)}`,
  reads: [],
  writes: [node],
  overwrites: () => true,
  guards: false,
  records: true,
  emit: (write) => emit(write, node, cursor),
});

const emit = (write: Writer, node: Node, cursor: number): void => {
  const { op, plus } = write;
  const count = size(node.shape);
  const from = write.load('i32', cursor);
  const byteAt = (place: Operand): Operand => plus(from, typeof place === 'number' ? place / 4 : op('shr', place, 2));
  const mask: MaskAt = (place, lanes, offset = 0) => write.loadMask(kindIn('bool', lanes), byteAt(place), offset / 4);
  const list = write.recorded.get(node);
  if (list === undefined) write.along(count, (place, lanes) => write.store(mask(place, lanes), place, write.at(node)));
  else {
    forget(write, node, list);
    // Bytes are 0 or 1: their lowest bits are brought to where a byte has its sign.
    const sixteen = (place: Operand): Value => op('bitmask.bytes', op('shl', write.load('v128', byteAt(place)), 7));
    write.keep(list.at, (spikes) =>
      write.forEachNonzero(
        count,
        mask,
        (place) => {
          write.append(place, spikes);
          write.store(-1, place, write.at(node));
        },
        sixteen,
      ),
    );
  }
  write.store(plus(from, write.load('i32', cursor, 4)), cursor);
};
