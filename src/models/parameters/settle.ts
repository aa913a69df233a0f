import { expectRecord } from '../../core/check/expect.js';
import type { LocalFault } from '../../core/errors.js';
import { unknownFaults, valueFaults, type Shapes } from './faults.js';
import { merged, usable, type ParamsOf, type Table } from './table.js';

/** Parameters as somebody gave them, with the defaults of the others. */
export interface Settled<T extends Table> {
  /** What was given, whatever it is: what `describe` writes. */
  readonly given: ParamsOf<T>;
  /** The same with a default in place of what is no value of its parameter at all: nothing that is made of it throws. */
  readonly params: ParamsOf<T>;
  /** What is wrong with what was given, once the shapes are known for which there may be a number each. */
  readonly faults: (shapes: Partial<Shapes>) => readonly LocalFault[];
}

/** Reads what is given for the parameters of a table, of a constructor called `name`. */
export const settle = <T extends Table>(name: string, table: T, given: object): Settled<T> => {
  expectRecord('settle', table, 'table of parameters');
  const values = merged(table, Object(given) as object);
  const strange = unknownFaults(name, table, given);
  return {
    given: values,
    params: usable(table, values),
    faults: (shapes) => [...strange, ...valueFaults(table, values, shapes)],
  };
};
