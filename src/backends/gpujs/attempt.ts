import * as E from 'fp-ts/lib/Either.js';
import { at, fault, FaultError, thrown, type Faults } from '../../core/errors.js';

/** What a computation on gpu.js comes to, or what went wrong there, as faults. */
export const attempt = async <A>(name: string, compute: () => Promise<A>): Promise<E.Either<Faults, A>> => {
  try {
    return E.right(await compute());
  } catch (error) {
    return E.left(
      error instanceof FaultError
        ? error.faults
        : [at(`backend '${name}'`)(fault('Backend', 'gpu.js', 'able to compute this', thrown(error)))],
    );
  }
};
