import { expectRecord } from '../../core/check/expect.js';
import { at, fault, FaultError, type LocalFault } from '../../core/errors.js';
import { shown, shownTensor } from '../../core/check/shown.js';
import { isRecord } from '../../core/check/options.js';
import { isShape, sameShape, showShape, size, type Shape } from '../../core/shape.js';
import { isTensor } from '../../core/tensor.js';
import { finite, type Constraint, type Limit } from './constraint.js';
import { unknownName } from './names.js';
import type { Table } from './table.js';

/** The shapes that tensors of a table may have. */
export interface Shapes {
  readonly neuron: Shape;
  readonly weight: Shape;
}

/** What is wrong with the names of given parameters: the compiler sees it, plain JavaScript does not. */
export const unknownFaults = (of: string, table: Table, given: unknown): readonly LocalFault[] => {
  if (!isRecord(given) || isTensor(given)) return [fault('Parameter', `parameters of ${of}`, 'a record', shown(given))];
  // What a wrapper goes around is no option of it.
  const known = Object.keys(table).filter((name) => name !== 'of');
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(table, name))
    .map((name) => unknownName(`parameter of ${of}`, known, name));
};

/** What is wrong with one parameter; a tensor has to be of the given shape. */
export const paramFaults = (what: string, value: unknown, limit: Limit, shape: Shape): readonly LocalFault[] => {
  const { want, holds } = checked('paramFaults', limit);
  if (!isParam(value)) return [fault('Parameter', what, `${want}, a number or ${showShape(shape)}`, shown(value))];
  if (isTensor(value) && !sameShape(value.shape, shape))
    return [fault('Shape', what, `a number or ${showShape(shape)}`, showShape(value.shape))];
  const wrong = (isTensor(value) ? value.data : [value as number]).find((x) => !holds(x));
  return wrong === undefined ? [] : [fault('Parameter', what, want, `${wrong}`)];
};

/** As `paramFaults` for what can only be one number. */
export const numberFaults = (what: string, value: unknown, limit: Limit): readonly LocalFault[] => {
  const { want, holds } = checked('numberFaults', limit);
  return typeof value === 'number' && holds(value) ? [] : [fault('Parameter', what, want, shown(value))];
};

const checked = (place: string, limit: Limit): Limit => {
  expectRecord(place, limit, 'constraint');
  return limit;
};

/** The parameters of a layer, each a number or one number a neuron, and each as its constraint says. */
export const paramsFaults =
  <P extends object>(params: P, constraints: { readonly [name in keyof P]?: Limit }) =>
  (shape: Shape): readonly LocalFault[] => {
    expectRecord('paramsFaults', params, 'parameters');
    expectRecord('paramsFaults', constraints, 'constraints');
    return Object.entries<Limit | undefined>(constraints).flatMap(([what, limit]) =>
      limit === undefined ? [] : paramFaults(what, params[what as keyof P], limit, shape),
    );
  };

/** What is wrong with the values of a table, where a constraint can say it by itself. */
export const valueFaults = (
  table: Table,
  values: Readonly<Record<string, unknown>>,
  shapes: Partial<Shapes>,
): readonly LocalFault[] =>
  Object.entries(table).flatMap(([name, [otherwise, constraint]]) =>
    values[name] === undefined && otherwise === undefined ? [] : faultsOf(name, constraint, values[name], shapes),
  );

const faultsOf = (
  what: string,
  constraint: Constraint,
  value: unknown,
  { neuron = [], weight = [] }: Partial<Shapes>,
): readonly LocalFault[] => {
  const unless = (fits: boolean, want: string): readonly LocalFault[] =>
    fits ? [] : [fault('Parameter', what, want, shown(value))];
  switch (constraint.is) {
    case 'param':
      return paramFaults(what, value, constraint, constraint.per === 'neuron' ? neuron : weight);
    case 'number':
      return numberFaults(what, value, constraint);
    case 'word':
      return unless(fits(constraint, value), wordsOf(constraint));
    case 'boolean':
      return unless(fits(constraint, value), 'true or false');
    case 'rates':
      return Array.isArray(value) && value.length === 2
        ? ['pre', 'post'].flatMap((end, k) => paramFaults(`${what} ${end}`, value[k], finite, weight))
        : unless(false, 'a pair of rates, [pre, post]');
    case 'shape':
      return isShape(value) ? [] : [fault('Shape', what, 'a shape of whole numbers of at least 1', shown(value))];
    case 'lateral':
      return value === null ? [] : lateralFaults(what, value, size(neuron));
    case 'datum':
      return datumFaults(what, value, constraint);
    default:
      return [];
  }
};

const isParam = (value: unknown): boolean => typeof value === 'number' || isTensor(value);

/** Whether a value is of the type that its parameter has, as far as making something of it takes. */
export const fits = (constraint: Constraint, value: unknown): boolean => {
  switch (constraint.is) {
    case 'param':
      return isParam(value);
    case 'number':
      return typeof value === 'number';
    case 'word':
      return (
        constraint.words.includes(value as string) || (constraint.code !== undefined && typeof value === 'function')
      );
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

/** `'sum', 'mean' or 'max'` */
const wordsOf = ({ words, code }: Extract<Constraint, { is: 'word' }>): string => {
  const choices = [...words.map((word) => `'${word}'`), ...(code ? ['a function'] : [])];
  return [choices.slice(0, -1).join(', '), choices.at(-1)].join(' or ');
};

const lateralFaults = (what: string, value: unknown, n: number): readonly LocalFault[] =>
  isTensor(value) && sameShape(value.shape, [n, n])
    ? paramFaults(what, value, finite, value.shape)
    : [fault('Shape', what, `${showShape([n, n])}, or null`, isTensor(value) ? showShape(value.shape) : shown(value))];

const datumFaults = (what: string, value: unknown, limit: Limit): readonly LocalFault[] =>
  isTensor(value)
    ? paramFaults(what, value, limit, value.shape)
    : [fault('Parameter', what, 'a tensor, as tensor(shape, values) makes it', shownTensor(value))];

/** Throws faults, if there are any, of a function that can return nothing but its value. */
export const refuseAll = (place: string, faults: readonly LocalFault[]): void => {
  const [first, ...others] = faults.map(at(place));
  if (first !== undefined) throw new FaultError([first, ...others]);
};
