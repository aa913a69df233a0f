import { mapEntries, mapValues } from '../../core/record.js';
import { isTensor } from '../../core/tensor.js';
import type { Range } from '../params.js';
import type { Constraint } from './constraint.js';

/** What stands in a table for the default of a parameter that has to be given. */
export interface NoDefault {
  readonly required: true;
}
export const required: NoDefault = { required: true };

export const isNoDefault = (otherwise: unknown): otherwise is NoDefault => otherwise === required;

/**
 * A parameter, written once: its default (or `required`), what it has to be, and between which values tests look where
 * what is usual for the constraint makes no sense here.
 */
export type Row<A = unknown> = readonly [otherwise: A | NoDefault, constraint: Constraint<A>, usual?: Range];

/** The parameters of a constructor by name; a docstring on each says what it is, with its unit. */
export type Table = Readonly<Record<string, Row>>;

/** The parameters that a table says. */
export type ParamsOf<T extends Table> = {
  readonly [name in keyof T]: T[name][1] extends { readonly type?: infer A } ? A : never;
};

/** What has to be given, and what may be. */
export type GivenOf<T extends Table> = {
  readonly [name in keyof T as T[name][0] extends NoDefault ? name : never]: ParamsOf<T>[name];
} & {
  readonly [name in keyof T as T[name][0] extends NoDefault ? never : name]?: ParamsOf<T>[name];
};

/** Defaults, and what is given in their place. */
export const merged = <T extends Table>(table: T, given: object): ParamsOf<T> => {
  const known = Object.entries(table).flatMap(([name, [otherwise]]): readonly (readonly [string, unknown])[] =>
    Object.hasOwn(given, name)
      ? [[name, (given as Readonly<Record<string, unknown>>)[name]]]
      : isNoDefault(otherwise)
        ? []
        : [[name, otherwise]],
  );
  // One value for each name of the table; the constraints say what is wrong with them.
  return Object.fromEntries(known) as ParamsOf<T>;
};

/** As `merged`, with something else in place of what cannot even be a value of its parameter: nothing made of these throws. */
export const usable = <T extends Table>(table: T, values: ParamsOf<T>): ParamsOf<T> =>
  mapEntries(table as Table, (name, [otherwise, constraint]) => {
    const value: unknown = values[name];
    return fits(constraint, value) ? value : isNoDefault(otherwise) ? standIn(constraint) : otherwise;
  }) as ParamsOf<T>;

const isParam = (value: unknown): boolean => typeof value === 'number' || isTensor(value);

/** Whether a value is of the type that its parameter has. */
const fits = (constraint: Constraint, value: unknown): boolean => {
  switch (constraint.is) {
    case 'param':
      return isParam(value);
    case 'number':
      return typeof value === 'number';
    case 'word':
      return constraint.words.includes(value as string) || (constraint.code === true && typeof value === 'function');
    case 'boolean':
      return typeof value === 'boolean';
    case 'lateral':
      return value === null || isTensor(value);
    case 'rates':
      return Array.isArray(value) && value.length === 2 && value.every(isParam);
    default:
      return true;
  }
};

/** Some value of a parameter that has no default. */
const standIn = (constraint: Constraint): unknown =>
  constraint.is === 'rates' ? [0, 0] : constraint.is === 'word' ? constraint.words[0] : 0;

/** The defaults that a table says. */
export const defaultsOf = (table: Table): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(mapValues(table, ([otherwise]) => otherwise)).filter(([, otherwise]) => !isNoDefault(otherwise)),
  );
