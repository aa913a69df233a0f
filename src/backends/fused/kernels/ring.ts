import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { zeros } from '../../../core/tensor.js';
import { stored, type Applied } from '../../graph.js';
import type { Operand, Value } from '../ir/ir.js';
import { constantOf, dirtyWord, type Constant, type Writer } from './kernel.js';

/** A ring in memory: how many samples it has, and steps, and in bytes how long it and a row of it are for each sample. */
export const ringOf = (node: Node) => ({
  rows: node.shape[0]!,
  steps: node.shape[1]!,
  whole: size(node.shape.slice(1)) * 4,
  width: size(node.shape.slice(2)) * 4,
});

/** Whether a value is the ring, or window, that a node is to be the next of, and nothing else that it reads: it may be written in place. */
export const overwritesRing = (node: Applied, value: Node): boolean =>
  stored(node.args[0]!) === value && node.args.slice(1).every((other) => stored(other) !== value);

/** Where the row that is due begins in the ring of a sample, in bytes. */
export const dueIn = (write: Writer, at: Node, sample: Operand, width: number): Operand =>
  write.times(write.load('i32', write.times(sample, 4), write.at(at)), width);

/** A place that may be before the beginning of a ring, up to as far as that is long, taken round it. A mask would take more instructions. */
export const intoRing = ({ op }: Writer, place: Value, whole: number): Value =>
  op('i32.add', place, op('i32.mul', op('shr', place, 31), whole));
/** A place below twice the length of a ring, taken round it. */
export const roundRing = (write: Writer, place: Operand, whole: number): Operand =>
  intoRing(write, write.op('i32.sub', place, whole), whole);

/** The next ring begins as the one before: in its place, or as a copy. */
export const beginRing = (write: Writer, node: Applied): void => {
  const [from, to] = [write.at(node.args[0]!), write.at(node)];
  if (from !== to) write.copy(to, from, size(node.shape) * 4);
};

/**
 * Begins what a `scatter` or a `deposit` adds up to: zeros, or the ring as it was. Of each sample what adds a number to a place (in
 * bytes, of a ring from the row on that is due, which is emptied first), and gives the sum.
 */
export const addingTo = (write: Writer, node: Applied) => {
  const { plus, times } = write;
  const { whole, width } = ringOf(node);
  const isRing = node.op === 'deposit';
  if (isRing) beginRing(write, node);
  else write.fill(write.at(node), size(node.shape) * 4);
  return (sample: Operand): ((place: Operand, value: Value) => Value) => {
    const out = plus(times(sample, whole), write.at(node));
    const due = isRing ? dueIn(write, node.args[1]!, sample, width) : 0;
    if (isRing) write.fill(plus(out, due), width);
    return (place, value) => {
      const at = isRing ? roundRing(write, plus(place, due), whole) : place;
      const [into, base] = typeof out === 'number' ? [at, out] : [plus(out, at), 0];
      const sum = write.op('f32.add', write.load('f32', into, base), value);
      write.store(sum, into, base);
      return sum;
    };
  };
};

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
  const { rows, steps, width } = ringOf(before);
  const lists = constantOf(zeros([rows * steps * (width / 4 + 1)], 'i32'));
  return { before, after: node, lists, dirty: dirtyWord() };
};

/** Brings the lists up to date; gives a way through those of a batch row, by where in its ring spikes lie. */
export const listArrivals = (write: Writer, { after, lists, dirty }: Arrivals) => {
  const { plus, times } = write;
  const { rows, steps, width } = ringOf(after);
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
