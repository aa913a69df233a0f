import { float, int, type Routine, type Value } from '../ir/ir.js';
import { routine, type Writer } from '../ir/writer.js';
import type { Applied } from '../plan/nodes.js';
import type { ConstantMatrix } from '../constant-matrix.js';
import { chosen } from './chosen.js';
import { addressOf, along, kindIn, plus, times, type Context } from './context.js';
import { filling } from './elements.js';
import { compact } from './compact.js';

/**
 * Spikes times a matrix of one number: no matrix is read. A neuron's sum is that number added once for each spike that
 * reaches it, one after the other, as the matrix would have it.
 */
export const lowerConstantMatrix = (node: Applied, { where, value }: ConstantMatrix, context: Context): Routine => {
  const spikes = node.args[0]!;
  const [rows, n] = node.shape as [number, number];
  const [from, to] = [addressOf(context, spikes), addressOf(context, node)];
  return routine((write) =>
    write.for(int(0), int(rows), 1, (b) => {
      const start = times(write, b, n * 4);
      const { all, butOne } =
        where === 'diagonal'
          ? { all: float(value), butOne: float(0) }
          : sums(write, plus(write, start, int(from)), n, value, context);
      // What a neuron gets if it spikes itself, and if it does not.
      const [own, none] = where === 'diagonal' ? [all, butOne] : where === 'others' ? [butOne, all] : [all, all];
      const wide = (sum: Value): Value =>
        context.lanes === 4 && n >= 4 && sum._tag === 'Local' ? write.op('f32.splat', sum) : sum;
      const [ownWide, noneWide] = [wide(own), wide(none)];
      along(write, n, context.lanes, (j, lanes) => {
        const at = plus(write, start, j);
        const spike = write.load(kindIn('bool', lanes), at, from);
        const [yes, no] = lanes === 4 ? [ownWide, noneWide] : [own, none];
        write.store(filling(write, chosen(write, 'f32', spike, yes, no), lanes), at, to);
      });
    }),
  );
};

/** The number added up once for each spike of a row, and once less. */
const sums = (
  write: Writer,
  row: Value,
  n: number,
  value: number,
  context: Context,
): { readonly all: Value; readonly butOne: Value } => {
  const all = write.variable('f32', float(0));
  const butOne = write.variable('f32', float(0));
  const { count } = compact(write, row, n, 'bool', context);
  write.for(int(0), count, 4, () => {
    write.assign(butOne, all);
    write.assign(all, write.op('f32.add', all, float(value)));
  });
  return { all, butOne };
};
