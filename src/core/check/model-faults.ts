import { fault, type LocalFault } from '../errors.js';
import { isRecord } from './options.js';
import { shown } from './shown.js';

/** The fault of a value that is not a neuron model. */
export const modelFaults = (model: unknown): readonly LocalFault[] =>
  isRecord(model) &&
  isRecord(model['init']) &&
  's' in model['init'] &&
  isRecord(model['term']) &&
  typeof model['step'] === 'function'
    ? []
    : [fault('Parameter', 'model', 'a neuron model, as lif() makes it', called(model))];

/** A value in a fault; most often it is a constructor that was not called. */
export const called = (value: unknown): string =>
  typeof value === 'function' ? `${shown(value)}, not called` : shown(value);
