import { expectWiring } from '../../core/expect.js';
import { unless } from '../../core/faults/refuse.js';
import type { AnyWiring, Connection, Wiring } from '../../core/connection.js';
import type { LocalFault } from '../../core/faults/errors.js';
import type { Shape } from '../../core/shape.js';
import { termOf } from '../../core/term.js';
import { entered, type Said } from '../parameters/entry.js';
import { settle } from '../parameters/settle.js';
import type { ParamsOf, Table } from '../parameters/table.js';

/** What a connection around another changes of it; its faults are more than those of the other. */
export interface Change extends Partial<Omit<Connection<string>, 'term' | 'faults'>> {
  /** Parameters that are described otherwise than they were given, such as delays that were drawn. */
  readonly described?: object | undefined;
  readonly faults?: readonly LocalFault[];
}

/** The variables of a wrapper, by what a connection has with them, of which there cannot be a second one: `{ bias: ['b'] }`. */
type Own<V extends string> = Readonly<Record<string, readonly V[]>>;

/** The faults of a wrapper around a connection that has what it adds. */
const secondIn = (name: string, own: Own<string>, { init, windows = {} }: Connection<string>): readonly LocalFault[] =>
  Object.entries(own).flatMap(([what, variables]) => {
    const isFirst = !variables.some((variable) => variable in init || variable in windows);
    return unless(isFirst, 'Surplus', name, `no other ${what}`, 'a second one');
  });

/**
 * A wrapper of connections from its parameters, the last of which is the connection, `of`; its own variables; how its constructor takes the other parameters; and what it changes of a connection between layers of two shapes.
 */
export const aroundConnection = <T extends Table, const V extends string, Args extends readonly unknown[]>(
  name: string,
  parameters: T,
  own: Own<V>,
  taken: (...args: Args) => object,
  change: (connection: Connection<string>, params: ParamsOf<T>, from: Shape, to: Shape) => Change,
): Said<<K extends string>(of: Wiring<K>, ...args: Args) => Wiring<K | V>, 'connection', T> => {
  const around = (of: AnyWiring, given: object): AnyWiring => {
    expectWiring(name, of);
    const { given: all, params, faults } = settle(name, parameters, { ...given, of });
    return (from, to) => {
      const connection = of(from, to);
      const { described, faults: others = [], ...changed } = change(connection, params, from, to);
      return {
        ...connection,
        ...changed,
        term: termOf(name, { ...all, of: connection.term, ...described }),
        faults: [...connection.faults, ...faults({ source: from }), ...others, ...secondIn(name, own, connection)],
      };
    };
  };
  return entered(
    // It has the variables of the other, and its own.
    <K extends string>(of: Wiring<K>, ...args: Args) => around(of, taken(...args)) as Wiring<K | V>,
    'connection',
    name,
    parameters,
    (_, { of, ...given }) => around(of as AnyWiring, given),
  );
};

/** The same around a connection that has weights: what it changes of these. */
export const aroundWeights = <T extends Table, Args extends readonly unknown[]>(
  name: string,
  parameters: T,
  taken: (...args: Args) => object,
  change: (connection: Connection<'w'>, params: ParamsOf<T>) => Change,
): Said<<K extends string>(of: Wiring<K | 'w'>, ...args: Args) => Wiring<K | 'w'>, 'connection', T> =>
  aroundConnection<T, never, Args>(name, parameters, {}, taken, (connection, params) => {
    // The compiler sees to it, but not in descriptions and where names are forgotten.
    const want = `no ${Object.keys(parameters)[0]}`;
    const wrong = unless('w' in connection.init, 'Surplus', 'a connection without weights', want, name);
    return wrong.length > 0 ? { faults: wrong } : change(connection as Connection<'w'>, params);
  });
