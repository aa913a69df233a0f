import { expectRecord } from '../../core/expect.js';
import { refuseAll } from '../../core/faults/refuse.js';
import type { LocalFault } from '../../core/faults/errors.js';
import { hasOwn, mapEntries } from '../../core/record.js';
import type { Constraint } from './constraint.js';
import { unknownFaults } from './faults.js';
import { fits, valueFaults, type Shapes } from './value-faults.js';
import { isNoDefault, type ParamsOf, type Table } from './table.js';

/** Parameters as they were given, with the defaults of the others. */
export interface Settled<T extends Table> {
  /** What was given, whatever it is: what `describe` writes. */
  readonly given: ParamsOf<T>;
  /** The same with a default in place of what is no value of its parameter at all: nothing that is made of it throws. */
  readonly params: ParamsOf<T>;
  /** What is wrong with the names that were given. */
  readonly unknown: readonly LocalFault[];
  /** What is wrong with what was given, once the shapes are known for which there may be a number each. */
  readonly faults: (shapes?: Partial<Shapes>) => readonly LocalFault[];
}

/** Reads what is given for the parameters of a table, of a constructor called `name`. */
export const settle = <T extends Table>(name: string, table: T, given: object): Settled<T> => {
  expectRecord('settle', table, 'table of parameters');
  const own = Object(given) as Readonly<Record<string, unknown>>;
  const values = Object.fromEntries(
    Object.entries(table).flatMap(([name, [otherwise]]): readonly (readonly [string, unknown])[] =>
      hasOwn(own, name) ? [[name, own[name]]] : isNoDefault(otherwise) ? [] : [[name, otherwise]],
    ),
  );
  const unknown = unknownFaults(name, table, given);
  const params = mapEntries(table as Table, (name, [otherwise, constraint]) =>
    fits(constraint, values[name]) ? values[name] : isNoDefault(otherwise) ? standIn(constraint) : otherwise,
  );
  return {
    // One value for each name of the table; the constraints say what is wrong with them.
    given: values as ParamsOf<T>,
    params: params as ParamsOf<T>,
    unknown,
    faults: (shapes = {}) => [...unknown, ...valueFaults(table, values, shapes)],
  };
};

/** The parameters that are given and the defaults of the others; what is wrong with them is thrown. */
export const valid = <T extends Table>(name: string, table: T, given: object): ParamsOf<T> => {
  const { given: values, faults } = settle(name, table, given);
  refuseAll(name, faults());
  return values;
};

/** Some value of a parameter that has no default. */
const standIn = (constraint: Constraint): unknown =>
  constraint.is === 'rates' ? [0, 0] : constraint.is === 'word' ? constraint.words[0] : 0;
