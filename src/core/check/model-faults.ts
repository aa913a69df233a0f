import type { LocalFault } from '../errors.js';
import { isRecord } from './options.js';
import { unless } from './refuse.js';
import { shown } from './shown.js';

/** The fault of a value that is not a neuron model. */
export const modelFaults = (model: unknown): readonly LocalFault[] =>
  unless(isModel(model), 'Parameter', 'model', 'a neuron model, as lif() makes it', called(model));

/** Whether a value is a neuron model, as far as can be seen. */
export const isModel = (value: unknown): boolean =>
  isRecord(value) &&
  isRecord(value['init']) &&
  's' in value['init'] &&
  isRecord(value['term']) &&
  typeof value['step'] === 'function';

/** A value in a fault; most often it is a constructor that was not called. */
export const called = (value: unknown): string =>
  typeof value === 'function' ? `${shown(value)}, not called` : shown(value);
