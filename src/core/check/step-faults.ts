import type { Type } from '../algebra.js';
import { caught, fault, oneOf, type LocalFault } from '../faults/errors.js';
import type { Vars } from '../model.js';
import { showType } from '../ops.js';
import { sameShape } from '../shape.js';
import { isRecord } from '../faults/options.js';
import { unless } from '../faults/refuse.js';
import { shown } from '../faults/shown.js';
import { isType } from './values.js';

/** A step has to give back the variables that it got, each in its own type; an input layer's `s` may be numbers. */
export const stepFaults = (
  before: Vars<string, Type>,
  step: () => Vars<string, Type>,
  missing: readonly LocalFault[] = [],
): readonly LocalFault[] => resultFaults(before, 'a step', step, missing, Object.keys(before));

/** As `stepFaults`, of a function that gives back those variables that it changes. */
export const changeFaults = (
  before: Vars<string, Type>,
  name: string,
  change: () => Partial<Vars<string, Type>>,
  missing: readonly LocalFault[] = [],
): readonly LocalFault[] => resultFaults(before, name, change, missing, []);

const resultFaults = (
  before: Vars<string, Type>,
  name: string,
  compute: () => Partial<Vars<string, Type>>,
  missing: readonly LocalFault[],
  expected: readonly string[],
): readonly LocalFault[] => {
  try {
    const after: unknown = compute();
    if (!isRecord(after) || 'then' in after)
      return [fault('Model', `result of ${name}`, 'a record of variables', shown(after))];
    return [...new Set([...expected, ...Object.keys(after)])].flatMap((variable) =>
      variable in before
        ? typeFaults(variable, name, before[variable]!, after[variable])
        : [fault('Model', `variable after ${name}`, oneOf(Object.keys(before)), shown(variable))],
    );
  } catch (error) {
    return missing.length > 0 ? missing.slice(0, 1) : caught(error, name === 'a step' ? 'the step' : name);
  }
};

const typeFaults = (variable: string, name: string, type: Type, got: unknown): readonly LocalFault[] => {
  const what = `'${variable}' after ${name}`;
  if (got !== undefined && !isType(got))
    return [fault('Model', what, `${showType(type)}, a value that A computes`, shown(got))];
  const kept = got !== undefined && sameShape(got.shape, type.shape) && (got.dtype === type.dtype || variable === 's');
  return unless(
    kept,
    'Model',
    what,
    showType(type),
    got === undefined ? 'nothing' : `${showType(got)}${rowCure(got, type)}`,
  );
};

/** The cure for a value of each batch row in place of one that all rows share, such as a learned threshold. */
const rowCure = (got: Type, { shape }: Type): string =>
  sameShape(got.shape.slice(1), shape) ? ' (all batch rows share it: A.sum(change, [0]) adds up what they change)' : '';
