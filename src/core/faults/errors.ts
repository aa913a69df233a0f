import * as E from 'fp-ts/lib/Either.js';
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js';
import { clipped, shown } from './shown.js';

/**
 * The kinds of faults. Of a value that was given: `Parameter`; `Shape`, extents that do not fit; `Name`, one that cannot be used;
 * `Frame`, an input of a run; `Data`, plain data or bytes that cannot be read; `Model`, a step that breaks its own types; `Backend`, what
 * a backend cannot do. `Unknown`: a name that nothing has; `Missing`: a variable that a rule reads and no model has; `Surplus`: a
 * part for which there is no place. `Number`: a value that is NaN, or infinite where nothing asks for that. What failed: `Source`, the stream
 * of frames; `Monitor`, a fold, or the writer of one; `File`, the file system; `Code`, other code of a program. `Aborted`: a run that
 * a signal stopped.
 */
export type FaultKind =
  | 'Parameter'
  | 'Shape'
  | 'Name'
  | 'Frame'
  | 'Data'
  | 'Model'
  | 'Backend'
  | 'Unknown'
  | 'Missing'
  | 'Surplus'
  | 'Number'
  | 'Source'
  | 'Monitor'
  | 'File'
  | 'Code'
  | 'Aborted';

/** What is wrong, as data. */
export interface Fault {
  readonly _tag: FaultKind;
  /** Where, in the user's own names: `layer 'Y'`. */
  readonly place: string;
  /** The subject: `tau`, `weights`, `frame 17`. */
  readonly what: string;
  readonly want: string;
  readonly got: string;
}
/** All faults that were found: at least one. */
export type Faults = NonEmptyArray<Fault>;

/** A fault before its place is known: models and connections report these, `network` adds the name. */
export type LocalFault = Omit<Fault, 'place'>;

export const fault = (_tag: FaultKind, what: string, want: string, got: string): LocalFault => {
  return { _tag, what, want, got };
};

/** A fault of a part of something: `tau of layer 'Y'`. */
export const partOf =
  (whole: string) =>
  (local: LocalFault): LocalFault => ({ ...local, what: `${local.what} of ${whole}` });

/** A fault in its place: `at("layer 'Y'")(fault('Parameter', 'tau', 'positive', '0'))`. */
export const at =
  (place: string) =>
  (local: LocalFault): Fault => ({ ...local, place });

/** `one of 'X', 'Y'`: what a name could have been. */
export const oneOf = (names: readonly string[]): string =>
  names.length === 0 ? 'there is none' : `one of ${clipped(names.map((name) => `'${name}'`).join(', '), 400)}`;

const messageOf = (error: unknown): string => clipped(error instanceof Error ? error.message : String(error), 200);

/** An error that was thrown, as what was got. */
export const thrown = (error: unknown): string => `an error: ${messageOf(error)}`;

/** Something that failed with an error. */
export const failure = (kind: 'Source' | 'Monitor' | 'File' | 'Code', what: string, error: unknown): LocalFault =>
  fault(kind, what, 'to succeed', messageOf(error));

/** The faults of an error that code threw: its own, or that the code failed. */
export const caught = (error: unknown, what: string): NonEmptyArray<LocalFault> =>
  error instanceof FaultError
    ? (error.faults.map(({ place: _, ...local }) => local) as readonly LocalFault[] as NonEmptyArray<LocalFault>)
    : [failure('Code', what, error)];

const mustBe = ({ what, want, got }: LocalFault): string => `${what} must be ${want}, got ${got}`;
const failed = ({ what, got }: LocalFault): string => `${what} failed: ${got}`;

/** The sentence for each kind of fault. */
const sentences: Readonly<Record<FaultKind, (fault: LocalFault) => string>> = {
  Parameter: mustBe,
  Shape: mustBe,
  Name: mustBe,
  Frame: mustBe,
  Data: mustBe,
  Model: mustBe,
  Backend: mustBe,
  // `unknown parameter 'tua' of traced: one of tau, scale, additive`
  Unknown: ({ what, want, got }) => `unknown ${what.replace(/( of .*)?$/, (whole) => ` ${got}${whole}`)}: ${want}`,
  Missing: ({ what, want, got }) => `${got} reads ${what}: ${want}`,
  Surplus: ({ what, want, got }) => `${what} takes ${want}, got ${got}`,
  Number: ({ what, want, got }) => `${what} is ${got}, not ${want}`,
  Source: failed,
  Monitor: failed,
  File: failed,
  Code: failed,
  Aborted: ({ what, got }) => `stopped by signal before ${what}: ${got}`,
};

/** A fault as a sentence: `layer 'Y': tau must be positive, got 0` */
export const explain = (one: Fault): string => {
  if (typeof one !== 'object' || one === null || Array.isArray(one) || !('place' in one))
    throw refused('explain', 'fault', 'one fault of those in a Left: left.map(explain)', shown(one));
  return `${one.place}: ${sentences[one._tag](one)}`;
};

/** Either every fault, or the value when there is none. */
export const unlessFaulty = <A>(faults: readonly Fault[], value: () => A): E.Either<Faults, A> =>
  areFaults(faults) ? E.left(faults) : E.right(value());

/** Whether there is any fault: of these a function that goes on without makes its Left. */
export const areFaults = (faults: readonly Fault[]): faults is Faults => faults.length > 0;

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
  tag: FaultKind = 'Parameter',
): FaultError => new FaultError([at(place)(fault(tag, what, want, got))]);
