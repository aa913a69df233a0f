import { size } from '../../../core/shape.js';
import { int, type Routine } from '../ir/ir.js';
import { routine } from '../ir/writer.js';
import type { Applied } from '../plan/nodes.js';
import { addressOf, plus, times, type Context } from './context.js';
import { compact } from './compact.js';

/** In each row keeps one of its k true places: number floor(u k), in index order. */
export const lowerPick = (node: Applied, context: Context): Routine => {
  const [s, u] = node.args as [Applied, Applied];
  const width = size(node.shape.slice(1));
  const [from, to] = [addressOf(context, s), addressOf(context, node)];
  return routine((write) =>
    write.for(int(0), int(node.shape[0]!), 1, (row) => {
      const start = times(write, row, width * 4);
      const { count, at } = compact(write, plus(write, start, int(from)), width, 'bool', context);
      write.fill(plus(write, start, int(to)), int(width * 4));
      write.if(count, () => {
        const k = write.op('shr', count, int(2));
        const draw = write.load('f32', times(write, row, 4), addressOf(context, u));
        const place = write.op('f32.floor', write.op('f32.mul', draw, write.op('i32.f32', k)));
        // A product of almost 1 and k may be rounded to k.
        const chosen = write.op('i32.min', write.op('f32.i32', place), write.op('i32.sub', k, int(1)));
        const entry = write.load('i32', write.op('shl', chosen, int(2)), at);
        write.store(int(-1), plus(write, start, entry), to);
      });
    }),
  );
};
