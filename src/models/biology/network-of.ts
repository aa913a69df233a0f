import * as E from 'fp-ts/lib/Either.js';
import { at, caught, unlessFaulty, type Faults } from '../../core/errors.js';
import type { AnyNetwork } from '../../core/network.js';
import { constructorOf, type Said } from '../parameters/entry.js';
import type { ParamsOf, Table } from '../parameters/table.js';

/**
 * A ready-made network from its parameters, each written once (`[default, constraint]`), all with a default. All that is wrong with
 * what is given comes back under the network's name.
 */
export const networkOf = <T extends Table, N extends AnyNetwork>(
  name: string,
  parameters: T,
  build: (params: ParamsOf<T>) => E.Either<Faults, N>,
): Said<(params?: Partial<ParamsOf<T>>) => E.Either<Faults, N>, 'network', T> =>
  constructorOf(
    'network',
    name,
    parameters,
    (params: Partial<ParamsOf<T>> = {}) => params,
    ({ given, faults }) =>
      E.flatten(
        unlessFaulty(faults().map(at(name)), (): E.Either<Faults, N> => {
          try {
            return build(given);
          } catch (error) {
            const [first, ...others] = caught(error, name).map(at(name));
            return E.left([first!, ...others]);
          }
        }),
      ),
  );
