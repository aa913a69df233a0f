import * as E from 'fp-ts/lib/Either.js';
import { leftAt } from '../../core/faults/refuse.js';
import { at, unlessFaulty, type Faults, type LocalFault } from '../../core/faults/errors.js';
import type { AnyNetwork } from '../../core/network.js';
import { constructorOf, type Said } from '../parameters/entry.js';
import type { GivenOf, ParamsOf, Table } from '../parameters/table.js';
import type { Shapes } from '../parameters/value-faults.js';

/** What a ready-made network takes: a record, which may be left out where every parameter has a default. */
type Taken<T extends Table> =
  Record<never, never> extends GivenOf<T> ? readonly [params?: GivenOf<T>] : readonly [params: GivenOf<T>];

/** What cannot be said of each parameter by itself: which tensors fit, and what is wrong with them together. */
export interface Whole {
  readonly shapes?: Partial<Shapes>;
  readonly faults?: readonly LocalFault[];
}

/**
 * A ready-made network from its parameters, each written once (`[default, constraint]`). All that is wrong with what is given, or met
 * while it is built, comes back under the network's name.
 */
export const networkOf = <T extends Table, N extends AnyNetwork>(
  name: string,
  parameters: T,
  build: (params: ParamsOf<T>) => E.Either<Faults, N>,
  whole: (params: ParamsOf<T>) => Whole = () => ({}),
): Said<(...args: Taken<T>) => E.Either<Faults, N>, 'network', T> =>
  constructorOf(
    'network',
    name,
    parameters,
    (...[params]: Taken<T>) => params ?? {},
    ({ given, faults }) => {
      const { shapes, faults: others = [] } = whole(given);
      const wrong = [...faults(shapes), ...others].map(at(name));
      return E.flatten(unlessFaulty(wrong, () => attempted(name, () => build(given))));
    },
  );

const attempted = <N>(name: string, build: () => E.Either<Faults, N>): E.Either<Faults, N> => {
  try {
    return build();
  } catch (error) {
    return leftAt(name, error, name);
  }
};
