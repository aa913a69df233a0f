import { fault, oneOf, type LocalFault } from './errors.js';
import { refuseAll } from './refuse.js';
import { shown } from './shown.js';

/** Whether a value is a record: an object with names, no array and no typed one. */
export const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** The faults of options with these known names: not a record, or unknown names, as plain JavaScript lets through. */
export const optionFaults = (options: unknown, known: readonly string[]): readonly LocalFault[] =>
  isRecord(options)
    ? Object.keys(options)
        .filter((name) => !known.includes(name))
        .map((name) => fault('Unknown', 'option', oneOf(known), shown(name)))
    : [fault('Parameter', 'options', `a record of ${known.join(', ')}`, shown(options))];

/** The options, of which these names are known: as `optionFaults`, for a function that can return nothing but its value. */
export const checkOptions = <O>(place: string, options: O, known: readonly string[]): O => {
  refuseAll(place, optionFaults(options, known));
  return options;
};
