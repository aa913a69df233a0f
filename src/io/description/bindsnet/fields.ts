import * as E from 'fp-ts/lib/Either.js';
import { fault, type FaultKind, type LocalFault } from '../../../core/faults/errors.js';
import type { Plain } from '../../../core/term.js';
import { shown } from '../../../core/faults/shown.js';
import { isTensor } from '../../../core/tensor.js';
import { unknownName } from '../../../models/parameters/names.js';
import { hasOwn } from '../../../core/record.js';

/** A record of BindsNET's words. */
export type Fields = { readonly [name: string]: Plain };

/** The name of a part of a description, and our term for it. */
export type Named = readonly [name: string, term: Plain];
export type Translated<A> = E.Either<readonly LocalFault[], A>;

/** The faults of fields that are not known: BindsNET ignores them. */
export const unknown = (what: string, given: Fields, known: readonly string[]): readonly LocalFault[] =>
  Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => unknownName(`field of ${what}`, known, name));

/** The entry of a word in a table; a word that it does not have is a fault. */
export const entryOf = <A>(
  table: { readonly [word: string]: A },
  word: Plain | undefined,
  what: string,
): Translated<A> =>
  hasOwn(table, word)
    ? E.right(table[word]!)
    : E.left([fault('Unknown', what, `one of ${Object.keys(table).join(', ')}`, shown(word))]);

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

/** The parameters of these names that are there. */
export const among = (params: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(params).filter(([name]) => names.includes(name)));

/** A tensor of one number, which holds for all neurons or all weights, as that number; anything else as it is. */
export const oneNumber = (value: Plain): Plain =>
  isTensor(value) && value.data.length === 1 ? value.data[0]! : Array.isArray(value) ? value.map(oneNumber) : value;

/** A term around another. */
export const wrap = (name: string, params: Fields, of: Plain): Plain => ({ name, params: { ...params, of } });

/** A term in wrappers by their names, the innermost first. */
export const wrapped = (term: Plain, wrappers: Readonly<Record<string, Fields>>): Plain =>
  Object.entries(wrappers).reduce((of, [name, params]) => wrap(name, params, of), term);

/** A name as given, or whatever is given in its place. */
export const nameOf = (value: Plain | undefined): string => (typeof value === 'string' ? value : shown(value));

/** The faults of a value that has to hold something. */
const unless =
  (kind: FaultKind, want: string, holds: (value: Plain | undefined) => boolean) =>
  (what: string, value: Plain | undefined): readonly LocalFault[] =>
    holds(value) ? [] : [fault(kind, what, want, shown(value))];

/** The same of a value that may be left out. */
const ifGiven = (kind: FaultKind, want: string, holds: (value: Plain) => boolean) =>
  unless(kind, want, (value) => value === undefined || value === null || holds(value));

/** A word without effect on numbers. */
export const wordFaults = ifGiven('Data', 'a word, or null', (value) => typeof value === 'string');
export const flagFaults = ifGiven('Data', 'true or false', (value) => typeof value === 'boolean');
export const boundFaults = ifGiven(
  'Data',
  'a number or a tensor',
  (value) => typeof value === 'number' || isTensor(value),
);

/** One of some words. */
export const wordsIn = (what: string, value: Plain | undefined, words: readonly string[]): readonly LocalFault[] =>
  ifGiven('Unknown', `one of ${words.join(', ')}`, (word) => words.includes(word as string))(what, value);

const isWhole = (value: Plain | undefined): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0;

export const wholeFaults = unless('Parameter', 'a whole number of at least 1', isWhole);

/** Two whole numbers, or one for both. */
export const extentFaults = unless(
  'Parameter',
  'a whole number of at least 1, or two',
  (value) => isWhole(value) || (Array.isArray(value) && value.length === 2 && value.every(isWhole)),
);
