import { size, strides } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import { float, int, type Operand, type Value } from '../ir/ir.js';
import { compute, readsOf } from './elements.js';
import { kindIn, kindOf, type Lanes } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';

/** How many rows are folded into the same place in one go: so often fewer times is it read and written; fewer where more is computed on the way. */
const [most, few, short] = [16, 4, 3];

/** A reduction, the last of the nodes; those before it are computed on the way, element by element. */
export const reduce: Form = (node, facts, within) => {
  if (node.op !== 'sum' && node.op !== 'maxOver') return undefined;
  const reads = within.length === 0 ? node.args : readsOf(within, facts);
  return kernelOf(node, (write) => emit(write, node, within), { reads });
};

/** Folds some axes away, each element of the result in ascending order of what it is made of. */
const emit = (write: Writer, node: Applied, within: readonly Applied[]): void => {
  const { plus, times } = write;
  const x = node.args[0]!;
  const gone = new Set(node.attribute as readonly number[]);
  const [own, results] = [strides(x.shape), strides(node.shape)];
  const kept = [...x.shape.keys()].filter((axis) => !gone.has(axis));
  const axes = x.shape.map((extent, axis) => {
    const to = gone.has(axis) ? 0 : results[kept.indexOf(axis)]!;
    return { extent, from: own[axis]!, to };
  });
  const outer = axes.slice(0, -1);
  const last = axes.length - 1;
  const inner = x.shape[last] ?? 1;
  const kind = kindOf(node.dtype);
  const out = write.at(node);
  const join = (total: Value, at: Operand, lanes: Lanes): Value => {
    const valueOf = compute(write, within, lanes, () => at);
    const element = write.converted(valueOf(x), x.dtype, node.dtype);
    return write.op(node.op === 'sum' ? `${kind}.add` : `${kind}.max`, total, element);
  };
  /** A few rows that begin at some places, into one. */
  const rows = (starts: readonly Operand[], to: Operand): void =>
    write.along(inner, (at, lanes) => {
      const place = plus(to, at);
      const before: Value = write.load(kindIn(node.dtype, lanes), place, out);
      const total = starts.reduce<Value>((sum, start) => join(sum, plus(start, at), lanes), before);
      write.store(total, place, out);
    });

  if (node.op === 'sum') write.fill(out, size(node.shape) * 4);
  else {
    const least = node.dtype === 'i32' ? int(-(2 ** 31)) : float(-Infinity);
    write.along(size(node.shape), (at) => write.store(least, at, out), 1);
  }
  const extent = outer.at(-1)?.extent ?? 1;
  const many = extent > 1 && gone.has(last - 1) && !gone.has(last);
  write.walk(many ? outer.slice(0, -1) : outer, { from: 0, to: 0 }, ({ from, to }) => {
    if (many) {
      const unroll = within.length > short ? few : most;
      write.inGroups(extent, unroll, (row, count) => {
        const starts = Array.from({ length: count }, (_, k) => plus(times(plus(row, k), inner * 4), from));
        rows(starts, to);
      });
    } else if (!gone.has(last)) rows([from], to);
    else {
      const total = write.variable(kind, write.load(kind, to, out));
      write.along(inner, (at) => write.assign(total, join(total, plus(from, at), 1)), 1);
      write.store(total, to, out);
    }
  });
};
