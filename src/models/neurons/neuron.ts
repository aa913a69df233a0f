import { refused } from '../../core/faults/errors.js';
import { shown } from '../../core/faults/shown.js';
import { expectBody, expectFunction, expectModel, expectRecord } from '../../core/expect.js';
import type { AnyModel, Model } from '../../core/model.js';
import { termOf } from '../../core/term.js';
import { part } from '../parameters/constraint.js';
import { constructorOf, entered, givenOf, type Said } from '../parameters/entry.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';

/** A model short of its name and of the faults that its table of parameters says: those here are the others. */
export type Body<K extends string, R extends string = never> = Omit<Model<K, R>, 'term'>;

/** A constructor of models, all of whose parameters have a default. */
export type Neuron<T extends Table, K extends string, R extends string = never> = Said<
  (params?: Partial<ParamsOf<T>>) => Model<K, R>,
  'model',
  T
>;

/**
 * A neuron model from its parameters, each written once (`[default, constraint]`), and what it makes of them. The model is
 * called `name` where it is described, and has a fault for each parameter that makes no sense or that nothing knows.
 *
 *   const leaky = neuron('leaky', { tau: [20, positive] }, (p): Body<'v' | 's'> => ({ init: { v: 0, s: false }, step }));
 */
export const neuron = <T extends Table, K extends string, R extends string = never>(
  name: string,
  parameters: T,
  body: (params: ParamsOf<T>) => Body<K, R>,
): Neuron<T, K, R> => {
  if (typeof name !== 'string') throw refused('neuron', 'name', 'a string', shown(name));
  expectFunction(name, body, 'body');
  return constructorOf('model', name, parameters, optional<T>, ({ given, params, faults }): Model<K, R> => {
    const made = body(params);
    expectBody(name, made);
    return {
      ...made,
      term: termOf(name, givenOf(given)),
      faults: (neuron) => [...faults({ neuron }), ...(made.faults?.(neuron) ?? [])],
    };
  });
};

/** A model of the library with some parameters set, under another name. It is described as what it is made of. */
export const preset = <T extends Table, K extends string, R extends string = never>(
  name: string,
  parameters: T,
  make: (params: ParamsOf<T>) => Model<K, R>,
): Neuron<T, K, R> => {
  expectFunction(name, make, 'maker');
  return constructorOf('model', name, parameters, optional<T>, ({ given, unknown }): Model<K, R> => {
    const made = make(given);
    return { ...made, faults: (shape) => [...unknown, ...(made.faults?.(shape) ?? [])] };
  });
};

/** Parameters as the constructors of models take them. */
const optional = <T extends Table>(given: Partial<ParamsOf<T>> = {}): object => given;

/** A constructor that takes a model, and then the parameters of its table, if it has any. */
export const wrapper = <F extends (...args: never) => AnyModel>(
  name: string,
  parameters: Table,
  wrap: F,
): Said<F, 'model', Table> => {
  expectFunction(name, wrap, 'wrap');
  expectRecord(name, parameters, 'table of parameters');
  const construct = ((...args: never): AnyModel => {
    expectModel(name, args[0]);
    return wrap(...args);
  }) as F;
  const table = { ...parameters, of: [required, part('model')] } satisfies Table;
  // A model, and what its table says.
  return entered(construct, 'model', name, table, (_, { of, ...params }) => construct(...([of, params] as never)));
};
