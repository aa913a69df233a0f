import { expectFunction } from '../../core/expect.js';
import type { Connection, Wiring } from '../../core/connection.js';
import type { LocalFault } from '../../core/faults/errors.js';
import type { Shape } from '../../core/shape.js';
import { termOf } from '../../core/term.js';
import { constructorOf, type Said } from '../parameters/entry.js';
import type { ParamsOf, Table } from '../parameters/table.js';

/** A connection short of its name and of the faults that its table of parameters says: those here are the others. */
export interface ConnectionBody<K extends string> extends Omit<Connection<K>, 'term' | 'faults'> {
  /** Parameters that are described otherwise than they were given, such as weights that were drawn. */
  readonly described?: object;
  readonly faults?: readonly LocalFault[];
}

/**
 * A kind of connection from its parameters, each written once (`[default, constraint]`), how its constructor takes them, and
 * what it makes of them between layers of two shapes. `target` says the shape of a target that it fits; absent: any.
 */
export const connectionOf = <T extends Table, Args extends readonly unknown[], K extends string>(
  name: string,
  parameters: T,
  taken: (...args: Args) => object,
  body: (params: ParamsOf<T>, from: Shape, to: Shape) => ConnectionBody<K>,
  target?: (from: Shape, params: ParamsOf<T>) => Shape,
): Said<(...args: Args) => Wiring<K>, 'connection', T> => {
  expectFunction('connectionOf', body, 'body');
  return constructorOf(
    'connection',
    name,
    parameters,
    taken,
    ({ given, faults }): Wiring<K> =>
      (from, to) => {
        const { described, faults: others = [], ...made } = body(given, from, to);
        return {
          ...made,
          term: termOf(name, { ...given, ...described }),
          faults: [...faults({ neuron: to }), ...others],
        };
      },
    target,
  );
};
