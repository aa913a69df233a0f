import * as E from 'fp-ts/lib/Either.js';
import { checkOptions, isRecord } from '../core/faults/options.js';
import { frozen } from '../core/frozen.js';
import { expectFunction } from '../core/expect.js';
import { leftOf } from '../core/either.js';
import { orThrow, refused, type Faults } from '../core/faults/errors.js';
import { shown } from '../core/faults/shown.js';
import type { AnyNetwork, Names, Network, NetworkState } from '../core/network.js';
import { foldIn, keyOf, streamOf, type Seed } from '../core/random.js';
import { load } from '../io/load.js';
import { save } from '../io/save.js';
import { gather, resultsOf } from './gather.js';
import type { Job, JobContext } from './jobs/job.js';
import type { SweepOptions } from './options.js';
import { sweep } from './sweep.js';
import type { Where } from './where.js';

/** A frozen network, and the samples of one part, as a job of `evaluation` is given them. */
export interface Part<S> {
  /** Learns nothing. */
  readonly net: AnyNetwork;
  readonly state: NetworkState<Names, Names>;
  readonly samples: readonly S[];
  /** A seed for each sample: a function of the sample's number in the whole set, however that is split. */
  readonly seeds: readonly Seed[];
  /** The number of the first sample in the whole set. */
  readonly first: number;
}

/** What is sent to every thread or machine once, and with every part. */
interface Shared {
  readonly model: Uint8Array;
  readonly seed: Seed;
}
interface Slice {
  readonly first: number;
  readonly samples: readonly unknown[];
}

/** A job of `evaluation`: it gives a result for each sample of its part. */
export type Evaluation<R> = Job<Slice, readonly R[], Shared>;

/**
 * The job of a module that `evaluateIn` runs: `export default evaluation(async ({ net, state, samples, seeds }) => [...])` gives one result for each
 * sample, in their order. The network is loaded once in each thread, and is frozen.
 */
export const evaluation = <S, R>(
  evaluate: (part: Part<S>, context: JobContext) => readonly R[] | Promise<readonly R[]>,
): Evaluation<R> => {
  expectFunction('evaluation', evaluate, 'evaluate');
  let ready: { readonly model: Uint8Array; readonly part: Pick<Part<S>, 'net' | 'state'> } | undefined;
  return async ({ first, samples }, context) => {
    const { model, seed } = context.shared;
    if (ready?.model !== model) {
      const { net, state } = orThrow(load(model));
      ready = { model, part: { net: frozen(net), state } };
    }
    const seeds = samples.map((_, index) => foldIn(seed, first + index));
    const results = await evaluate({ ...ready.part, samples: samples as readonly S[], seeds, first }, context);
    if (!Array.isArray(results) || results.length !== samples.length)
      throw refused('evaluation', 'results', `an array of ${samples.length}, one for each sample`, shown(results));
    return results;
  };
};

/** As those of `sweep`, and how samples are split. */
export interface EvaluateOptions extends Omit<SweepOptions, 'shared' | 'order'> {
  /** Samples of a part, which a thread evaluates at once; default 100. Results do not depend on it where samples do not on each other. */
  readonly part?: number;
}

/** A trained network, and the samples to evaluate it on. */
export interface Evaluated<L extends Names, C extends Names, S> {
  readonly net: Network<L, C>;
  readonly state: NetworkState<L, C>;
  /** Plain data each, as images with their labels. */
  readonly samples: readonly S[];
}

/**
 * Evaluates a network on many samples, in parts over threads or machines: `job` is a module whose default export `evaluation` made. Gives the result of
 * each sample, in their order; to the bit the same wherever it runs and however it is split. The network goes as bytes of `save`, once to
 * each thread or machine, and learns nothing. Faults of any part, and of a network that cannot be saved, are a Left.
 */
export const evaluateIn = async <L extends Names, C extends Names, S, R = unknown>(
  where: Where,
  job: string | URL,
  model: Evaluated<L, C, S>,
  options: EvaluateOptions = {},
): Promise<E.Either<Faults, readonly R[]>> => {
  try {
    checkOptions('evaluateIn', options, ['part', 'seed', 'into', 'limit', 'ahead', 'signal', 'progress']);
    if (!isRecord(model)) throw refused('evaluateIn', 'model', 'a record of net, state, samples', shown(model));
    const { net, state, samples } = model;
    const { part = 100, seed = 0, ...others } = options;
    if (!Array.isArray(samples)) throw refused('evaluateIn', 'samples', 'an array of samples', shown(samples));
    if (!Number.isInteger(part) || part < 1)
      throw refused('evaluateIn', 'part', 'a whole number of samples, at least 1', shown(part));
    const shared: Shared = { model: orThrow(save(net, state)), seed: streamOf(keyOf(seed), 'evaluateIn') };
    const slices = Array.from({ length: Math.ceil(samples.length / part) }, (_, index): Slice => ({
      first: index * part,
      samples: samples.slice(index * part, (index + 1) * part),
    }));
    const outcomes = await gather(sweep<Slice, readonly R[]>(job, slices, where, { ...others, seed, shared }));
    return E.map((results: readonly (readonly R[])[]) => results.flat() as readonly R[])(
      E.chain(resultsOf<readonly R[]>)(outcomes),
    );
  } catch (error) {
    return leftOf(error);
  }
};
