import * as E from 'fp-ts/lib/Either.js';
import { at, fault, FaultError, thrown, type Faults } from '../../core/errors.js';

/** What a computation of tfjs comes to, or what went wrong there, as faults. */
export const attempt = async <A>(mode: string, compute: () => Promise<A>): Promise<E.Either<Faults, A>> => {
  try {
    return E.right(await compute());
  } catch (error) {
    return E.left(
      error instanceof FaultError
        ? error.faults
        : [at(`backend 'tfjs:${mode}'`)(fault('Backend', 'tfjs', 'able to compute the step', thrown(error)))],
    );
  }
};
