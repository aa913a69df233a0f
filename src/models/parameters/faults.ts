import { fault, type LocalFault } from '../../core/errors.js';
import { isShape, sameShape, showShape, size, type Shape } from '../../core/shape.js';
import { shown } from '../../core/check/shown.js';
import { isTensor } from '../../core/tensor.js';
import { demandNumber, finite, paramFaults } from '../params.js';
import type { Constraint } from './constraint.js';
import { unknownName } from './names.js';
import type { Table } from './table.js';

/** What is wrong with the names of given parameters: the compiler sees it, plain JavaScript does not. */
export const unknownFaults = (of: string, table: Table, given: unknown): readonly LocalFault[] => {
  if (typeof given !== 'object' || given === null || Array.isArray(given) || isTensor(given))
    return [fault('Parameter', `parameters of ${of}`, 'a record', shown(given))];
  const known = Object.keys(table);
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => unknownName(`parameter of ${of}`, known, name));
};

/** The shapes that tensors of a table may have. */
export interface Shapes {
  readonly neuron: Shape;
  readonly weight: Shape;
}

/** What is wrong with the values of a table, where a constraint can say it by itself. */
export const valueFaults = (
  table: Table,
  values: Readonly<Record<string, unknown>>,
  shapes: Partial<Shapes>,
): readonly LocalFault[] =>
  Object.entries(table).flatMap(([name, [, constraint]]) => faultsOf(name, constraint, values[name], shapes));

const faultsOf = (
  what: string,
  constraint: Constraint,
  value: unknown,
  { neuron = [], weight = [] }: Partial<Shapes>,
): readonly LocalFault[] => {
  switch (constraint.is) {
    case 'param':
      return paramFaults(what, value, constraint, constraint.per === 'neuron' ? neuron : weight);
    case 'number':
      return demandNumber(what, value as number, constraint);
    case 'word':
      return constraint.words.includes(value as string) || (constraint.code && typeof value === 'function')
        ? []
        : [
            fault(
              'Parameter',
              what,
              constraint.code ? orFunction(constraint.words) : choice(constraint.words),
              shown(value),
            ),
          ];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [fault('Parameter', what, 'true or false', shown(value))];
    case 'rates':
      return Array.isArray(value) && value.length === 2
        ? [
            ...paramFaults(`${what} pre`, value[0], finite, weight),
            ...paramFaults(`${what} post`, value[1], finite, weight),
          ]
        : [fault('Parameter', what, 'a pair of rates, [pre, post]', shown(value))];
    case 'shape':
      return isShape(value) ? [] : [fault('Shape', what, 'a shape of whole numbers of at least 1', shown(value))];
    case 'lateral':
      return value === null ? [] : lateralFaults(what, value, size(neuron));
    default:
      return [];
  }
};

/** `'sum', 'mean' or 'max'` */
const choice = (words: readonly string[]): string =>
  words.map((word, place) => `${place === 0 ? '' : place === words.length - 1 ? ' or ' : ', '}'${word}'`).join('');

const orFunction = (words: readonly string[]): string => `${words.map((word) => `'${word}'`).join(', ')} or a function`;

const lateralFaults = (what: string, value: unknown, n: number): readonly LocalFault[] =>
  isTensor(value) && sameShape(value.shape, [n, n])
    ? paramFaults(what, value, finite, value.shape)
    : [fault('Shape', what, `${showShape([n, n])}, or null`, isTensor(value) ? showShape(value.shape) : shown(value))];
