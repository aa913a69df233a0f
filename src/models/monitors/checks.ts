import { expectFold } from '../../core/expect.js';
import { refused } from '../../core/faults/errors.js';
import type { Fold, Time } from '../../core/fold.js';
import { sameShape, showShape, type Shape } from '../../core/shape.js';
import { wholeFrom } from '../parameters/constraint.js';
import { numberFaults } from '../parameters/faults.js';
import { refuseAll } from '../../core/faults/refuse.js';

/** Each throws a `FaultError` of the fold `name`. */

/** Unless a parameter of a fold is a whole number of at least so many. */
export const checkWhole = (name: string, what: string, value: number, least: number): void =>
  refuseAll(name, numberFaults(what, value, wholeFrom(least)));

/** If what goes inside is no fold, or a sink, which can be around others but not within. */
export const checkUnsettled = (name: string, of: Fold<never, unknown>): void => {
  expectFold(name, of);
  if (of.settle === undefined) return;
  throw refused(name, 'fold', 'none that writes: sink(write, { rows, of }) goes around others', 'a sink');
};

/** The step that a fold is told, if it is. */
export const stepOf = (name: string, time: Time | undefined): number => {
  if (time !== undefined) return time.step;
  throw refused(name, 'time', 'the second argument of next, as foldAll gives it', 'none');
};

/** If an input, by its number, has another shape than those before it. */
export const checkShape = (name: string, input: number, want: Shape, got: Shape): void => {
  if (want === got || sameShape(want, got)) return;
  throw refused(name, `input ${input}`, `${showShape(want)}, as those before`, showShape(got), 'Shape');
};
