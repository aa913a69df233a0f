import type { Type } from '../algebra.js';
import { fault, type LocalFault } from '../errors.js';
import type { Vars } from '../model.js';
import type { Layer } from '../network.js';
import type { AnyRule } from '../rule.js';
import type { Term } from '../term.js';

/** The same record; it reports every name that is read and absent. */
export const watched = (vars: Vars<string, Type>, tell: (name: string) => void): Vars<string, Type> =>
  new Proxy(vars, {
    get: (of, name) => {
      if (typeof name === 'string' && !(name in of)) tell(name);
      return Reflect.get(of, name) as Type;
    },
  });

/** A rule reads a variable that its layer does not have. */
export const unread = (name: string, { variables }: Layer<string>, variable: string, rule?: AnyRule): LocalFault => {
  const cure = cures[variable] ?? `its model has ${variables.join(', ')}`;
  const what = variable === 'x' ? 'trace x' : variable;
  return fault(
    'Missing',
    `${what} of layer '${name}'`,
    cure,
    rule === undefined ? 'the connection' : innermost(rule.term),
  );
};

/** What gives a model the variables that rules of the library read. */
const cures: Readonly<Record<string, string>> = {
  x: 'wrap its model in traced(...)',
  summed: 'wrap its model in summed(...)',
  prob: 'srm0 has it',
};

export const innermost = ({ name, params: { of } }: Term): string => (of === undefined ? name : innermost(of as Term));
