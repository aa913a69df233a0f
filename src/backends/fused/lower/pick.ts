import { size } from '../../../core/shape.js';
import { int, routine, type Routine } from '../code.js';
import type { Applied } from '../nodes.js';
import { addressOf, plus, times, type Context } from './context.js';
import { list } from './list.js';

/** In each row keeps one of its k true places: number floor(u k), in index order. */
export const lowerPick = (node: Applied, context: Context): Routine => {
  const [s, u] = node.args as [Applied, Applied];
  const width = size(node.shape.slice(1));
  const [from, to] = [addressOf(context, s), addressOf(context, node)];
  return routine((write) =>
    write.each(int(0), int(node.shape[0]!), 1, (row) => {
      const start = times(write, row, width * 4);
      const { count, at } = list(write, plus(write, start, int(from)), width, 'bool', context);
      write.clear(plus(write, start, int(to)), int(width * 4));
      write.when(count, () => {
        const k = write.op('shr', 'i32', count, int(2));
        const draw = write.load('f32', times(write, row, 4), addressOf(context, u));
        const place = write.op('f32.floor', 'f32', write.op('f32.mul', 'f32', draw, write.op('i32.f32', 'f32', k)));
        // A product of almost 1 and k may be rounded to k.
        const chosen = write.op(
          'i32.min',
          'i32',
          write.op('f32.i32', 'i32', place),
          write.op('i32.sub', 'i32', k, int(1)),
        );
        const entry = write.load('i32', write.op('shl', 'i32', chosen, int(2)), at);
        write.store(int(-1), plus(write, start, entry), to);
      });
    }),
  );
};
