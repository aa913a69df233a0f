import * as E from 'fp-ts/lib/Either.js';
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js';
import { clipped, shown } from './check/shown.js';

/**
 * What is wrong, as data. `Parameter`: a number out of range; `Shape`: extents that do not fit; `Unknown`: a name that
 * nothing has; `Name`: a name that cannot be used; `Model`: a step that breaks its own types; `Frame`: an input of a
 * run; `Number`: a value that is NaN, or infinite where nothing asks for that; `Source`: the stream of frames itself failed; `Aborted`: a run was told to stop; `Data`: plain data or bytes that
 * cannot be read; `File`: what the file system refused; `Monitor`: a fold, or the writer of one, that failed; `Backend`: what a backend cannot do.
 */
export interface Fault {
  readonly _tag:
    | 'Parameter'
    | 'Shape'
    | 'Unknown'
    | 'Name'
    | 'Model'
    | 'Frame'
    | 'Number'
    | 'Source'
    | 'Aborted'
    | 'Data'
    | 'File'
    | 'Monitor'
    | 'Backend';
  /** Where, in the user's own names: `layer 'Y'`. */
  readonly place: string;
  /** What is meant: `tau`, `weights`, `frame 17`. */
  readonly what: string;
  readonly want: string;
  readonly got: string;
}
export type Faults = NonEmptyArray<Fault>;

/** A fault before its place is known: models and connections report these, `network` adds the name. */
export type LocalFault = Omit<Fault, 'place'>;

export const fault = (_tag: Fault['_tag'], what: string, want: string, got: string): LocalFault => ({
  _tag,
  what,
  want,
  got,
});

/** A fault in its place: `at("layer 'Y'")(fault('Parameter', 'tau', 'positive', '0'))`. */
export const at =
  (place: string) =>
  (local: LocalFault): Fault => ({ ...local, place });

/** `one of 'X', 'Y'`: what a name could have been. */
export const oneOf = (names: readonly string[]): string =>
  `one of ${clipped(names.map((name) => `'${name}'`).join(', '), 400)}`;

/** What somebody else's code threw, as a fault says it. */
export const thrown = (error: unknown): string =>
  `an error: ${clipped(error instanceof Error ? error.message : String(error), 200)}`;

/** What code threw that was to give a value: the faults that it names, or one that says what it threw. */
export const caught = (error: unknown, what: string, want: string): NonEmptyArray<LocalFault> =>
  error instanceof FaultError
    ? (error.faults.map(({ place: _, ...local }) => local) as readonly LocalFault[] as NonEmptyArray<LocalFault>)
    : [fault('Model', what, want, thrown(error))];

/** `layer 'Y': tau must be positive, got 0` */
export const explain = (one: Fault): string => {
  if (typeof one !== 'object' || one === null || Array.isArray(one) || !('place' in one))
    throw refused('explain', 'fault', 'one fault of those in a Left: left.map(explain)', shown(one));
  const { place, what, want, got } = one;
  return `${place}: ${what} must be ${want}, got ${got}`;
};

/** Either every fault, or the value when there is none. */
export const unlessFaulty = <A>(faults: readonly Fault[], value: () => A): E.Either<Faults, A> => {
  const [first, ...others] = faults;
  return first === undefined ? E.right(value()) : E.left([first, ...others]);
};

/** The faults of a Left; undefined for a Right. */
export const faultsIn = (result: E.Either<Faults, unknown>): Faults | undefined =>
  E.isLeft(result) ? result.left : undefined;

/** The value of a Right; for a Left throws one error that lists every fault. For scripts; libraries keep the Either. */
export const orThrow = <A>(result: E.Either<Faults | { readonly faults: Faults }, A>): A => {
  if (typeof result !== 'object' || result === null || !('_tag' in result))
    throw refused('orThrow', 'result', 'an Either, as network(...) and run(...) give it', shown(result));
  if (E.isRight(result)) return result.right;
  throw new FaultError('faults' in result.left ? result.left.faults : result.left);
};

/** Carries faults through code that can only throw, such as a generator of frames; `run` takes them out again. */
export class FaultError extends Error {
  constructor(readonly faults: Faults) {
    super(faults.map(explain).join('\n'));
    this.name = 'FaultError';
  }
}

/** The error of a function that can return nothing but its value: `throw refused('uniform', 'seed', 'a whole number', '0.5')`. */
export const refused = (
  place: string,
  what: string,
  want: string,
  got: string,
  tag: Fault['_tag'] = 'Parameter',
): FaultError => new FaultError([at(place)(fault(tag, what, want, got))]);
