import { isRecord } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { fault, type LocalFault } from '../core/faults/errors.js';
import { isList } from '../core/list.js';
import { isStep } from '../core/time.js';
import { refuseAll } from '../core/faults/refuse.js';
import { unknownName } from '../models/parameters/names.js';
import { hasOwn } from '../core/record.js';

/** Options of every plot. */
export interface PlotOptions {
  /** Default: what is drawn, and of how many. */
  readonly title?: string;
  /** Of the whole picture, pixels from 240 to 2000; default 480, which is legible at 400. */
  readonly width?: number;
  /** Of each panel, pixels from 40 to 2000; default what suits the plot. */
  readonly height?: number;
}

/** Options of what is drawn over time. */
export interface TimeOptions extends PlotOptions {
  /** The length of a step, ms: `net.dt`. */
  readonly dt: number;
  /** Where the plot begins, ms; default 0. */
  readonly from?: number;
  /** Where it ends, ms; default: after the last step that was recorded, or the last spike. */
  readonly to?: number;
}

/** The faults of an option's value. */
export type Check = (what: string, value: unknown) => readonly LocalFault[];
export type Checks = Readonly<Record<string, Check>>;

const must =
  (want: string, holds: (value: unknown) => boolean): Check =>
  (what, value) =>
    holds(value) ? [] : [fault('Parameter', what, want, shown(value))];

export const optional =
  (check: Check): Check =>
  (what, value) =>
    value === undefined ? [] : check(what, value);

const within = (low: number, high: number) => (value: unknown) =>
  typeof value === 'number' && value >= low && value <= high;
const isDrawable = within(-1e300, 1e300);
const isWhole = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

export const text = must('a string', (value) => typeof value === 'string');
export const texts = must(
  'an array of strings',
  (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
);
export const namesOrNumbers = must(
  'an array of at least one number or string',
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' || Number.isFinite(one)),
);
export const finite = must('a finite number, of at most 1e300', isDrawable);
export const positive = must(
  'a positive number',
  (value) => typeof value === 'number' && value > 0 && value < Infinity,
);
export const ms = must('a number of ms, at least 0', within(0, 1e12));
export const count = must('a whole number of at least 1', (value) => Number.isInteger(value) && (value as number) > 0);
export const whole = must('a whole number of at least 0', isWhole);
export const places = must(
  'an array of numbers of neurons, from 0',
  (value) => isList(value) && value.length > 0 && Array.from(value).every(isWhole),
);
export const range = must(
  'two numbers of at most 1e300, the lower first',
  (value) => Array.isArray(value) && value.length === 2 && value.every(isDrawable) && value[0] < value[1],
);
export const share = must('from 0 to 1', within(0, 1));
export const numbers = must(
  'an array of finite numbers',
  (value) => isList(value) && Array.from(value).every(Number.isFinite),
);
export const sizes = must(
  'two whole numbers, [height, width]',
  (value) => Array.isArray(value) && value.length === 2 && value.every((one) => isWhole(one) && one > 0),
);
export const record = must('a record', isRecord);
export const oneOfWords = (...names: readonly string[]): Check =>
  must(`one of ${names.map((name) => `'${name}'`).join(', ')}`, (value) => names.includes(value as string));

/** A record with a value for some of these names. */
export const perName =
  (names: readonly string[], check: Check): Check =>
  (what, value) =>
    isRecord(value)
      ? Object.entries(value).flatMap(([name, own]) =>
          names.includes(name) ? check(`${what} of '${name}'`, own) : [unknownName(`name in ${what}`, names, name)],
        )
      : [fault('Parameter', what, 'a record by the names of layers', shown(value))];

export const plotChecks: Checks = {
  title: optional(text),
  width: optional(must('from 240 to 2000 pixels', within(240, 2000))),
  height: optional(must('from 40 to 2000 pixels', within(40, 2000))),
};
export const timeChecks: Checks = {
  ...plotChecks,
  dt: must('the length of a step in ms (net.dt)', isStep),
  from: optional(ms),
  to: optional(ms),
};

/** Throws a `FaultError` with every fault of the options of a plot. */
export const checkPlot = (place: string, options: unknown, checks: Checks): void => {
  const names = Object.keys(checks);
  if (!isRecord(options))
    return refuseAll(place, [fault('Parameter', 'options', `a record of ${names.join(', ')}`, shown(options))]);
  const unknown = Object.keys(options).filter((name) => !hasOwn(checks, name));
  return refuseAll(place, [
    ...unknown.map((name) => unknownName('option', names, name)),
    ...Object.entries(checks).flatMap(([name, check]) => check(name, options[name])),
  ]);
};
