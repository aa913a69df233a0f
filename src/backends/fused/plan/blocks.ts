import type { Node } from '../../../core/graph/graph.js';
import { showShape, size } from '../../../core/shape.js';
import type { Operand, Value } from '../ir/ir.js';
import type { MaskAt } from '../kernels/compact.js';
import { kindIn } from '../kernels/emit.js';
import type { Step, Writer } from '../kernels/kernel.js';
import { forget } from '../kernels/spike-lists.js';

/** Where an input comes in that is not state: row by row from a block, or at once. */
export interface Inlet {
  /** Where numbers are read, which may also be put there; and where the rows of a block begin, with room for so many. */
  readonly address: number;
  readonly block: number;
  readonly rows: number;
  /** How many bytes an element of a block takes. */
  readonly bytes: 1 | 4;
  /** Where two words stand: the address of the next row, 0 if the input lies where it is read; and the bytes from a row to the one after. */
  readonly cursor: number;
}

/** How many rows a block has at most, and how many bytes those of all inputs take, or those of all that is watched. */
const mostRows = 64;
export const blockBytes: number = 2 ** 18;

/** How many rows, of so many bytes for each step, a block has. */
export const rowsOfBlock = (width: number): number =>
  Math.max(1, Math.min(mostRows, Math.floor(blockBytes / Math.max(width, 1))));

/** Whether an input comes as bytes, of which kernels make masks; numbers are copied. */
export const isMasked = ({ dtype }: Node): boolean => dtype === 'bool';

/** Makes room for the rows of inputs, of which those that are numbers have addresses. */
export const inletsOf = (
  inputs: ReadonlyMap<Node, number | undefined>,
  take: (bytes: number) => number,
): ReadonlyMap<Node, Inlet> => {
  const bytesOf = (node: Node): 1 | 4 => (isMasked(node) ? 1 : 4);
  const nodes = [...inputs];
  const width = nodes.reduce((sum, [node]) => sum + size(node.shape) * bytesOf(node), 0);
  const rows = rowsOfBlock(width);
  return new Map(
    nodes.map(([node, address = 0]) => {
      const bytes = bytesOf(node);
      const block = bytes === 1 || rows > 1 ? take(rows * size(node.shape) * bytes) : 0;
      return [node, { address, block, rows, bytes, cursor: take(8) }];
    }),
  );
};

/** Brings the next row of each input of numbers to where it is read. */
export const takeRows = (write: Writer, inlets: ReadonlyMap<Node, Inlet>): void =>
  inlets.forEach(({ address, cursor }, node) => {
    if (isMasked(node)) return;
    const from = write.load('i32', cursor);
    write.if(from, () => {
      write.copy(address, from, size(node.shape) * 4);
      write.store(write.plus(from, write.load('i32', cursor, 4)), cursor);
    });
  });

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
  emit: (write) => takeMasks(write, node, cursor),
});

const takeMasks = (write: Writer, node: Node, cursor: number): void => {
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
