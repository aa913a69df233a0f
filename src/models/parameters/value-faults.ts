import { isRecord } from '../../core/faults/options.js';
import { shown, shownTensor } from '../../core/faults/shown.js';
import { fault, partOf, type LocalFault } from '../../core/faults/errors.js';
import { unless } from '../../core/faults/refuse.js';
import { isShape, sameShape, showShape, size, type Shape } from '../../core/shape.js';
import { isTensor } from '../../core/tensor.js';
import { finite, positiveFinite, type Constraint, type Limit } from './constraint.js';
import { isParam, numberFaults, paramFaults, unknownFaults } from './faults.js';
import type { Table } from './table.js';
import { hasOwn } from '../../core/record.js';

/** The shapes that tensors of a table may have. */
export interface Shapes {
  readonly neuron: Shape;
  readonly weight: Shape;
  readonly source: Shape;
}

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
  { neuron = [], weight = [], source = [] }: Partial<Shapes>,
): readonly LocalFault[] => {
  const needs = (want: string): readonly LocalFault[] =>
    unless(fits(constraint, value), 'Parameter', what, want, shown(value));
  switch (constraint.is) {
    case 'param':
      return paramFaults(what, value, constraint, { neuron, weight, source }[constraint.per]);
    case 'number':
      return numberFaults(what, value, constraint);
    case 'word':
      return needs(wordsOf(constraint));
    case 'boolean':
      return needs('true or false');
    case 'name':
      return needs('a name, in quotes');
    case 'rates':
      return Array.isArray(value) && value.length === 2
        ? ['pre', 'post'].flatMap((end, k) => paramFaults(`${what} ${end}`, value[k], finite, weight))
        : needs('a pair of rates, [pre, post]');
    case 'shape':
      return unless(isShape(value), 'Shape', what, 'a shape of whole numbers of at least 1', shown(value));
    case 'lateral':
      return value === null ? [] : lateralFaults(what, value, size(neuron));
    case 'delay':
      return typeof value === 'number' ? numberFaults(what, value, positiveFinite) : [];
    case 'receptors':
      return receptorFaults(constraint.table, value, { neuron });
    case 'datum':
      return datumFaults(what, value, constraint);
    default:
      return [];
  }
};

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
    case 'name':
      return typeof value === 'string';
    case 'lateral':
      return value === null || isTensor(value);
    case 'receptors':
      return isRecord(value) && !isTensor(value) && Object.values(value).every(isRecord);
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

const receptorFaults = (table: Table, value: unknown, shapes: Partial<Shapes>): readonly LocalFault[] =>
  isRecord(value) && !isTensor(value)
    ? Object.entries(value).flatMap(([name, params]) => [
        ...unknownFaults(`receptor '${name}'`, table, params),
        ...(isRecord(params) ? valueFaults(pickRows(table, params), params, shapes) : []).map(
          partOf(`receptor '${name}'`),
        ),
      ])
    : [fault('Parameter', 'receptors', 'a record of receptors by name, such as { exc: { tau: 5 } }', shown(value))];

/** The rows of what is given; the others have their defaults. */
const pickRows = (table: Table, given: object): Table =>
  Object.fromEntries(Object.entries(table).filter(([name]) => hasOwn(given, name)));

const datumFaults = (what: string, value: unknown, limit: Limit): readonly LocalFault[] =>
  isTensor(value)
    ? paramFaults(what, value, limit, value.shape)
    : [
        fault(
          'Parameter',
          what,
          'a tensor, as tensor(shape, values) makes it',
          `${shownTensor(value)}${sameFor(value)}`,
        ),
      ];

/** The cure for one number in place of one for each neuron. */
const sameFor = (value: unknown): string =>
  typeof value === 'number' ? ` (filled([n], ${value}) has it for n neurons)` : '';
