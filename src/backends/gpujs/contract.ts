import type { Node } from '../../core/graph/graph.js';
import { size, strides, type Shape } from '../../core/shape.js';
import { operandsOf } from '../contraction.js';
import type { Applied } from '../graph.js';
import { indices, placeOf } from './places.js';
import type { Kernel, Writer } from './writer.js';

/**
 * Sum of products, pulled: a thread for each element of the result adds up the products in the order in which the driving
 * operand holds them, as eager's pushed form does for all at once. A product with 0 adds nothing.
 */
export const contractKernel = (w: Writer, node: Applied): Kernel => {
  const [x, y] = node.args as readonly [Node, Node];
  const axes = node.attribute[0] as string;
  const { driver, driverAxes, other, otherAxes, outAxes, summed, extent } = operandsOf(axes, x, y);
  const own = indices(w, w.k, node.shape);
  const loops = summed.map((letter) => [w.fresh(), extent.get(letter)!] as const);
  const indexOf = new Map([
    ...outAxes.map((letter, axis) => [letter, own[axis]!] as const),
    ...summed.map((letter, place) => [letter, loops[place]![0]] as const),
  ]);
  const placeIn = (letters: readonly string[], shape: Shape): string =>
    placeOf(strides(shape).map((stride, axis) => [indexOf.get(letters[axis]!)!, stride] as const));

  const total = w.fresh();
  w.write(`let ${total} = 0;`);
  loops.forEach(([index, count]) => w.write(`for (let ${index} = 0; ${index} < ${count}; ${index}++) {`));
  const factor = w.fresh();
  w.write(`let ${factor} = ${w.element(driver, placeIn(driverAxes, driver.shape))};`);
  const value = w.fresh();
  w.write(`let ${value} = ${w.element(other, placeIn(otherAxes, other.shape))};`);
  const product = w.rounded(`${factor} * ${value}`);
  w.write(`if (${factor} != 0 && ${value} != 0) { ${total} = ${w.rounded(`${total} + ${product}`)}; }`);
  loops.forEach(() => w.write('}'));
  return w.kernel([[node.id, total]], size(node.shape));
};
