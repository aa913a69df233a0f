import type { Algebra } from '../algebra.js';
import { fault, type LocalFault } from '../faults/errors.js';
import type { Vars } from '../model.js';
import type { Layer, Wire } from '../network.js';
import type { AnyRule } from '../rule.js';
import { innermost } from '../term.js';

/** The same record; it reports every name that is read and absent. */
export const watched = <V extends object>(vars: V, tell: (name: string) => void): V =>
  new Proxy(vars, {
    get: (of, name): unknown => {
      if (typeof name === 'string' && !(name in of)) tell(name);
      return Reflect.get(of, name);
    },
  });

/** A rule reads a variable that its layer does not have. */
export const unread = (name: string, { variables }: Layer<string>, variable: string, rule?: AnyRule): LocalFault => {
  const cure = cures[variable] ?? `its model has ${variables.join(', ')}`;
  return fault('Missing', `${nameOf(variable)} of layer '${name}'`, cure, readerOf(rule));
};

/** A part of a model reads a variable that the model does not have. */
export const unreadBy = (part: string, { model }: Layer<string>, variable: string): LocalFault =>
  fault('Missing', nameOf(variable), `its model has ${Object.keys(model.init).join(', ')}`, part);

/** What reads the variables of layers: a rule, without what is around it, or else the connection. */
const readerOf = (rule: AnyRule | undefined): string => (rule === undefined ? 'the connection' : innermost(rule.term));

/** A connection whose rule sees spikes when they arrive; it reports every name that is read of them and absent. */
export const watchedOnArrival = (wire: Wire<string>, tell: (name: string) => void): Wire<string> => {
  const { arriving } = wire.connection;
  if (arriving === undefined) return wire;
  const pre = <T>(A: Algebra<T>, vars: Vars<string, T>): Vars<'s', T> => watched(arriving.pre(A, vars), tell);
  return { ...wire, connection: { ...wire.connection, arriving: { ...arriving, pre } } };
};

/** A rule reads more of a spike that arrives than that it is there. */
export const unreadOnArrival = ({ from, rule }: Wire<string>, variable: string): LocalFault => {
  const cure = 'take a rule with traces of its own, such as pairStdp, or pair when spikes are fired';
  return fault('Missing', `${nameOf(variable)} of layer '${from}' on arrival`, cure, readerOf(rule));
};

const nameOf = (variable: string): string => (variable === 'x' ? 'trace x' : variable);

/** What gives a model the variables that rules of the library read. */
const cures: Readonly<Record<string, string>> = {
  x: 'wrap its model in traced(...)',
  summed: 'wrap its model in summed(...)',
  prob: 'srm0 has it',
};
