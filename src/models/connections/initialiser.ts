import { deferred, isFinite32, type Maker } from '../../core/deferred.js';
import { refuseAll } from '../../core/faults/refuse.js';
import type { Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { termOf, type Plain, type Term } from '../../core/term.js';
import { constructorOf, type Said } from '../parameters/entry.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { fitting } from './weight-faults.js';

/** Draws weights of a shape. `term` says how in plain data; a program's own function has none. */
export interface Initialiser {
  (shape: Shape): Tensor;
  readonly term?: Term;
}

/** The numbers that weights of a shape are: all of them, or how they are made and between which two they are. */
export type Numbers = (shape: Shape) => Tensor['data'] | Maker;

/**
 * A way to draw weights from its parameters, how it takes them, and the numbers that it draws for a shape. Parameters that make no sense
 * are a `FaultError`.
 */
export const initialiser = <T extends Table, Args extends readonly unknown[]>(
  name: string,
  parameters: T,
  taken: (...args: Args) => object,
  make: (params: ParamsOf<T>) => Numbers,
): Said<(...args: Args) => Initialiser, 'weights', T> =>
  constructorOf('weights', name, parameters, taken, ({ given, faults }): Initialiser => {
    refuseAll(name, faults());
    const numbersOf = make(given);
    const draw = (shape: Shape): Tensor => weightsOf(fitting(shape), numbersOf(shape));
    const params = Object.entries<unknown>(given).map(([param, value]) => [param, toldOf(value)] as const);
    if (params.some(([, value]) => value === undefined)) return draw;
    return Object.assign(draw, { term: termOf(name, Object.fromEntries(params)) });
  });

/** Weights that are made when they are read, unless some may be infinite or NaN. */
const weightsOf = (shape: Shape, numbers: ReturnType<Numbers>): Tensor => {
  if (ArrayBuffer.isView(numbers)) return { shape, dtype: 'f32', data: numbers };
  const drawn = deferred(shape, 'f32', numbers);
  return isFinite32(numbers.least) && isFinite32(numbers.most) ? drawn : { shape, dtype: 'f32', data: drawn.data };
};

/** A parameter in plain data: of what draws weights, its term, if it has one. */
const toldOf = (value: unknown): Plain | undefined =>
  typeof value === 'function' ? (value as Partial<Initialiser>).term : (value as Plain);
