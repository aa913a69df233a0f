import { at, fault, type Faults } from '../core/errors.js';
import { shown } from '../core/check/shown.js';

/** The fault of what should be text, with at least one character. */
export const expectText = (place: string, what: string, value: unknown): Faults | undefined =>
  typeof value === 'string' && value !== ''
    ? undefined
    : [at(place)(fault('Parameter', what, 'a string that is not empty', shown(value)))];
