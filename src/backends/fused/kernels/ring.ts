import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import type { Operand, Value } from '../ir/ir.js';
import type { Writer } from './kernel.js';

/** A ring in memory: how many samples it has, and in bytes how long it and a row of it are for each. */
export const ringOf = (node: Node): { readonly rows: number; readonly whole: number; readonly width: number } => ({
  rows: node.shape[0]!,
  whole: size(node.shape.slice(1)) * 4,
  width: size(node.shape.slice(2)) * 4,
});

/** Whether a value is the ring, or window, that a node is to be the next of, and nothing else that it reads: it may be written in place. */
export const overwritesRing = (node: Applied, value: Node): boolean =>
  stored(node.args[0]!) === value && node.args.slice(1).every((other) => stored(other) !== value);

/** Where the row that is due begins in the ring of a sample, in bytes. */
export const dueIn = (write: Writer, at: Node, sample: Operand, width: number): Operand =>
  write.times(write.load('i32', write.times(sample, 4), write.at(at)), width);

/** A place below twice the length of a ring, taken round it. */
export const roundRing = ({ op }: Writer, place: Operand, whole: number): Operand =>
  op('i32.sub', place, op('and', op('i32.ge', place, whole), whole));

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
