import * as E from 'fp-ts/lib/Either.js';
import { at, fault, FaultError, thrown, type Faults } from '../../core/errors.js';
import type { Engine } from './engine.js';

/** What a computation on gpu.js comes to, or what went wrong there, as faults. On a lost device everything goes wrong, so that is told first. */
export const attempt = async <A>({ name, isLost }: Engine, compute: () => Promise<A>): Promise<E.Either<Faults, A>> => {
  const refuse = (what: string, want: string, got: string): E.Either<Faults, never> =>
    E.left([at(`backend '${name}'`)(fault('Backend', what, want, got))]);
  const lost = () => refuse('the device', 'there', 'a lost context');
  try {
    const computed = await compute();
    return (await isLost()) ? lost() : E.right(computed);
  } catch (error) {
    if (await isLost()) return lost();
    return error instanceof FaultError ? E.left(error.faults) : refuse('gpu.js', 'able to compute this', thrown(error));
  }
};
