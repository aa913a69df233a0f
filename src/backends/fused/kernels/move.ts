import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { float, int, type Value } from '../ir/ir.js';
import { along, converted, kindIn, kindOf, plus, times } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';

/** What moves elements to other places. */
export const move: Form = ([node]) => {
  const emit = { gather, scatter, shiftIn }[node!.op as string];
  const overwrites = (value: Node): boolean => node!.op === 'shiftIn' && stored(node!.args[1]!) !== value;
  return emit && kernelOf(node!, (write) => emit(write, node!), { overwrites });
};

type Emit = (write: Writer, node: Applied) => void;

/** Of each row the elements at some places; -1 gives 0. Places that follow each other, as in the rows of a kernel, move together. */
const gather: Emit = (write, node) => {
  const [x, places] = node.args as [Applied, Node];
  const [rows, count] = node.shape as [number, number];
  const kind = kindOf(x.dtype);
  const run = runOf(places, count);
  write.for(int(0), int(rows), 1, (row) => {
    const from = plus(write, times(write, row, x.shape[1]! * 4), int(write.at(x)));
    const to = plus(write, times(write, row, count * 4), int(write.at(node)));
    write.for(int(0), int(count * 4), run * 4, (at) => {
      const place = write.load('i32', at, write.at(places));
      const [source, target] = [plus(write, from, times(write, place, 4)), plus(write, to, at)];
      if (run > 1)
        return along(write, run, (k, lanes) =>
          write.store(write.load(kindIn(x.dtype, lanes), plus(write, source, k)), plus(write, target, k)),
        );
      const value = write.variable(kind, kind === 'f32' ? float(0) : int(0));
      write.if(write.op('i32.ge', place, int(0)), () => write.assign(value, write.load(kind, source)));
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
  const [x, places] = node.args as [Applied, Applied];
  const [rows, width] = node.shape as [number, number];
  const count = x.shape[1]!;
  const out = write.at(node);
  write.fill(int(out), int(size(node.shape) * 4));
  write.for(int(0), int(rows), 1, (row) => {
    const [from, to] = [times(write, row, count * 4), times(write, row, width * 4)];
    const add = (at: Value): void => {
      const raw = write.load(kindOf(x.dtype), plus(write, from, at), write.at(x));
      const value = converted(write, raw, x.dtype, 'f32');
      write.if(write.op('f32.ne', value, float(0)), () => {
        const place = write.load('i32', at, write.at(places));
        write.if(write.op('i32.ge', place, int(0)), () => {
          const target = plus(write, to, times(write, place, 4));
          write.store(write.op('f32.add', write.load('f32', target, out), value), target, out);
        });
      });
    };
    along(write, count, add, 1);
  });
};

/** A window moved on by one row. */
const shiftIn: Emit = (write, node) => {
  const [window, newest] = node.args as [Applied, Applied];
  const [rows, , ...shape] = node.shape as [number, number, ...number[]];
  const [width, row] = [size(node.shape.slice(1)) * 4, size(shape) * 4];
  const [from, to] = [write.at(window), write.at(node)];
  write.for(int(0), int(rows), 1, (b) => {
    const start = times(write, b, width);
    write.copy(plus(write, start, int(to)), plus(write, start, int(from + row)), int(width - row));
    const values = times(write, b, row);
    along(write, size(shape), (at, lanes) => {
      const raw = write.load(kindIn(newest.dtype, lanes), plus(write, values, at), write.at(newest));
      write.store(converted(write, raw, newest.dtype, node.dtype), plus(write, start, at), to + width - row);
    });
  });
};
