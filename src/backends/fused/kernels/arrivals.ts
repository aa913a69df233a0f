import type { Node } from '../../../core/graph/graph.js';
import { zeros } from '../../../core/tensor.js';
import { stored, type Applied } from '../../graph.js';
import type { Operand } from '../ir/ir.js';
import { constantOf, dirtyWord, type Constant, type Writer } from './kernel.js';
import { dueIn, ringOf } from './ring.js';

/**
 * The spikes in a ring, listed row by row: a step lists the row that it has written, and all rows once something else has changed the
 * ring. Of each batch row there are as many lists as the ring has rows: the length in bytes, and where in the ring spikes lie.
 */
export interface Arrivals {
  readonly before: Node;
  readonly after: Applied;
  readonly lists: Constant;
  readonly dirty: Constant;
}

/** The lists of a variable that is a ring of spikes of which a step writes a row. */
export const arrivalsOf = (before: Node, after: Node): Arrivals | undefined => {
  const node = stored(after);
  const isWritten = node._tag === 'Apply' && node.op === 'withRow' && stored(node.args[0]!) === before;
  if (!isWritten || before._tag !== 'Input' || before.dtype !== 'bool') return undefined;
  const [rows, steps, width] = sizesOf(before);
  const lists = constantOf(zeros([rows * steps * (width / 4 + 1)], 'i32'));
  return { before, after: node, lists, dirty: dirtyWord() };
};

/** What a kernel reads that keeps them. */
export const readsOfArrivals = ({ after, lists, dirty }: Arrivals): readonly Node[] => [
  after,
  after.args[1]!,
  lists,
  dirty,
];

const sizesOf = (ring: Node): readonly [rows: number, steps: number, width: number] => {
  const { rows, whole, width } = ringOf(ring);
  return [rows, whole / width, width];
};

/** Brings the lists up to date; gives a way through those of a batch row, by where in its ring spikes lie. */
export const listArrivals = (write: Writer, { after, lists, dirty }: Arrivals) => {
  const { plus, times } = write;
  const [rows, steps, width] = sizesOf(after);
  const listIn = (b: Operand): Operand => plus(times(b, steps * (width + 4)), write.at(lists));
  /** Lists one row of a ring, given where it begins there, and its list. */
  const list = (ring: Operand, row: Operand, at: Operand): void => {
    const isSpike = write.nonzero(plus(ring, row), 'bool');
    write.keep(at, (spikes) =>
      write.forEachNonzero(width / 4, isSpike, (place) => write.append(plus(row, place), spikes)),
    );
  };
  const isDirty = write.load('i32', write.at(dirty));
  write.each(rows, (b) => {
    const ring = plus(times(b, steps * width), write.at(after));
    write.if(
      isDirty,
      () => write.for(0, steps, 1, (step) => list(ring, times(step, width), plus(times(step, width + 4), listIn(b)))),
      () => {
        const row = dueIn(write, after.args[1]!, b, width);
        const step = write.load('i32', times(b, 4), write.at(after.args[1]!));
        list(ring, row, plus(times(step, width + 4), listIn(b)));
      },
    );
  });
  write.store(0, write.at(dirty));
  return (b: Operand, body: (lying: Operand) => void): void =>
    write.for(0, steps * (width + 4), width + 4, (step) => write.forEach(write.keptAt(plus(step, listIn(b))), body));
};
