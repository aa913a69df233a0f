import * as E from 'fp-ts/lib/Either.js';
import { explain, type Faults } from '../../../src/index.js';

/** What is said of something that is refused; nothing where it is not. */
export const said = (result: E.Either<Faults, unknown>): readonly string[] =>
  E.isLeft(result) ? result.left.map(explain) : [];
