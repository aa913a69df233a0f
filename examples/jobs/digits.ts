import { backend, orThrow } from 'spikefold';
import type { JobContext } from 'spikefold/sweep';
import { test, train } from '../digits/train.js';
import { readDigits } from '../support/shown-digits.js';

/** A setting of the digits job: what the grid changes, and how large the job is. */
export interface Setting {
  /** Between excitatory neurons, mV. */
  readonly inhibition: number;
  /** The learning rate of postsynaptic spikes. */
  readonly nu: number;
  readonly backend: string;
  readonly neurons: number;
  readonly train: number;
  readonly test: number;
}

/** Trains a Diehl & Cook network on digits without labels, and tests it on others: the accuracy of both methods of classification. */
export default async (
  { inhibition, nu, backend: name, neurons, train: trained, test: tested }: Setting,
  { seed, progress }: JobContext,
): Promise<{ readonly allActivity: number; readonly proportion: number }> => {
  const digits = readDigits({ train: trained, test: tested });
  const how = {
    backend: orThrow(await backend(name)),
    seed,
    neurons,
    classes: digits.classes,
    inhibition,
    nu: [1e-4, nu],
  } as const;
  const result = await train(how, digits.train, 1, (done) => progress(done / (trained + tested)));
  const { allActivity, proportion } = await test(how, result, digits.test, (done) =>
    progress((trained + done) / (trained + tested)),
  );
  return { allActivity, proportion };
};
