import * as E from 'fp-ts/lib/Either.js';
import { allRight } from '../../core/either.js';
import { fault, partOf, type LocalFault } from '../../core/faults/errors.js';
import { entryOf, hasOwn, mapEntries } from '../../core/record.js';
import type { Plain } from '../../core/term.js';
import type { Shape } from '../../core/shape.js';
import { shown } from '../../core/faults/shown.js';
import { unknownName } from '../../models/parameters/names.js';
import { isTensor, type Param } from '../../core/tensor.js';

export const isNumbers = (value: Plain | undefined): value is readonly number[] =>
  Array.isArray(value) && value.every((part) => typeof part === 'number');

/** Reads plain data as an A; `what` names it in a fault. */
export type Decoder<A> = (value: Plain | undefined, what: string) => E.Either<readonly LocalFault[], A>;

export const refuse = (what: string, want: string, got: Plain | undefined): E.Either<readonly LocalFault[], never> =>
  E.left([fault('Data', what, want, shown(got))]);

/** A value that passes a test as it is. */
export const only =
  <A>(want: string, fits: (value: Plain | undefined) => value is A & Plain): Decoder<A> =>
  (value, what) =>
    fits(value) ? E.right(value) : refuse(what, want, value);

export const number: Decoder<number> = only('a number', (value) => typeof value === 'number');
export const boolean: Decoder<boolean> = only('true or false', (value) => typeof value === 'boolean');
export const param: Decoder<Param> = only(
  'a number or a tensor { shape, dtype, data }',
  (value): value is Param => typeof value === 'number' || isTensor(value),
);

/** Maps the value of a decoder. */
export const mapped =
  <A, B>(decoder: Decoder<A>, f: (value: A) => B): Decoder<B> =>
  (value, what) =>
    E.map(f)(decoder(value, what));

/** The extents of a layer, or of an image. */
export const shape: Decoder<Shape> = only('an array of numbers', isNumbers);

/** One of some words. */
export const word = <W extends string>(...words: readonly W[]): Decoder<W> =>
  only(words.map((w) => `'${w}'`).join(' or '), (value): value is W => words.includes(value as W));

/** A value that may be left out. */
export const optional =
  <A>(decoder: Decoder<A>, otherwise: A): Decoder<A> =>
  (value, what) =>
    value === undefined ? E.right(otherwise) : decoder(value, what);

export const isRecord = (value: Plain | undefined): value is { readonly [name: string]: Plain } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isTensor(value);

/** A record of exactly these fields; unknown ones are faults. */
export const fields =
  <R extends object>(decoders: { readonly [name in keyof R]: Decoder<R[name]> }): Decoder<R> =>
  (value, what) => {
    if (!isRecord(value)) return refuse(what, 'a record', value);
    const names = Object.keys(decoders);
    const unknown = Object.keys(value)
      .filter((name) => !names.includes(name))
      .map((name) => unknownName(`parameter of ${what}`, names, name));
    const read = allRight(
      mapEntries<Decoder<unknown>, ReturnType<Decoder<unknown>>>(decoders, (name, decoder) =>
        decoder(entryOf(value, name), name),
      ),
    );
    const faults = [...unknown, ...(E.isLeft(read) ? read.left : [])];
    return faults.length > 0 ? E.left(faults) : (read as E.Either<never, R>);
  };

/** A record of parts of one kind, under the user's names; faults end in `of kind 'name'`. */
export const record =
  <A>(kind: string, decoder: Decoder<A>): Decoder<Readonly<Record<string, A>>> =>
  (value, what) => {
    if (!isRecord(value)) return refuse(what, 'a record', value);
    const named = (name: string) =>
      E.mapLeft((faults: readonly LocalFault[]) => faults.map(partOf(`${kind} '${name}'`)));
    return allRight(mapEntries(value, (name, part) => named(name)(decoder(part, kind))));
  };

/** A value, or null. */
export const nullable =
  <A>(decoder: Decoder<A>): Decoder<A | null> =>
  (value, what) =>
    value === null ? E.right(null) : decoder(value, what);

/** The decoders of parameters for the names of one kind. */
type Vocabulary<A> = { readonly [name: string]: Decoder<A> };

const ofYourOwn = ' (one of your own needs its entry in the option vocabulary)';

/** A term `{ name, params }` whose name is looked up in a vocabulary. */
export const termIn =
  <A>(kind: string, vocabulary: () => Vocabulary<A>): Decoder<A> =>
  (value, what) => {
    const known = vocabulary();
    if (!isRecord(value) || typeof value['name'] !== 'string') return refuse(what, `a ${kind} { name, params }`, value);
    const { name, params = {}, ...rest } = value;
    if (Object.keys(rest).length > 0)
      return refuse(what, `a ${kind} { name, params } and nothing else`, Object.keys(rest));
    return hasOwn(known, name)
      ? known[name]!(params, name)
      : E.left([unknownName(what === 'of' ? kind : what, Object.keys(known), name, ofYourOwn)]);
  };
