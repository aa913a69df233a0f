import type * as E from 'fp-ts/lib/Either.js';
import { network } from '../../core/build.js';
import type { Faults } from '../../core/errors.js';
import { layer, type Network } from '../../core/network.js';
import type { Seed } from '../../core/random.js';
import type { Shape } from '../../core/shape.js';
import { dense } from '../connections/dense.js';
import { normalised } from '../connections/normalised.js';
import { allButSelf, oneToOne, uniform } from '../connections/weights.js';
import { bounded } from '../learning/bounded.js';
import { postPre } from '../learning/post-pre.js';
import type { Nu } from '../learning/rates.js';
import { diehlAndCook } from '../neurons/diehl-and-cook.js';
import { input } from '../neurons/input.js';
import { lif } from '../neurons/lif.js';
import { traced } from '../neurons/traced.js';

export interface DiehlAndCook2015Params {
  /** The shape of the input layer. */
  readonly inputs: Shape;
  /** How many excitatory neurons, and how many inhibitory ones. */
  readonly neurons: number;
  /** Weight of an excitatory neuron to its inhibitory one, mV. */
  readonly exc: number;
  /** Weight by which an inhibitory neuron silences all other excitatory ones, mV (given as a magnitude). */
  readonly inh: number;
  readonly nu: Nu;
  readonly wmin: number;
  readonly wmax: number;
  /** What the weights into each excitatory neuron sum to after each sample, mV. */
  readonly norm: number;
  /** mV a spike */
  readonly thetaPlus: number;
  /** ms */
  readonly tauTheta: number;
  /** mV */
  readonly excThresh: number;
  /** mV */
  readonly inhThresh: number;
  /** ms */
  readonly dt: number;
  /** Of the first weights, 0.3 times uniform. */
  readonly seed: Seed;
}

export const diehlAndCook2015Defaults: Omit<DiehlAndCook2015Params, 'inputs'> = {
  neurons: 100,
  exc: 22.5,
  inh: 17.5,
  nu: [1e-4, 1e-2],
  wmin: 0,
  wmax: 1,
  norm: 78.4,
  thetaPlus: 0.05,
  tauTheta: 1e7,
  excThresh: -52,
  inhThresh: -40,
  dt: 1,
  seed: 0,
};

export type DiehlAndCook2015 = Network<
  { X: 's' | 'x'; Ae: 'v' | 'refrac' | 'theta' | 's' | 'x'; Ai: 'v' | 'refrac' | 's' },
  { XAe: 'w'; AeAi: 'w'; AiAe: 'w' }
>;

/**
 * The network of Diehl & Cook 2015 as BindsNET has it: inputs X learn by STDP to excite Ae; each Ae neuron excites one of
 * Ai, which inhibits all the others a step later. Source: spec/models.md; its MNIST protocol uses `inh: 120`.
 */
export const diehlAndCook2015 = (
  params: Pick<DiehlAndCook2015Params, 'inputs'> & Partial<DiehlAndCook2015Params>,
): E.Either<Faults, DiehlAndCook2015> => {
  const { inputs, neurons, exc, inh, nu, wmin, wmax, norm, thetaPlus, tauTheta, excThresh, inhThresh, dt, seed } = {
    ...diehlAndCook2015Defaults,
    ...params,
  };
  return network(
    { dt },
    {
      X: layer(inputs, traced(input())),
      Ae: layer(
        [neurons],
        traced(diehlAndCook({ rest: -65, reset: -60, thresh: excThresh, refrac: 5, tau: 100, thetaPlus, tauTheta })),
      ),
      Ai: layer([neurons], lif({ rest: -60, reset: -45, thresh: inhThresh, refrac: 2, tau: 10 })),
    },
    (connect) => ({
      XAe: connect('X', 'Ae', normalised(dense(uniform(seed, 0, 0.3)), norm), bounded(postPre(nu), wmin, wmax)),
      AeAi: connect('Ae', 'Ai', dense(oneToOne(exc))),
      AiAe: connect('Ai', 'Ae', dense(allButSelf(-inh))),
    }),
  );
};
