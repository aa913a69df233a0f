import { axesOf, extents } from '../../core/ops.js';
import { size, type Shape } from '../../core/shape.js';
import type { KernelContext } from './kernel-context.js';
import { cast } from './elementwise.js';
import type { Tf, TfTensor } from './device-value.js';

type Letters = readonly string[];

/**
 * Sum of products by named axes: a matrix product where no axis is in all three, otherwise products added up. On wasm a
 * matrix product of one matrix adds in ascending order, rounding each time, which is eager's order; one of many matrices adds
 * in blocks, so there the products are laid out and summed, which is in order again.
 */
export const contract = ({ tf, mode, second }: KernelContext, axes: string, a: TfTensor, b: TfTensor): TfTensor => {
  const [xAxes, yAxes, out] = axesOf(axes);
  const [x, y] = [cast(tf, a, 'f32'), cast(tf, b, 'f32')];
  const extent = extents(axes, x.shape, y.shape);
  const shapeOf = (letters: Letters): Shape => letters.map((letter) => extent.get(letter)!);
  const inBoth = (letter: string): boolean => xAxes.includes(letter) && yAxes.includes(letter);

  // The order in which eager adds: as the first operand holds the products.
  const summed = [...new Set([...xAxes, ...yAxes])].filter((letter) => !out.includes(letter));
  const [each, rows, columns] = [
    out.filter(inBoth),
    out.filter((letter) => !yAxes.includes(letter)),
    out.filter((letter) => !xAxes.includes(letter)),
  ];
  // On wasm an empty sum is uninitialised memory.
  if (x.size === 0 || y.size === 0) return tf.zeros([...shapeOf(out)]);

  const many = size(shapeOf(each)) > 1;
  if (summed.length === 0 || !summed.every(inBoth) || (many && mode === 'wasm')) {
    const all = [...out, ...summed];
    const spread = (of: TfTensor, letters: Letters): TfTensor =>
      tf.reshape(
        arranged(tf, of, letters, all),
        all.map((letter) => (letters.includes(letter) ? extent.get(letter)! : 1)),
      );
    const products = tf.mul(spread(x, xAxes), spread(y, yAxes));
    // Eager adds each product to 0, which turns -0 into 0.
    return summed.length === 0
      ? tf.add(products, tf.scalar(0))
      : tf.sum(
          products,
          summed.map((_, place) => out.length + place),
        );
  }

  const [m, k, n] = [size(shapeOf(rows)), size(shapeOf(summed)), size(shapeOf(columns))];
  const lead = many ? [size(shapeOf(each))] : [];
  const product = tf.matMul(
    tf.reshape(arranged(tf, x, xAxes, [...each, ...rows, ...summed]), [...lead, m, k]),
    second(arranged(tf, y, yAxes, [...each, ...summed, ...columns]), [...lead, k, n]),
  );
  const found = [...each, ...rows, ...columns];
  return tf.reshape(arranged(tf, tf.reshape(product, [...shapeOf(found)]), found, out), [...shapeOf(out)]);
};

/** A tensor with its axes in another order; where only axes of extent 1 would move, nothing has to. */
const arranged = (tf: Tf, x: TfTensor, letters: Letters, order: Letters): TfTensor => {
  const permutation = order.filter((letter) => letters.includes(letter)).map((letter) => letters.indexOf(letter));
  const moving = permutation.filter((axis) => x.shape[axis] !== 1);
  return moving.every((axis, place) => place === 0 || moving[place - 1]! < axis) ? x : tf.transpose(x, permutation);
};
