import { showShape } from '../../../core/shape.js';
import { float, type Operand, type Value } from '../ir/ir.js';
import { kindIn } from './emit.js';
import { kernelOf, type ConstantMatrix, type Form, type Kernel, type Writer } from './kernel.js';

/**
 * Spikes times a matrix of one number: no matrix is read. A neuron's sum is that number added once for each spike that
 * reaches it, one after the other, as the matrix would have it.
 */
export const constantMatrix: Form = (node, { constantMatrixOf }) => {
  const [spikes, matrix] = node.args;
  const known = matrix && constantMatrixOf(matrix);
  const isProduct = /^(\w)(\w),\2(\w)->\1\3$/.test(node.attribute.join());
  if (known === undefined || spikes!.dtype !== 'bool' || !isProduct) return undefined;
  const [rows, n] = node.shape as [number, number];
  const emit: Kernel['emit'] = (write) => {
    const [from, to] = [write.at(spikes!), write.at(node)];
    write.for(0, rows, 1, (b) => {
      const start = write.times(b, n * 4);
      // What a neuron gets if it spikes itself, and if it does not.
      const single = sumsOf(write, known, write.plus(start, from), n);
      const four = single.map((sum) => write.splat(sum, write.lanes === 4 && n >= 4 ? 4 : 1));
      write.along(n, (j, lanes) => {
        const at = write.plus(start, j);
        const [own, none] = lanes === 4 ? four : single;
        const sum = write.chosen('f32', write.load(kindIn('bool', lanes), at, from), own!, none!);
        write.store(write.filling(sum, lanes), at, to);
      });
    });
  };
  const name = `${known.where} ${known.value} ${showShape(node.shape)}`;
  return kernelOf(node, emit, { name, reads: [spikes!] });
};

/** What comes of a row of spikes for a neuron that is one of them, and for another. */
const sumsOf = (write: Writer, { where, value }: ConstantMatrix, row: Operand, n: number): readonly [Value, Value] => {
  if (where === 'diagonal') return [float(value), float(0)];
  const [all, butOne] = [write.variable('f32', float(0)), write.variable('f32', float(0))];
  write.for(0, write.compactRare(n, write.nonzero(row, 'bool')).count, 4, () => {
    write.assign(butOne, all);
    write.assign(all, write.op('f32.add', all, float(value)));
  });
  return where === 'others' ? [butOne, all] : [all, all];
};
