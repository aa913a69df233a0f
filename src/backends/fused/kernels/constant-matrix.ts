import { showShape } from '../../../core/shape.js';
import { stored } from '../../graph.js';
import { float, int, type Value } from '../ir/ir.js';
import { compact, nonzero } from './compact.js';
import { along, chosen, filling, kindIn, plus, splat, times } from './emit.js';
import { kernelOf, type ConstantMatrix, type Form, type Kernel, type Writer } from './kernel.js';

/**
 * Spikes times a matrix of one number: no matrix is read. A neuron's sum is that number added once for each spike that
 * reaches it, one after the other, as the matrix would have it.
 */
export const constantMatrix: Form = ([node], { constantMatrixOf }) => {
  const [spikes, matrix] = node!.args;
  const known = matrix && constantMatrixOf(matrix);
  const isProduct = node!.op === 'contract' && /^(\w)(\w),\2(\w)->\1\3$/.test(node!.attribute.join());
  if (known === undefined || spikes!.dtype !== 'bool' || !isProduct) return undefined;
  const [rows, n] = node!.shape as [number, number];
  const emit: Kernel['emit'] = (write) =>
    write.for(int(0), int(rows), 1, (b) => {
      const start = times(write, b, n * 4);
      const from = write.at(spikes!);
      // What a neuron gets if it spikes itself, and if it does not.
      const single = sumsOf(write, known, plus(write, start, int(from)), n);
      const four = single.map((sum) => splat(write, sum, write.lanes === 4 && n >= 4 ? 4 : 1));
      along(write, n, (j, lanes) => {
        const at = plus(write, start, j);
        const [own, none] = lanes === 4 ? four : single;
        const sum = chosen(write, 'f32', write.load(kindIn('bool', lanes), at, from), own!, none!);
        write.store(filling(write, sum, lanes), at, write.at(node!));
      });
    });
  const name = `${known.where} ${known.value} ${showShape(node!.shape)}`;
  return kernelOf(node!, emit, { name, reads: [stored(spikes!)] });
};

/** What comes of a row of spikes for a neuron that is one of them, and for another. */
const sumsOf = (write: Writer, { where, value }: ConstantMatrix, row: Value, n: number): readonly [Value, Value] => {
  if (where === 'diagonal') return [float(value), float(0)];
  const [all, butOne] = [write.variable('f32', float(0)), write.variable('f32', float(0))];
  write.for(int(0), compact(write, n, nonzero(write, row, 'bool')).count, 4, () => {
    write.assign(butOne, all);
    write.assign(all, write.op('f32.add', all, float(value)));
  });
  return where === 'others' ? [butOne, all] : [all, all];
};
