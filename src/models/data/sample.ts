import { expectArray, expectRecord } from '../../core/expect.js';
import { shown } from '../../core/faults/shown.js';
import { refused } from '../../core/faults/errors.js';
import type { AnySource } from '../encoders/sources.js';

/**
 * A sample of a data set with its label. Nothing is read before `read` is called, so a data set is an array of samples,
 * whatever the size of its files; `slice`, `filter`, `map` and `concat` are its operations.
 */
export interface Sample<A = AnySource> {
  /** Where it is from, such as its file's name, for faults. */
  readonly name?: string;
  /** A whole number from 0. */
  readonly label: number;
  /** Reads the input, at once or later; every call reads it anew. */
  readonly read: () => A | Promise<A>;
}

/** Throws a `FaultError` of the function `place` unless these are samples. */
export const checkSamples = (place: string, samples: readonly Pick<Sample, 'label'>[], whole = false): void => {
  expectArray(place, samples, 'samples');
  for (const [k, sample] of samples.entries()) {
    expectRecord(place, sample, `sample ${k}`);
    const { label, read } = sample as Partial<Sample>;
    if (!Number.isInteger(label)) throw refused(place, `label of sample ${k}`, 'a whole number', shown(label));
    if (whole && typeof read !== 'function')
      throw refused(place, `read of sample ${k}`, 'a function that gives a source', shown(read));
  }
};
