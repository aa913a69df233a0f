import { at, fault, FaultError } from '../../core/errors.js';
import type { Fold, Time } from '../../core/fold.js';
import { sameShape, showShape, type Shape } from '../../core/shape.js';

/** Throws a `FaultError` unless a parameter of a fold is a whole number of at least so many. */
export const demandWhole = (name: string, what: string, value: number, least: number): void => {
  if (Number.isInteger(value) && value >= least) return;
  throw new FaultError([at(name)(fault('Parameter', what, `a whole number of at least ${least}`, `${value}`))]);
};

/** Throws one if a fold is told what only the run tells. */
export const demandNothing = (name: string, given: unknown): void => {
  if (given === undefined) return;
  const got = typeof given === 'number' ? `${given}` : `something else (${typeof given})`;
  throw new FaultError([at(name)(fault('Parameter', 'dt', `left out, as the run says it: ${name}()`, got))]);
};

/** Throws one if a fold is a sink, which can be around others but not within. */
export const demandSettled = (name: string, of: Fold<never, unknown>): void => {
  if (of.settle === undefined) return;
  throw new FaultError([
    at(name)(fault('Parameter', 'fold', 'none that writes: sink(write, { rows, of }) goes around others', 'a sink')),
  ]);
};

/** The step that a fold is told; throws one if it is not. */
export const stepOf = (name: string, time: Time | undefined): number => {
  if (time !== undefined) return time.step;
  throw new FaultError([
    at(name)(fault('Parameter', 'time', 'the second argument of next, as foldAll gives it', 'none')),
  ]);
};

/** Throws one if an input, by its number, has another shape than those before it. */
export const demandShape = (name: string, input: number, want: Shape, got: Shape): void => {
  if (want === got || sameShape(want, got)) return;
  throw new FaultError([
    at(name)(fault('Shape', `input ${input}`, `${showShape(want)}, as those before`, showShape(got))),
  ]);
};
