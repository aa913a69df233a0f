import type * as E from 'fp-ts/lib/Either.js';
import { fault, type LocalFault } from '../../../core/errors.js';
import type { Plain } from '../../../core/term.js';
import { shown } from '../../../core/check/shown.js';
import { isTensor } from '../../../core/tensor.js';

/** A record of BindsNET's words. */
export type Fields = { readonly [name: string]: Plain };

/** What a part of a description is called, and our term for it. */
export type Named = readonly [name: string, term: Plain];
export type Translated<A> = E.Either<readonly LocalFault[], A>;

/** Fields that nothing here knows: BindsNET swallows them, we do not. */
export const unknown = (what: string, given: Fields, known: readonly string[]): readonly LocalFault[] =>
  Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) =>
      fault(
        'Unknown',
        `field of ${what}`,
        known.length === 0 ? 'it takes none' : `one of ${known.join(', ')}`,
        shown(name),
      ),
    );

/** A parameter left out, or null, has the default. */
export const renamed = (params: Fields, names: { readonly [theirs: string]: string }): Fields =>
  Object.fromEntries(
    Object.entries(names).flatMap(([theirs, ours]) =>
      params[theirs] === undefined || params[theirs] === null ? [] : [[ours, params[theirs]]],
    ),
  );

/** Parameters without those that are null: left out, in their words. */
export const given = (params: Fields): Fields =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null));

/** A tensor of one number, which holds for all neurons or all weights, as that number; anything else as it is. */
export const oneNumber = (value: Plain): Plain =>
  isTensor(value) && value.data.length === 1 ? value.data[0]! : Array.isArray(value) ? value.map(oneNumber) : value;

/** A term around another. */
export const wrap = (name: string, params: Fields, of: Plain): Plain => ({ name, params: { ...params, of } });

/** A name as given, or whatever is given in its place. */
export const nameOf = (value: Plain | undefined): string => (typeof value === 'string' ? value : shown(value));

/** What is wrong with a word of BindsNET that has no effect on numbers: it is a word. */
export const wordFaults = (what: string, value: Plain | undefined): readonly LocalFault[] =>
  value === undefined || value === null || typeof value === 'string'
    ? []
    : [fault('Data', what, 'a word, or null', shown(value))];

/** What is wrong with a value that has to be one of some words, or left out. */
export const wordsIn = (what: string, value: Plain | undefined, words: readonly string[]): readonly LocalFault[] =>
  value === undefined || words.includes(value as string)
    ? []
    : [fault('Unknown', what, `one of ${words.join(', ')}`, shown(value))];

/** What is wrong with a value that can only be true or false. */
export const flagFaults = (what: string, value: Plain | undefined): readonly LocalFault[] =>
  value === undefined || value === null || typeof value === 'boolean'
    ? []
    : [fault('Data', what, 'true or false', shown(value))];
