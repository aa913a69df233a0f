import * as E from 'fp-ts/lib/Either.js';
import { FaultError, type Fault, type Faults } from '../core/faults/errors.js';

/** The result of work, or the faults that kept it from one: those that it throws, or what `faultOf` says of another error. */
export const attempting =
  (faultOf: (error: unknown) => Fault) =>
  async <A>(work: () => A | Promise<A>): Promise<E.Either<Faults, A>> => {
    try {
      return E.right(await work());
    } catch (error) {
      return E.left(error instanceof FaultError ? error.faults : [faultOf(error)]);
    }
  };
