import type { Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import type { Plain, Term } from '../../core/term.js';
import { constructorOf, type Said } from '../parameters/entry.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { fitting } from './weight-faults.js';

/** Draws weights of a shape. `term` says how in plain data; a program's own function has none. */
export interface Initialiser {
  (shape: Shape): Tensor;
  readonly term?: Term;
}

/** A way to draw weights from its parameters, how it takes them, and the numbers that it draws for a shape. */
export const initialiser = <T extends Table, Args extends readonly unknown[]>(
  name: string,
  parameters: T,
  taken: (...args: Args) => object,
  make: (params: ParamsOf<T>) => (shape: Shape) => Tensor['data'],
): Said<(...args: Args) => Initialiser, 'weights', T> =>
  constructorOf('weights', name, parameters, taken, ({ given }): Initialiser => {
    const dataOf = make(given);
    const draw = (shape: Shape): Tensor => ({ shape: fitting(shape), dtype: 'f32', data: dataOf(shape) });
    const params = Object.entries<unknown>(given).map(([param, value]) => [param, toldOf(value)] as const);
    if (params.some(([, value]) => value === undefined)) return draw;
    return Object.assign(draw, { term: { name, params: Object.fromEntries(params) as Term['params'] } });
  });

/** A parameter in plain data: of what draws weights, its term, if it has one. */
const toldOf = (value: unknown): Plain | undefined =>
  typeof value === 'function' ? (value as Partial<Initialiser>).term : (value as Plain);
