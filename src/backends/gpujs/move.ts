import { sourcesOf } from '../../core/places.js';
import { size } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import type { Applied } from '../graph.js';
import { placeOf, quotient } from './places.js';
import type { Kernel, Writer } from './writer.js';

/** The row of this thread's element, and its place in the row. */
const placed = (w: Writer, width: number): readonly [row: string, place: string] => {
  const row = quotient(w, w.k, width);
  return [row, w.define(`${w.k} - ${placeOf([[row, width]])}`)];
};

/** Of each row the elements at some places; -1 gives 0. */
export const gatherKernel = (w: Writer, node: Applied, places: Tensor): Kernel => {
  const [x] = node.args as readonly [Applied];
  const [row, place] = placed(w, node.shape[1]!);
  const from = w.define(`${w.array(places, places.data.length)}[${place}]`);
  const start = w.define(placeOf([[row, x.shape[1]!]]));
  const value = w.fresh();
  w.write(`let ${value} = 0;`);
  w.write(`if (${from} >= 0) { ${value} = ${w.element(x, `${start} + ${from}`)}; }`);
  return w.kernel([[node.id, value]], size(node.shape));
};

/** The elements that are added to each place of a row, in order: place p has `list[start[p]]` to `list[start[p + 1] - 1]`. */
interface Lists {
  readonly start: Tensor;
  readonly list: Tensor;
  readonly longest: number;
}

export const listsOf = (places: Tensor, width: number): Lists => {
  const sources = sourcesOf(places, width);
  const start = new Float32Array(width + 1);
  sources.forEach(({ length }, place) => (start[place + 1] = start[place]! + length));
  const longest = sources.reduce((most, { length }) => Math.max(most, length), 0);
  // An array for gpu.js has at least one element.
  const list = Float32Array.from(start[width] === 0 ? [0] : sources.flat());
  return { start: numbers(start), list: numbers(list), longest };
};

const numbers = (data: Float32Array): Tensor => ({ shape: [data.length], dtype: 'f32', data });

/** Each element added to its place of a row: a thread for each place adds up the list of its elements. */
export const scatterKernel = (w: Writer, node: Applied, { start, list, longest }: Lists): Kernel => {
  const [x] = node.args as readonly [Applied];
  const [row, place] = placed(w, node.shape[1]!);
  const from = w.define(`${w.array(start, start.data.length)}[${place}]`);
  const count = w.define(`${w.array(start, start.data.length)}[${place} + 1] - ${from}`);
  const base = w.define(placeOf([[row, x.shape[1]!]]));
  const [total, index] = [w.fresh(), w.fresh()];
  w.write(`let ${total} = 0;`);
  // WebGL 1 has loops of constant length only.
  w.write(`for (let ${index} = 0; ${index} < ${longest}; ${index}++) { if (${index} < ${count}) {`);
  const source = w.fresh();
  w.write(`let ${source} = ${w.array(list, list.data.length)}[${from} + ${index}];`);
  w.write(`${total} = ${w.rounded(`${total} + ${w.element(x, `${base} + ${source}`)}`)};`);
  w.write('} }');
  return w.kernel([[node.id, total]], size(node.shape));
};

/** A window `[b, t, ...]` moved on by one row. */
export const shiftInKernel = (w: Writer, node: Applied): Kernel => {
  const [window, newest] = node.args as readonly [Applied, Applied];
  const width = size(node.shape.slice(1));
  const row = size(node.shape.slice(2));
  const [batch, place] = placed(w, width);
  const value = w.fresh();
  w.write(`let ${value} = 0;`);
  w.write(`if (${place} < ${width - row}) { ${value} = ${w.element(window, `${w.k} + ${row}`)}; }`);
  const latest = placeOf([[batch, row]]);
  w.write(
    `if (${place} >= ${width - row}) { ${value} = ${w.element(newest, `${latest} + ${place} - ${width - row}`)}; }`,
  );
  return w.kernel([[node.id, value]], size(node.shape));
};
