import { size, strides } from '../../../core/shape.js';
import type { Node } from '../../../core/graph/graph.js';
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
  const [x] = node.args as [Node];
  const axes = axesOf(x, node);
  const [outer, row] = [axes.slice(0, -1), axes.at(-1) ?? { extent: 1, isGone: false }];
  const kind = kindOf(node.dtype);
  const out = write.at(node);
  const join = (total: Value, at: Operand, lanes: Lanes): Value => {
    const valueOf = compute(write, within, lanes, () => at);
    const element = write.converted(valueOf(x), x.dtype, node.dtype);
    return write.op(node.op === 'sum' ? `${kind}.add` : `${kind}.max`, total, element);
  };
  begin(write, node, out);
  if (row.isGone)
    return write.walk(outer, { from: 0, to: 0 }, ({ from, to }) => {
      const total = write.variable(kind, write.load(kind, to, out));
      write.along(row.extent, (at) => write.assign(total, join(total, plus(from, at), 1)), 1);
      write.store(total, to, out);
    });
  const above = outer.at(-1);
  const [kept, rows] = above?.isGone ? [outer.slice(0, -1), above.extent] : [outer, 1];
  write.walk(kept, { from: 0, to: 0 }, ({ from, to }) =>
    write.inGroups(rows, within.length > short ? few : most, (first, count) => {
      const starts = Array.from({ length: count }, (_, k) => plus(times(plus(first, k), row.extent * 4), from));
      write.along(row.extent, (at, lanes) => {
        const place = plus(to, at);
        const before: Value = write.load(kindIn(node.dtype, lanes), place, out);
        const total = starts.reduce<Value>((sum, start) => join(sum, plus(start, at), lanes), before);
        write.store(total, place, out);
      });
    }),
  );
};

/** The axes of what is folded: whether each is folded away, and the steps along it there and in the result. */
const axesOf = ({ shape }: Node, node: Applied) => {
  const [own, results] = [strides(shape), strides(node.shape)];
  let kept = 0;
  return shape.map((extent, axis) => {
    const isGone = (node.attribute as readonly number[]).includes(axis);
    return { extent, isGone, from: own[axis]!, to: isGone ? 0 : results[kept++]! };
  });
};

/** What every element of the result starts from. */
const begin = (write: Writer, { op, shape, dtype }: Applied, out: number): void => {
  if (op === 'sum') return write.fill(out, size(shape) * 4);
  const least = dtype === 'i32' ? int(-(2 ** 31)) : float(-Infinity);
  write.along(size(shape), (at) => write.store(least, at, out), 1);
};
