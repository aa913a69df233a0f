import { showShape } from '../../../core/shape.js';
import { stored } from '../../graph.js';
import { float, int, type Value } from '../ir/ir.js';
import type { Writer } from '../ir/writer.js';
import { compact, nonzero } from './compact.js';
import { along, chosen, filling, kindIn, plus, splat, times } from './emit.js';
import { kernelOf, type ConstantMatrix, type Form } from './kernel.js';

/**
 * Spikes times a matrix of one number: no matrix is read. A neuron's sum is that number added once for each spike that
 * reaches it, one after the other, as the matrix would have it.
 */
export const constantMatrix: Form = ([node], { constantMatrixOf }) => {
  const [spikes, matrix] = node!.args;
  const known = matrix && constantMatrixOf(matrix);
  const isProduct = node!.op === 'contract' && /^(\w)(\w),\2(\w)->\1\3$/.test(node!.attribute.join());
  if (known === undefined || spikes!.dtype !== 'bool' || !isProduct) return undefined;
  const { where, value } = known;
  const [rows, n] = node!.shape as [number, number];
  return kernelOf(node!, `${where} ${value} ${showShape(node!.shape)}`, [stored(spikes!)], (write, context) =>
    write.for(int(0), int(rows), 1, (b) => {
      const start = times(write, b, n * 4);
      const from = context.at(spikes!);
      // What a neuron gets if it spikes itself, and if it does not.
      const [own, none] = sumsOf(write, known, plus(write, start, int(from)), n);
      const wide = write.lanes === 4 && n >= 4 ? 4 : 1;
      const [ownWide, noneWide] = [splat(write, own, wide), splat(write, none, wide)];
      along(write, n, (j, lanes) => {
        const at = plus(write, start, j);
        const spike = write.load(kindIn('bool', lanes), at, from);
        const [yes, no] = lanes === 4 ? [ownWide, noneWide] : [own, none];
        write.store(filling(write, chosen(write, 'f32', spike, yes, no), lanes), at, context.at(node!));
      });
    }),
  );
};

/** What comes of a row of spikes for a neuron that is one of them, and for another. */
const sumsOf = (write: Writer, { where, value }: ConstantMatrix, row: Value, n: number): readonly [Value, Value] => {
  if (where === 'diagonal') return [float(value), float(0)];
  const all = write.variable('f32', float(0));
  const butOne = write.variable('f32', float(0));
  write.for(int(0), compact(write, n, nonzero(write, row, 'bool')).count, 4, () => {
    write.assign(butOne, all);
    write.assign(all, write.op('f32.add', all, float(value)));
  });
  return where === 'others' ? [butOne, all] : [all, all];
};
