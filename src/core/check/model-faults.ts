import { fault, type LocalFault } from '../errors.js';
import { isRecord } from './options.js';
import { shown } from './shown.js';

/** What keeps a value from being a neuron model. */
export const modelFaults = (model: unknown): readonly LocalFault[] =>
  isRecord(model) &&
  isRecord(model['init']) &&
  's' in model['init'] &&
  isRecord(model['term']) &&
  typeof model['step'] === 'function'
    ? []
    : [fault('Parameter', 'model', 'a neuron model, as lif() makes it', called(model))];

/** A constructor that was not called is what is given by mistake most often. */
export const called = (value: unknown): string =>
  typeof value === 'function' ? `${shown(value)}, not called` : shown(value);
