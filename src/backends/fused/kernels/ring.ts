import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { float, type Operand } from '../ir/ir.js';
import { kindIn, kindOf } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';

/** What reads and writes rings. They are written in place, once their due row has been read. */
export const ring: Form = (node) => {
  const emit = { rowAt, withRow, deposit, collect }[node.op as string];
  const overwrites = (value: Node): boolean =>
    (node.op === 'withRow' || node.op === 'deposit') && overwritesRing(node, value);
  return emit && kernelOf(node, (write) => emit(write, node), { overwrites });
};

/** Whether a value is the ring that a node is to be the next of, and nothing else that it reads. */
export const overwritesRing = (node: Applied, value: Node): boolean =>
  stored(node.args[0]!) === value && node.args.slice(1).every((other) => stored(other) !== value);

/** A ring in memory: how many samples it has, and in bytes how long it and a row of it are for each. */
export const ringOf = (node: Node): { readonly rows: number; readonly whole: number; readonly width: number } => ({
  rows: node.shape[0]!,
  whole: size(node.shape.slice(1)) * 4,
  width: size(node.shape.slice(2)) * 4,
});

/** Where the row that is due begins in the ring of a sample, in bytes. */
export const dueIn = (write: Writer, at: Node, sample: Operand, width: number): Operand =>
  write.times(write.load('i32', write.times(sample, 4), write.at(at)), width);

/** The next ring begins as the one before: in its place, or as a copy. */
export const beginRing = (write: Writer, node: Applied): void => {
  const [from, to] = [write.at(node.args[0]!), write.at(node)];
  if (from !== to) write.copy(to, from, size(node.shape) * 4);
};

type Emit = (write: Writer, node: Applied) => void;

const rowAt: Emit = (write, node) => {
  const { plus, times } = write;
  const [of, at] = node.args as [Node, Node];
  const { rows, whole, width } = ringOf(of);
  write.nest([rows], ([b]) => {
    const due = plus(times(b!, whole), dueIn(write, at, b!, width));
    write.copy(plus(times(b!, width), write.at(node)), plus(due, write.at(of)), width);
  });
};

const withRow: Emit = (write, node) => {
  const { plus, times } = write;
  const [, at, row] = node.args as [Node, Node, Node];
  const { rows, whole, width } = ringOf(node);
  beginRing(write, node);
  write.nest([rows], ([b]) => {
    const due = plus(times(b!, whole), dueIn(write, at, b!, width));
    const values = times(b!, width);
    write.along(width / 4, (k, lanes) => {
      const raw = write.load(kindIn(row.dtype, lanes), plus(values, k), write.at(row));
      write.store(write.converted(raw, row.dtype, node.dtype), plus(due, k), write.at(node));
    });
  });
};

const deposit: Emit = (write, node) => {
  const { plus, times, op } = write;
  const [, at, x, places] = node.args as [Node, Node, Node, Node];
  const { rows, whole, width } = ringOf(node);
  const count = size(places.shape);
  beginRing(write, node);
  write.nest([rows], ([b]) => {
    const due = dueIn(write, at, b!, width);
    const start = plus(times(b!, whole), write.at(node));
    write.fill(plus(start, due), width);
    write.along(
      count,
      (k) => {
        const value = write.numberAt(x.dtype, 1, plus(times(b!, count * 4), k), write.at(x));
        const place = write.load('i32', k, write.at(places));
        write.if(op('i32.ge', place, 0), () => {
          const target = plus(start, roundRing(write, plus(times(place, 4), due), whole));
          write.store(op('f32.add', write.load('f32', target), value), target);
        });
      },
      1,
    );
  });
};

const collect: Emit = (write, node) => {
  const { plus, times, op } = write;
  const [of, at, places] = node.args as [Node, Node, Node];
  const { rows, whole, width } = ringOf(of);
  const [count, kind] = [size(places.shape), kindOf(node.dtype)];
  write.nest([rows], ([b]) => {
    const due = dueIn(write, at, b!, width);
    write.along(
      count,
      (k) => {
        const place = write.load('i32', k, write.at(places));
        const value = write.variable(kind, kind === 'f32' ? float(0) : 0);
        write.if(op('i32.ge', place, 0), () => {
          const from = plus(times(b!, whole), roundRing(write, plus(times(place, 4), due), whole));
          write.assign(value, write.load(kind, from, write.at(of)));
        });
        write.store(value, plus(times(b!, count * 4), k), write.at(node));
      },
      1,
    );
  });
};

/** A place below twice the length of a ring, taken round it. */
export const roundRing = ({ op }: Writer, place: Operand, whole: number): Operand =>
  op('i32.sub', place, op('and', op('i32.ge', place, whole), whole));
