import * as E from 'fp-ts/lib/Either.js';
import type { Type } from '../core/algebra.js';
import { at, fault, FaultError, thrown, type Faults } from '../core/errors.js';
import type { Device } from './device.js';

/** The result of work on a device, or the faults that kept it from one. */
export const attempt = async <V extends Type, A>(
  { name, library, guarded }: Device<V>,
  work: () => Promise<A>,
): Promise<E.Either<Faults, A>> => {
  try {
    return E.right(await guarded(work));
  } catch (error) {
    if (error instanceof FaultError) return E.left(error.faults);
    return E.left([at(`backend '${name}'`)(fault('Backend', library, 'able to compute the step', thrown(error)))]);
  }
};
