import { expectRecord } from '../../core/expect.js';
import { fault, type LocalFault } from '../../core/faults/errors.js';
import { unless } from '../../core/faults/refuse.js';
import { shown, shownTensor } from '../../core/faults/shown.js';
import { isRecord } from '../../core/faults/options.js';
import { sameShape, showShape, type Shape } from '../../core/shape.js';
import { isTensor } from '../../core/tensor.js';
import type { Limit } from './constraint.js';
import { unknownName } from './names.js';
import type { Table } from './table.js';
import { hasOwn } from '../../core/record.js';

/** What is wrong with the names of given parameters: the compiler sees it, plain JavaScript does not. */
export const unknownFaults = (of: string, table: Table, given: unknown): readonly LocalFault[] => {
  if (!isRecord(given) || isTensor(given)) return [fault('Parameter', `parameters of ${of}`, 'a record', shown(given))];
  // What a wrapper goes around is no option of it.
  const known = Object.keys(table).filter((name) => name !== 'of');
  return Object.keys(given)
    .filter((name) => !hasOwn(table, name))
    .map((name) => unknownName(`parameter of ${of}`, known, name));
};

/** Whether a value is a number, or a number each. */
export const isParam = (value: unknown): boolean => typeof value === 'number' || isTensor(value);

/** What is wrong with one parameter; a tensor has to be of the given shape. */
export const paramFaults = (what: string, value: unknown, limit: Limit, shape: Shape): readonly LocalFault[] => {
  expectRecord('paramFaults', limit, 'constraint');
  const { want, noun, holds } = limit;
  if (!isParam(value)) {
    const each = `${noun ? 'or a tensor' : 'a number or'} ${showShape(shape)}`;
    return [fault('Parameter', what, `${want}, ${each}`, shownTensor(value))];
  }
  if (isTensor(value) && !sameShape(value.shape, shape))
    return [fault('Shape', what, `a number or ${showShape(shape)}`, showShape(value.shape))];
  const wrong = (isTensor(value) ? value.data : [value as number]).find((x) => !holds(x));
  return unless(wrong === undefined, 'Parameter', what, want, `${wrong}`);
};

/** As `paramFaults` for what can only be one number. */
export const numberFaults = (what: string, value: unknown, limit: Limit): readonly LocalFault[] => {
  expectRecord('numberFaults', limit, 'constraint');
  const { want, holds } = limit;
  const one = isTensor(value) ? `${want}, one number for all` : want;
  return unless(typeof value === 'number' && holds(value), 'Parameter', what, one, shown(value));
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
