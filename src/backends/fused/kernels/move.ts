import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { float, type Operand } from '../ir/ir.js';
import { kindIn, kindOf } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';

/** What moves elements to other places. */
export const move: Form = (node) => {
  const emit = { gather, scatter, shiftIn }[node.op as string];
  const overwrites = (value: Node): boolean => node.op === 'shiftIn' && stored(node.args[1]!) !== value;
  return emit && kernelOf(node, (write) => emit(write, node), { overwrites });
};

type Emit = (write: Writer, node: Applied) => void;

/** Of each row the elements at some places; -1 gives 0. Places that follow each other, as in the rows of a kernel, move together. */
const gather: Emit = (write, node) => {
  const { plus, times } = write;
  const [x, places] = node.args as [Applied, Node];
  const [rows, count] = node.shape as [number, number];
  const kind = kindOf(x.dtype);
  const run = runOf(places, count);
  write.for(0, rows, 1, (row) => {
    const from = plus(times(row, x.shape[1]! * 4), write.at(x));
    const to = plus(times(row, count * 4), write.at(node));
    write.for(0, count * 4, run * 4, (at) => {
      const place = write.load('i32', at, write.at(places));
      const [source, target] = [plus(from, times(place, 4)), plus(to, at)];
      if (run > 1)
        return write.along(run, (k, lanes) =>
          write.store(write.load(kindIn(x.dtype, lanes), plus(source, k)), plus(target, k)),
        );
      const value = write.variable(kind, kind === 'f32' ? float(0) : 0);
      write.if(write.op('i32.ge', place, 0), () => write.assign(value, write.load(kind, source)));
      write.store(value, target);
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

/** Each element added to its place of a row, in order; silence (zero) and -1 are left out. */
const scatter: Emit = (write, node) => {
  const { plus, times, op } = write;
  const [x, places] = node.args as [Applied, Applied];
  const [rows, width] = node.shape as [number, number];
  const count = x.shape[1]!;
  const out = write.at(node);
  write.fill(out, size(node.shape) * 4);
  write.for(0, rows, 1, (row) => {
    const [from, to] = [times(row, count * 4), times(row, width * 4)];
    const add = (at: Operand): void => {
      const value = write.numberAt(x.dtype, 1, plus(from, at), write.at(x));
      write.if(op('f32.ne', value, float(0)), () => {
        const place = write.load('i32', at, write.at(places));
        write.if(op('i32.ge', place, 0), () => {
          const target = plus(to, times(place, 4));
          write.store(op('f32.add', write.load('f32', target, out), value), target, out);
        });
      });
    };
    write.along(count, add, 1);
  });
};

/** A window moved on by one row. */
const shiftIn: Emit = (write, node) => {
  const { plus, times } = write;
  const [window, newest] = node.args as [Applied, Applied];
  const [rows, , ...shape] = node.shape as [number, number, ...number[]];
  const [width, row] = [size(node.shape.slice(1)) * 4, size(shape) * 4];
  const [from, to] = [write.at(window), write.at(node)];
  write.for(0, rows, 1, (b) => {
    const start = times(b, width);
    write.copy(plus(start, to), plus(start, from + row), width - row);
    const values = times(b, row);
    write.along(size(shape), (at, lanes) => {
      const raw = write.load(kindIn(newest.dtype, lanes), plus(values, at), write.at(newest));
      write.store(write.converted(raw, newest.dtype, node.dtype), plus(start, at), to + width - row);
    });
  });
};
