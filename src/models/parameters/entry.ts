import { expectArray, expectFunction, expectRecord } from '../../core/expect.js';
import type * as E from 'fp-ts/lib/Either.js';
import type { Faults } from '../../core/faults/errors.js';
import type { Fold } from '../../core/fold.js';
import type { Source } from '../../core/run/source.js';
import type { Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import type { AnyNetwork } from '../../core/network.js';
import type { Parts, Pattern } from './constraint.js';
import { settle, type Settled } from './settle.js';
import { expectTable, type ParamsOf, type Table } from './table.js';

/** What the entries of each kind make. A wrapper is of the kind that it wraps, and has a parameter `of`. */
export interface Kinds extends Omit<Parts, 'weights' | 'pattern'> {
  readonly weights: (shape: Shape) => Tensor;
  readonly pattern: (m: number, n: number) => Pattern;
  readonly encoder: Source;
  readonly fold: Fold<Tensor, unknown>;
  readonly network: E.Either<Faults, AnyNetwork>;
}

/** Parameters by name, as a decoder has read them by the table of the entry that takes them. */
export type Values = Readonly<Record<string, unknown>>;

/** A word of the vocabulary: a constructor, its name, and its parameters. */
export interface EntryOf<K extends keyof Kinds, T extends Table = Table> {
  readonly kind: K;
  readonly name: string;
  readonly parameters: T;
  /** From all parameters that have no default; what is wrong with them is said where the constructor says it. */
  readonly make: (params: Values) => Kinds[K];
  /** Of a connection: the shape of the target that it fits, from that of the source; absent: any. */
  readonly target?: (from: Shape, params: Values) => Shape;
}

/** A word of the vocabulary, of any kind. */
export type Entry = { [K in keyof Kinds]: EntryOf<K> }[keyof Kinds];

/** The entries of one kind. (That they are of that kind is what is asked of each.) */
export const entriesOf = <K extends keyof Kinds>(vocabulary: readonly Entry[], kind: K): readonly EntryOf<K>[] => {
  expectArray('entriesOf', vocabulary, 'vocabulary');
  return vocabulary.filter((entry) => entry.kind === kind) as readonly Entry[] as readonly EntryOf<K>[];
};

/** A constructor that says what it is. */
export type Said<F, K extends keyof Kinds, T extends Table> = F & { readonly entry: EntryOf<K, T> };

/** A constructor with its entry; `make` calls it with the parameters of the table, in the form in which it takes them. */
export const entered = <F extends object, const K extends keyof Kinds, T extends Table>(
  constructor: F,
  kind: K,
  name: string,
  parameters: T,
  make: (constructor: F, params: ParamsOf<T>) => Kinds[K],
  target?: (from: Shape, params: ParamsOf<T>) => Shape,
): Said<F, K, T> => {
  expectFunction('entered', constructor, 'constructor');
  expectTable(name, parameters);
  const entry: EntryOf<K, T> = {
    kind,
    name,
    parameters,
    // What reads values by the table gives parameters of the table's types.
    make: (params) => make(constructor, params as ParamsOf<T>),
    ...(target && { target: (from, params) => target(from, params as ParamsOf<T>) }),
  };
  return Object.assign(constructor, { entry });
};

/**
 * A constructor from its parameters, each written once, how it takes them, and what it makes of what it was given. (The type
 * of a wrapper's constructor names what it wraps: that is made with `entered`.)
 */
export const constructorOf = <
  const K extends keyof Kinds,
  T extends Table,
  Args extends readonly unknown[],
  M extends Kinds[K],
>(
  kind: K,
  name: string,
  parameters: T,
  taken: (...args: Args) => object,
  make: (settled: Settled<T>) => M,
  target?: (from: Shape, params: ParamsOf<T>) => Shape,
): Said<(...args: Args) => M, K, T> => {
  expectFunction('constructorOf', taken, 'function from arguments to parameters');
  expectFunction('constructorOf', make, 'function from parameters');
  return entered(
    (...args: Args) => make(settle(name, parameters, taken(...args))),
    kind,
    name,
    parameters,
    (_, params) => make(settle(name, parameters, params)),
    target,
  );
};

/** Arguments by name, short of those that are left out. */
export const givenOf = <P extends object>(args: P): Partial<P> => {
  expectRecord('givenOf', args, 'arguments');
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)) as Partial<P>;
};
