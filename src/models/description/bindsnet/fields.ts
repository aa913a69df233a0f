import type * as E from 'fp-ts/lib/Either.js';
import { fault, type LocalFault } from '../../../core/errors.js';
import type { Plain } from '../../../core/json.js';

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
      fault('Unknown', `field of ${what}`, known.length === 0 ? 'absent' : `one of ${known.join(', ')}`, `'${name}'`),
    );

/** A parameter left out, or null, has the default. */
export const renamed = (params: Fields, names: { readonly [theirs: string]: string }): Fields =>
  Object.fromEntries(
    Object.entries(names).flatMap(([theirs, ours]) =>
      params[theirs] === undefined || params[theirs] === null ? [] : [[ours, params[theirs]]],
    ),
  );

/** A term around another. */
export const wrap = (name: string, params: Fields, of: Plain): Plain => ({ name, params: { ...params, of } });

/** A name as given, or whatever is given in its place. */
export const nameOf = (value: Plain | undefined): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
