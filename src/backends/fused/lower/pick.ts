import { size } from '../../../core/shape.js';
import { int, routine, type Routine, type Value } from '../code.js';
import type { Applied } from '../schedule.js';
import { addressOf, along, plus, times, type Context } from './context.js';

/** In each row keeps one of its k true places: number floor(u k), in index order. */
export const lowerPick = (node: Applied, context: Context): Routine => {
  const [s, u] = node.args as [Applied, Applied];
  const rows = node.shape[0]!;
  const width = size(node.shape.slice(1));
  const [from, to] = [addressOf(context, s), addressOf(context, node)];
  return routine((write) =>
    write.each(int(0), int(rows), 1, (row) => {
      const start = times(write, row, width * 4);
      const some = write.variable('i32', int(0));
      const found = context.lanes === 4 && width >= 4 ? write.variable('v128', int(0)) : undefined;
      along(write, width, context.lanes, (at, lanes) => {
        const into = lanes === 4 ? found! : some;
        write.set(into, write.op('or', into.kind, into, write.load(into.kind, plus(write, start, at), from)));
      });
      if (found !== undefined) write.set(some, write.op('or', 'i32', some, write.op('any', 'i32', found)));
      write.clear(plus(write, start, int(to)), int(width * 4));
      write.when(some, () => {
        const count = write.variable('i32', int(0));
        const each = (body: (at: Value, mask: Value) => void): void =>
          along(write, width, 1, (at) => body(at, write.load('i32', plus(write, start, at), from)));
        each((_, mask) => write.set(count, write.op('i32.sub', 'i32', count, mask)));
        const draw = write.op(
          'f32.mul',
          'f32',
          write.load('f32', times(write, row, 4), addressOf(context, u)),
          write.op('i32.f32', 'f32', count),
        );
        const chosen = write.op('f32.i32', 'i32', write.op('f32.floor', 'f32', draw));
        const left = write.variable(
          'i32',
          write.op('i32.min', 'i32', chosen, write.op('i32.sub', 'i32', count, int(1))),
        );
        each((at, mask) =>
          write.when(mask, () => {
            write.when(
              left,
              () => {},
              () => write.store(int(-1), plus(write, start, at), to),
            );
            write.set(left, write.op('i32.sub', 'i32', left, int(1)));
          }),
        );
      });
    }),
  );
};
