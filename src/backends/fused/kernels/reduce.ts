import { size, strides } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { float, int, type Value } from '../ir/ir.js';
import { compute, readsOf } from './elements.js';
import { along, converted, kindIn, kindOf, nest, offsetOf, plus, times, type Lanes } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';

/** How many rows are folded into the same place in one go: so often fewer times is it read and written. */
const together = 4;

/** A reduction, the last of the nodes; those before it are computed on the way, element by element. */
export const reduce: Form = (nodes, facts) => {
  const [node, within] = [nodes.at(-1)!, nodes.slice(0, -1)];
  if (node.op !== 'sum' && node.op !== 'maxOver') return undefined;
  const reads = within.length === 0 ? node.args : readsOf(within, facts);
  return kernelOf(node, (write) => emit(write, node, within), { reads: reads.map(stored) });
};

/** Folds some axes away, each element of the result in ascending order of what it is made of. */
const emit = (write: Writer, node: Applied, within: readonly Applied[]): void => {
  const x = node.args[0]!;
  const gone = new Set(node.attribute as readonly number[]);
  const own = strides(x.shape);
  const results = strides(node.shape);
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !gone.has(axis));
  const into = x.shape.map((_, axis) => (gone.has(axis) ? 0 : results[kept.indexOf(axis)]!));
  const last = x.shape.length - 1;
  const inner = x.shape[last] ?? 1;
  const kind = kindOf(node.dtype);
  const out = write.at(node);
  const join = (total: Value, at: Value, lanes: Lanes): Value => {
    const valueOf = compute(write, within, lanes, () => at);
    const element = converted(write, valueOf(x), x.dtype, node.dtype);
    return write.op(node.op === 'sum' ? `${kind}.add` : `${kind}.max`, total, element);
  };
  /** A few rows that begin at some places, into one. */
  const rows = (starts: readonly Value[], to: Value): void =>
    along(write, inner, (at, lanes) => {
      const place = plus(write, to, at);
      const before: Value = write.load(kindIn(node.dtype, lanes), place, out);
      write.store(
        starts.reduce((total, start) => join(total, plus(write, start, at), lanes), before),
        place,
        out,
      );
    });

  if (node.op === 'sum') write.fill(int(out), int(size(node.shape) * 4));
  else {
    const least = node.dtype === 'i32' ? int(-(2 ** 31)) : float(-Infinity);
    along(write, size(node.shape), (at) => write.store(least, at, out), 1);
  }
  const outer = x.shape.slice(0, -1);
  const extent = outer.at(-1) ?? 1;
  const many = extent > 1 && gone.has(last - 1) && !gone.has(last);
  nest(write, many ? outer.slice(0, -1) : outer, (counters) => {
    const [from, to] = [offsetOf(write, counters, own), offsetOf(write, counters, into)];
    if (many) {
      const whole = extent - (extent % together);
      const starts = (row: Value, count: number): readonly Value[] =>
        Array.from({ length: count }, (_, k) => plus(write, times(write, plus(write, row, int(k)), inner * 4), from));
      if (whole > 0) write.for(int(0), int(whole), together, (row) => rows(starts(row, together), to));
      if (whole < extent) write.for(int(whole), int(extent), 1, (row) => rows(starts(row, 1), to));
    } else if (!gone.has(last)) rows([from], to);
    else {
      const total = write.variable(kind, write.load(kind, to, out));
      along(write, inner, (at) => write.assign(total, join(total, plus(write, from, at), 1)), 1);
      write.store(total, to, out);
    }
  });
};
