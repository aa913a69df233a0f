import * as E from 'fp-ts/lib/Either.js';
import * as NEA from 'fp-ts/lib/NonEmptyArray.js';
import { isRecord } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { at, caught, fault, type Fault, type Faults, type LocalFault } from '../../core/faults/errors.js';
import type { Seed } from '../../core/random.js';
import { fromBytes, toBytes } from './values.js';

/** What came of a point: the result of its job, or its faults, which name it. */
export interface Outcome<P = unknown, R = unknown> {
  /** The number of the point, from 0. */
  readonly place: number;
  readonly point: P;
  /** The seed that its job was given. */
  readonly seed: Seed;
  readonly result: E.Either<Faults, R>;
}

/** A result, or faults whose place is only known inside the job (`layer 'Y'`, or none). */
type Came = { readonly right: unknown } | { readonly left: Faults };

/** What a job returned, as bytes. A Left that it returns is its faults, a Right its value; a value that cannot be sent is a fault. */
export const bytesOfResult = (value: unknown): Uint8Array => {
  if (isEither(value)) return value._tag === 'Left' ? bytesOfFaults(faultsOf(value.left)) : bytesOfResult(value.right);
  const bytes = toBytes({ right: value ?? null }, 'result');
  return E.isRight(bytes) ? bytes.right : bytesOfFaults(bytes.left.map((one) => ({ ...renamed(one), place: '' })));
};

/** What a job threw, as bytes: the faults that it carries, or that the job failed. */
export const bytesOfError = (error: unknown, what = 'job'): Uint8Array => {
  const own = isRecord(error) && error['name'] === 'FaultError' ? error['faults'] : undefined;
  return bytesOfFaults(areFaults(own) ? own : caught(error, what).map((one) => at('')(inOneLine(one))));
};

/** Whether something from a job is faults, as this library makes them. */
const areFaults = (value: unknown): value is Faults =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => isRecord(one) && parts.every((part) => typeof one[part] === 'string'));

const parts = ['_tag', 'place', 'what', 'want', 'got'];

const inOneLine = (one: LocalFault): LocalFault => ({ ...one, got: one.got.replace(/\s*\n\s*/g, ' ') });

/** Faults as bytes, of which the point is added where they are read. */
const bytesOfFaults = (faults: readonly Fault[]): Uint8Array => {
  const bytes = toBytes(
    { left: faults.map(({ _tag, place, what, want, got }) => ({ _tag, place, what, want, got })) },
    'faults',
  );
  if (E.isLeft(bytes)) throw new Error('faults are plain data');
  return bytes.right;
};

/** A fault of a point alone, as bytes. */
export const bytesOfFault = (...given: Parameters<typeof fault>): Uint8Array =>
  bytesOfFaults([at('')(fault(...given))]);

/** The result of a point in such bytes, its faults with the point's name. */
export const resultOf = <R>(bytes: Uint8Array, place: number, point: unknown): E.Either<Faults, R> => {
  const read = fromBytes(bytes, 'result');
  const named = (one: Fault): Fault =>
    at([nameOf(place, point), ...(one.place === '' ? [] : [one.place])].join(': '))(one);
  if (E.isLeft(read)) return E.left(NEA.map(named)(read.left));
  const came = read.right as Came;
  return 'right' in came ? E.right(came.right as R) : E.left(NEA.map(named)(came.left));
};

/** `point 3 { tau: 10 }`: the number of a point and its values, in one line. */
export const nameOf = (place: number, point: unknown): string => `point ${place} ${shown(point)}`;

/** `result.right.counts` is `result.counts` to a user. */
const renamed = (one: Fault): Fault => ({ ...one, what: one.what.replace(/^result\.right/, 'result') });

const isEither = (
  value: unknown,
): value is { readonly _tag: 'Left' | 'Right'; readonly left?: unknown; readonly right?: unknown } =>
  isRecord(value) && (value['_tag'] === 'Left' || value['_tag'] === 'Right');

/** The faults of a Left: as functions of this library give them, or of `run`; anything else is what the job failed with. */
const faultsOf = (left: unknown): readonly Fault[] => {
  const faults = isRecord(left) && 'faults' in left ? left['faults'] : left;
  return areFaults(faults) ? faults : [at('')(fault('Code', 'job', 'to succeed', `a Left of ${shown(left)}`))];
};
