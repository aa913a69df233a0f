import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { kindIn } from '../kernels/emit.js';
import type { Writer } from '../kernels/kernel.js';

/** Where an input comes in that is not state: row by row from a block, or at once. */
export interface Inlet {
  /** Where the program reads it, which numbers may also be put at; and where the rows of a block begin, with room for so many. */
  readonly address: number;
  readonly block: number;
  readonly rows: number;
  /** How many bytes an element of a block takes. */
  readonly bytes: 1 | 4;
  /** Where two words stand: the address of the next row, 0 if the input lies where it is read; and the bytes from a row to the one after. */
  readonly cursor: number;
}

/** How many rows a block has at most, and how many bytes those of all inputs take. */
const [most, room] = [64, 2 ** 18];

/** Makes room for the rows of inputs. */
export const inletsOf = (
  inputs: readonly Node[],
  addressOf: (node: Node) => number,
  take: (bytes: number) => number,
): ReadonlyMap<Node, Inlet> => {
  const bytesOf = ({ dtype }: Node): 1 | 4 => (dtype === 'bool' ? 1 : 4);
  const width = inputs.reduce((sum, node) => sum + size(node.shape) * bytesOf(node), 0);
  const rows = Math.max(1, Math.min(most, Math.floor(room / width)));
  return new Map(
    inputs.map((node) => {
      const bytes = bytesOf(node);
      const block = bytes === 1 || rows > 1 ? take(rows * size(node.shape) * bytes) : 0;
      return [node, { address: addressOf(node), block, rows, bytes, cursor: take(8) }];
    }),
  );
};

/** Brings the next row of each input to where it is read; bools arrive as bytes, and are widened to masks of 32 bits. */
export const takeRows = (write: Writer, inlets: ReadonlyMap<Node, Inlet>): void =>
  inlets.forEach(({ address, cursor }, { dtype, shape }) => {
    const from = write.load('i32', cursor);
    const next = (): void => write.store(write.plus(from, write.load('i32', cursor, 4)), cursor);
    if (dtype === 'bool') {
      write.along(size(shape), (place, lanes) => {
        const byte = typeof place === 'number' ? place / 4 : write.op('shr', place, 2);
        write.store(write.loadMask(kindIn('bool', lanes), write.plus(from, byte), 0), place, address);
      });
      next();
    } else
      write.if(from, () => {
        write.copy(address, from, size(shape) * 4);
        next();
      });
  });
