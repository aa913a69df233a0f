import { expectRecord } from '../../core/expect.js';
import { isRecord } from '../../core/faults/options.js';
import { refuseAll, unless } from '../../core/faults/refuse.js';
import { shown } from '../../core/faults/shown.js';
import type { Constraint, Range } from './constraint.js';

/** What stands in a table for the default of a parameter that has to be given. */
export interface NoDefault {
  readonly required: true;
}
/** Stands in a table for the default of a parameter that has to be given. */
export const required: NoDefault = { required: true };

export const isNoDefault = (otherwise: unknown): otherwise is NoDefault => otherwise === required;

/**
 * A parameter, written once: its default (or `required`), what it has to be, and between which values tests look where
 * what is usual for the constraint makes no sense here.
 */
export type Row<A = unknown> = readonly [otherwise: A | NoDefault, constraint: Constraint<A>, usual?: Range];

/** The parameters of a constructor by name; a docstring on each says what it is, with its unit. */
export type Table = Readonly<Record<string, Row>>;

/** Checks a table, as plain JavaScript lets others through. */
export const expectTable = (name: string, table: Table): void => {
  expectRecord(name, table, 'table of parameters');
  const isRow = (row: unknown): boolean => Array.isArray(row) && isRecord(row[1]) && typeof row[1]['is'] === 'string';
  const want = 'its default and its constraint, such as [20, positive]';
  refuseAll(
    name,
    Object.entries(table).flatMap(([parameter, row]) =>
      unless(isRow(row), 'Parameter', `row of parameter '${parameter}'`, want, shown(row)),
    ),
  );
};

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
