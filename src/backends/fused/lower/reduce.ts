import { size, strides } from '../../../core/shape.js';
import { int, float, routine, type Literal, type Routine, type Value, type Writer } from '../code.js';
import type { Applied } from '../schedule.js';
import { addressOf, along, converted, kindIn, kindOf, nest, offsetOf, plus, type Context } from './context.js';

/** Folds some axes away, each element of the result in ascending order of what it is made of. */
export const lowerReduce = (node: Applied, context: Context): Routine => {
  const [x] = node.args as [Applied];
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
    start(write, node, context);
    nest(write, x.shape.slice(0, -1), (counters) => {
      const [from, to] = [offsetOf(write, counters, own), offsetOf(write, counters, into)];
      const element = (at: Value, lanes: 1 | 4): Value =>
        converted(
          write,
          write.load(kindIn(x.dtype, lanes), plus(write, from, at), addressOf(context, x)),
          x.dtype,
          node.dtype,
        );
      if (!gone.has(last)) {
        along(write, inner, context.lanes, (at, lanes) => {
          const place = plus(write, to, at);
          const sum = write.load(kindIn(node.dtype, lanes), place, out);
          write.store(write.op(join, sum.kind, sum, element(at, lanes)), place, out);
        });
        return;
      }
      const sum = write.variable(kind, write.load(kind, to, out));
      along(write, inner, 1, (at) => write.set(sum, write.op(join, kind, sum, element(at, 1))));
      write.store(sum, to, out);
    });
  });
};

/** What a fold starts from: 0, or less than anything. */
const start = (write: Writer, node: Applied, context: Context): void => {
  const out = addressOf(context, node);
  if (node.op === 'sum') return write.clear(int(out), int(size(node.shape) * 4));
  const least: Literal = node.dtype === 'i32' ? int(-(2 ** 31)) : float(-Infinity);
  along(write, size(node.shape), 1, (at) => write.store(least, at, out));
};
