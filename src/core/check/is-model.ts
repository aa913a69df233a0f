import { isRecord } from './options.js';
import { shown } from './shown.js';

/** Whether a value is a neuron model, as far as can be seen. */
export const isModel = (value: unknown): boolean => isBody(value) && isRecord((value as { term?: unknown }).term);

/** Whether a value has all that a model needs but its name. */
export const isBody = (value: unknown): boolean =>
  isRecord(value) && isRecord(value['init']) && 's' in value['init'] && typeof value['step'] === 'function';

/** A value in a fault; most often it is a constructor that was not called. */
export const called = (value: unknown): string =>
  typeof value === 'function' ? `${shown(value)}, not called` : shown(value);
