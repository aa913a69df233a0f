import { size, strides } from '../../core/shape.js';
import type { Applied } from '../graph.js';
import { indices, placeOf, quotient } from './places.js';
import type { Kernel, Writer } from './writer.js';

/** Some axes folded away: a thread for each element of the result reduces its elements in ascending order. */
export const reduceKernel = (w: Writer, node: Applied): Kernel => {
  const [x] = node.args as readonly [Applied];
  const own = indices(w, w.k, node.shape);
  const axes = x.shape.map((_, axis) => axis);
  const kept = axes.filter((axis) => !node.attribute.includes(axis));
  const loops = new Map(axes.filter((axis) => node.attribute.includes(axis)).map((axis) => [axis, w.fresh()] as const));

  const total = w.fresh();
  w.write(`let ${total} = ${node.op === 'sum' ? '0' : w.number(-Infinity)};`);
  loops.forEach((index, axis) => w.write(`for (let ${index} = 0; ${index} < ${x.shape[axis]!}; ${index}++) {`));
  const place = placeOf(
    strides(x.shape).map((stride, axis) => [loops.get(axis) ?? own[kept.indexOf(axis)]!, stride] as const),
  );
  const value = w.fresh();
  w.write(`let ${value} = ${w.element(x, place)};`);
  w.write(
    node.op === 'sum'
      ? `${total} = ${w.rounded(`${total} + ${value}`)};`
      : `if (${total} < ${value}) { ${total} = ${value}; }`,
  );
  loops.forEach(() => w.write('}'));
  return w.kernel([[node.id, total]], size(node.shape));
};

/** Ids of nodes are 0 or more, so the intermediate result of a `chooseOne` gets one below. */
const chosenPlaceId = ({ id }: Applied): number => -1 - id;

/**
 * Of each row the place of the one true element that `chooseOne` keeps, number floor(u k) of k in index order; -1 where none is true. A
 * thread a row.
 */
export const chosenPlaceKernel = (w: Writer, node: Applied): Kernel => {
  const [s, u] = node.args as readonly [Applied, Applied];
  const rows = s.shape[0]!;
  const width = size(s.shape) / rows;
  const [count, index, chosen, place, seen, again] = Array.from({ length: 6 }, w.fresh);
  const start = w.define(placeOf([[w.k, width]]));
  const isTrue = (at: string): string => `${w.element(s, `${start} + ${at}`)} != 0`;
  w.write(`let ${count} = 0;`);
  w.write(
    `for (let ${index} = 0; ${index} < ${width}; ${index}++) { if (${isTrue(index!)}) { ${count} = ${count} + 1; } }`,
  );
  const wanted = w.define(`Math.floor(${w.rounded(`${w.element(u, w.k)} * ${count}`)})`);
  w.write(`let ${chosen} = ${wanted} < ${count} ? ${wanted} : ${count} - 1;`);
  w.write(`let ${place} = -1;`);
  w.write(`let ${seen} = 0;`);
  w.write(`for (let ${again} = 0; ${again} < ${width}; ${again}++) { if (${isTrue(again!)}) {`);
  w.write(`if (${seen} == ${chosen}) { ${place} = ${again}; }`);
  w.write(`${seen} = ${seen} + 1; } }`);
  return w.kernel([[chosenPlaceId(node), place!]], rows);
};

/** `chooseOne`, once the places to keep are computed: all others are 0. */
export const chooseOneKernel = (w: Writer, node: Applied): Kernel => {
  const width = size(node.shape) / node.shape[0]!;
  const row = quotient(w, w.k, width);
  const place = w.define(placeOf([[row, width]]));
  const kept = w.define(`${w.array(chosenPlaceId(node), node.shape[0]!)}[${row}]`);
  return w.kernel([[node.id, w.define(`${w.k} - ${place} == ${kept} ? 1 : 0`)]], size(node.shape));
};
