import * as E from 'fp-ts/lib/Either.js';
import { shown } from '../../core/faults/shown.js';
import { leftOf } from '../../core/either.js';
import { at, failure, FaultError, refused, type Faults } from '../../core/faults/errors.js';
import { freshTensor } from '../../core/run/fresh.js';
import { readerOf } from '../../core/run/stream.js';
import { sameShape, showShape, size } from '../../core/shape.js';
import { allocate, isTensor, type Tensor } from '../../core/tensor.js';
import { isStep } from '../../core/time.js';
import { factsOfAny, valuesOf } from '../encoders/sources.js';
import { checkSamples, type Sample } from './sample.js';

/** Samples side by side, as rows of one input. */
export interface Batch {
  /** `[t, b, ...shape]`, as `frames` takes it; a sample that is shorter than the longest is 0 for the rest. */
  readonly input: Tensor;
  /** How many steps each sample has; later steps of its row are padding, which `within(steps, fold)` keeps out of a result. */
  readonly steps: readonly number[];
  readonly labels: readonly number[];
}

/**
 * Reads some samples for a network whose steps are `dt` ms long, and puts them side by side. A sample that cannot be read,
 * has no steps or no end, or differs in shape from the first is a fault that names it; it never throws.
 */
export const readBatch = async (samples: readonly Sample[], dt: number): Promise<E.Either<Faults, Batch>> => {
  try {
    checkSamples('readBatch', samples, true);
    if (samples.length === 0) throw refused('readBatch', 'samples', 'at least one', 'none');
    if (!isStep(dt)) throw refused('readBatch', 'dt', 'a positive number of ms, as net.dt', shown(dt));
    // One after the other, as a folder may have more files than can be open.
    const rows: (readonly Tensor[])[] = [];
    for (const [k, sample] of samples.entries()) rows.push(await stepsOf(sample, dt, nameOf(sample, k)));
    return E.right({
      input: sideBySide(rows),
      steps: rows.map(({ length }) => length),
      labels: samples.map(({ label }) => label),
    });
  } catch (error) {
    return leftOf(error);
  }
};

const nameOf = ({ name }: Sample, k: number): string => (name === undefined ? `sample ${k}` : `sample '${name}'`);

/** All steps of a sample. */
const stepsOf = async ({ read }: Sample, dt: number, name: string): Promise<readonly Tensor[]> => {
  try {
    const source = await read();
    const { endless, fresh } = factsOfAny(source);
    if (endless) throw refused(name, 'source', 'one that ends', 'one without end');
    const { next } = readerOf(valuesOf<Tensor>(name, source, dt));
    const steps: Tensor[] = [];
    for (let step = await next(); step.done !== true; step = await next()) {
      if (!isTensor(step.value)) throw refused(name, `step ${steps.length}`, 'a tensor', shown(step.value));
      // A source that may write into its tensors again gives them to be copied.
      steps.push(fresh ? step.value : freshTensor(step.value));
    }
    if (steps.length === 0) throw refused(name, 'source', 'of at least one step', 'none (option duration)');
    return steps;
  } catch (error) {
    if (!(error instanceof FaultError)) throw new FaultError([at(name)(failure('Source', 'reading', error))]);
    const [first, ...others] = error.faults.map((one) => (one.place === name ? one : at(`${name}: ${one.place}`)(one)));
    throw new FaultError([first!, ...others]);
  }
};

const sideBySide = (rows: readonly (readonly Tensor[])[]): Tensor => {
  const { shape, dtype } = rows[0]![0]!;
  for (const [k, row] of rows.entries()) {
    const other = row.find((step) => !sameShape(step.shape, shape));
    if (other !== undefined)
      throw refused(`sample ${k}`, 'shape', `${showShape(shape)}, as of sample 0`, showShape(other.shape), 'Shape');
  }
  const long = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const same = rows.every((row) => row.every((step) => step.dtype === dtype));
  const width = size(shape);
  const data = allocate(same ? dtype : 'f32', long * rows.length * width);
  for (const [k, row] of rows.entries())
    for (const [step, values] of row.entries()) data.set(values.data, (step * rows.length + k) * width);
  return { shape: [long, rows.length, ...shape], dtype: same ? dtype : 'f32', data };
};
