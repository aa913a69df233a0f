import { size } from '../../../core/shape.js';
import { int, routine, type Routine, type Value, type Writer } from '../code.js';
import type { Applied } from '../nodes.js';
import { alongDriver } from './contract-along.js';
import { addRows } from './contract-rows.js';
import { contraction, type Letter } from './contraction.js';
import { addressOf, nest, offsetOf, plus, type Context } from './context.js';
import { list } from './list.js';

/** Sum of products by named axes; silence (zero) of the driver costs a look, and adds nothing. */
export const lowerContract = (node: Applied, context: Context): Routine => {
  const plan = contraction(node);
  const { lead, last, inner, driver, other } = plan;
  const row = inner.at(-1);
  const outer = inner.slice(0, -1);
  return routine((write) => {
    write.clear(int(addressOf(context, node)), int(size(node.shape) * 4));
    nest(write, extents(lead), (counters) => {
      const drives = moved(write, int(addressOf(context, driver)), counters, lead, 'driver');
      const from = moved(write, int(addressOf(context, other)), counters, lead, 'other');
      const to = moved(write, int(addressOf(context, node)), counters, lead, 'out');
      if (row === undefined && last.out === 1 && last.other <= 1)
        return alongDriver(write, plan, { drives, from, to }, context);
      const { count, at } = list(write, drives, last.extent, driver.dtype, context);
      const each = (body: (offset: Value) => void): void =>
        write.each(int(0), count, 4, (entry) => body(write.load('i32', entry, at)));
      write.when(count, () =>
        nest(write, extents(outer), (places) => {
          const bases = {
            drives,
            from: moved(write, from, places, outer, 'other'),
            to: moved(write, to, places, outer, 'out'),
          };
          addRows(write, plan, row ?? single, bases, each, context);
        }),
      );
    });
  });
};

/** The one element that a row without axes is. */
const single: Letter = { extent: 1, driver: 0, other: 1, out: 1 };

const extents = (letters: readonly Letter[]): readonly number[] => letters.map(({ extent }) => extent);

/** An address moved on along some axes of one of the tensors. */
const moved = (
  write: Writer,
  base: Value,
  counters: readonly Value[],
  letters: readonly Letter[],
  of: 'driver' | 'other' | 'out',
): Value => {
  const steps = letters.map((letter) => letter[of]);
  return plus(write, offsetOf(write, counters, steps), base);
};
