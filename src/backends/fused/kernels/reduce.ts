import type { Node } from '../../../core/graph/graph.js';
import { size, strides } from '../../../core/shape.js';
import { int, float, type Literal, type Routine, type Value } from '../ir/ir.js';
import { routine, type Writer } from '../ir/writer.js';
import type { Applied } from '../plan/nodes.js';
import { addressOf, along, converted, kindIn, kindOf, nest, offsetOf, plus, times, type Context } from './context.js';
import { computed } from './elements.js';

/** How many rows are folded into the same place in one go: so often fewer times is it read and written. */
const together = 4;

/**
 * Folds some axes away, each element of the result in ascending order of what it is made of. `nodes` are computed on the way: the
 * operand, and what leads to it element by element.
 */
export const lowerFold = (node: Applied, nodes: readonly Applied[], context: Context): Routine => {
  const [x] = node.args as [Node];
  const gone = new Set(node.attribute as readonly number[]);
  const own = strides(x.shape);
  const results = strides(node.shape);
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !gone.has(axis));
  const into = x.shape.map((_, axis) => (gone.has(axis) ? 0 : results[kept.indexOf(axis)]!));
  const last = x.shape.length - 1;
  const inner = x.shape[last] ?? 1;
  const kind = kindOf(node.dtype);
  const join = node.op === 'sum' ? `${kind}.add` : `${kind}.max`;
  const out = addressOf(context, node);

  return routine((write) => {
    const element = (at: Value, lanes: 1 | 4): Value => {
      const values = new Map<Node, Value>();
      const valueOf = (of: Node): Value => {
        const found =
          values.get(of) ?? context.literals.get(of) ?? write.load(kindIn(of.dtype, lanes), at, addressOf(context, of));
        values.set(of, found);
        return found;
      };
      for (const each of nodes) values.set(each, computed(write, each, valueOf, lanes));
      return converted(write, valueOf(x), x.dtype, node.dtype);
    };
    const joined = (sum: Value, at: Value, lanes: 1 | 4): Value => write.op(join, sum, element(at, lanes));
    /** A few rows that begin at some places, into one. */
    const rows = (starts: readonly Value[], to: Value): void =>
      along(write, inner, context.lanes, (at, lanes) => {
        const place = plus(write, to, at);
        const before: Value = write.load(kindIn(node.dtype, lanes), place, out);
        const sum = starts.reduce((total, start) => joined(total, plus(write, start, at), lanes), before);
        write.store(sum, place, out);
      });

    start(write, node, context);
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
        const sum = write.variable(kind, write.load(kind, to, out));
        along(write, inner, 1, (at) => write.assign(sum, joined(sum, plus(write, from, at), 1)));
        write.store(sum, to, out);
      }
    });
  });
};

/** What a fold starts from: 0, or less than anything. */
const start = (write: Writer, node: Applied, context: Context): void => {
  const out = addressOf(context, node);
  if (node.op === 'sum') return write.fill(int(out), int(size(node.shape) * 4));
  const least: Literal = node.dtype === 'i32' ? int(-(2 ** 31)) : float(-Infinity);
  along(write, size(node.shape), 1, (at) => write.store(least, at, out));
};
