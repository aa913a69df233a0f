import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import { float, type Operand } from '../ir/ir.js';
import { kindIn, kindOf } from './emit.js';
import { endOf, inRing, turnsAt, type Gather } from './ends.js';
import { kernelOf, type Form, type Writer } from './kernel.js';
import { addingTo, beginRing, dueIn, overwritesRing, ringOf } from './ring.js';

/** What moves elements to other places. Windows and rings are written in place, once what leaves them has been read. */
export const move: Form = (node) => {
  const emit = emits[node.op as string];
  const isNext = ['shiftIn', 'withRow', 'deposit'].includes(node.op);
  const overwrites = (value: Node): boolean => isNext && overwritesRing(node, value);
  return emit && kernelOf(node, (write) => emit(write, node), { overwrites });
};

type Emit = (write: Writer, node: Applied) => void;

/**
 * Of each row the elements at some places, which in a ring count from the row on that is due; -1 gives 0. Places that follow each other,
 * as in the rows of a convolution's kernel, move together.
 */
const gather: Emit = (write, node) => {
  const { plus, times } = write;
  const end = endOf(node as Gather);
  const { of, places, at: due } = end;
  const [kind, count] = [kindOf(of.dtype), size(places.shape)];
  const run = due === undefined ? runOf(places, count) : 1;
  write.each(node.shape[0]!, (row) => {
    const turns = turnsAt(write, [end], row);
    const from = plus(times(row, end.n * 4), write.at(of));
    const to = plus(times(row, count * 4), write.at(node));
    write.for(0, count * 4, run * 4, (at) => {
      const place = write.load('i32', at, write.at(places));
      const source = (): Operand => plus(from, inRing(write, end, turns, times(place, 4)));
      if (run > 1) {
        const [first, target] = [source(), plus(to, at)];
        return write.along(run, (k, lanes) =>
          write.store(write.load(kindIn(of.dtype, lanes), plus(first, k)), plus(target, k)),
        );
      }
      const value = write.variable(kind, kind === 'f32' ? float(0) : 0);
      write.if(write.op('i32.ge', place, 0), () => write.assign(value, write.load(kind, source())));
      write.store(value, plus(to, at));
    });
  });
};

/** How many places follow each other all through a list of places, in pieces of equal length; 1 where they do not. */
const runOf = (places: Node, count: number): number => {
  if (places._tag !== 'Constant') return 1;
  const { data } = places.value;
  const follows = (run: number): boolean =>
    count % run === 0 && data.every((place, k) => place >= 0 && (k % run === 0 || place === data[k - 1]! + 1));
  return [64, 32, 28, 24, 20, 16, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2].find(follows) ?? 1;
};

/** Each element added to its place of a row, or of a ring, in order; -1 is left out, and so is silence where sums begin at 0. */
const scatter: Emit = (write, node) => {
  const { plus, times, op } = write;
  const [x, places] = node.args.slice(-2) as [Node, Node];
  const count = size(places.shape);
  const adding = addingTo(write, node);
  write.each(node.shape[0]!, (row) => {
    const add = adding(row);
    const from = plus(times(row, count * 4), write.at(x));
    write.for(0, count * 4, 4, (at) => {
      const value = write.numberAt(x.dtype, 1, plus(from, at));
      const addThere = (): void => {
        const place = write.load('i32', at, write.at(places));
        write.if(op('i32.ge', place, 0), () => void add(times(place, 4), value));
      };
      if (node.op === 'deposit') addThere();
      else write.if(op('f32.ne', value, float(0)), addThere);
    });
  });
};

/** A window moved on by one row. */
const shiftIn: Emit = (write, node) => {
  const { plus, times } = write;
  const [window, newest] = node.args as [Node, Node];
  const { rows, whole, width } = ringOf(node);
  const [from, to] = [write.at(window), write.at(node)];
  write.each(rows, (b) => {
    const start = times(b, whole);
    write.copy(plus(start, to), plus(start, from + width), whole - width);
    putRow(write, node, newest, [b, plus(start, to + whole - width)]);
  });
};

/** A ring with another row in place of the one that is due. */
const withRow: Emit = (write, node) => {
  const { plus, times } = write;
  const [, at, row] = node.args as [Node, Node, Node];
  const { rows, whole, width } = ringOf(node);
  beginRing(write, node);
  write.each(rows, (b) => {
    const due = plus(times(b, whole), dueIn(write, at, b, width));
    putRow(write, node, row, [b, plus(due, write.at(node))]);
  });
};

/** Puts the row of a sample to an address in a window or ring. */
const putRow = (write: Writer, node: Applied, row: Node, [sample, to]: readonly [Operand, Operand]): void => {
  const { plus, times } = write;
  const { width } = ringOf(node);
  const from = plus(times(sample, width), write.at(row));
  write.along(width / 4, (k, lanes) => {
    const raw = write.load(kindIn(row.dtype, lanes), plus(from, k));
    write.store(write.converted(raw, row.dtype, node.dtype), plus(to, k));
  });
};

/** Of each sample the row of a ring that is due. */
const rowAt: Emit = (write, node) => {
  const { plus, times } = write;
  const [of, at] = node.args as [Node, Node];
  const { rows, whole, width } = ringOf(of);
  write.each(rows, (b) => {
    const due = plus(times(b, whole), dueIn(write, at, b, width));
    write.copy(plus(times(b, width), write.at(node)), plus(due, write.at(of)), width);
  });
};

const emits: Readonly<Record<string, Emit>> = {
  gather,
  collect: gather,
  scatter,
  deposit: scatter,
  shiftIn,
  rowAt,
  withRow,
};
