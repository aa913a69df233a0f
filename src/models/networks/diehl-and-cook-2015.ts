import type * as E from 'fp-ts/lib/Either.js';
import { network } from '../../core/build.js';
import type { Faults } from '../../core/errors.js';
import { layer, type Network } from '../../core/network.js';
import type { Param } from '../../core/tensor.js';
import { dense } from '../connections/dense.js';
import { allButSelf, oneToOne } from '../connections/weights.js';
import { lif } from '../neurons/lif.js';
import { demand, demandNumber, number, whole } from '../params.js';
import {
  excitatoryLayer,
  fromInputs,
  inputDefaults,
  inputFaults,
  inputLayer,
  magnitude,
  checked,
  thresholdDefaults,
  thresholdFaults,
  type InputParams,
  type ThresholdParams,
} from './parts.js';

export interface DiehlAndCook2015Params extends InputParams, ThresholdParams {
  /** How many excitatory neurons, and how many inhibitory ones. */
  readonly neurons: number;
  /** Weight of an excitatory neuron to its inhibitory one, mV. */
  readonly exc: number;
  /** Weight by which an inhibitory neuron silences all other excitatory ones, mV (given as a magnitude). */
  readonly inh: number;
  /** mV */
  readonly inhThresh: Param;
}

export const diehlAndCook2015Defaults: Omit<DiehlAndCook2015Params, 'inputs'> = {
  ...inputDefaults,
  ...thresholdDefaults,
  neurons: 100,
  exc: 22.5,
  inh: 17.5,
  inhThresh: -40,
};

export type DiehlAndCook2015 = Network<
  { X: 's' | 'x'; Ae: 'v' | 'refrac' | 'theta' | 's' | 'x'; Ai: 'v' | 'refrac' | 's' },
  { XAe: 'w'; AeAi: 'w'; AiAe: 'w' }
>;

/**
 * The network of Diehl & Cook 2015 as BindsNET has it: inputs X learn by STDP to excite Ae; each Ae neuron excites one of
 * Ai, which inhibits all the others: a spike of Ae at t makes one of Ai at t + 1, and inhibits from t + 2 on. Its MNIST
 * protocol uses `inh: 120`. What is wrong with a parameter comes back under its name. Source: spec/models.md.
 */
export const diehlAndCook2015 = (
  params: Pick<DiehlAndCook2015Params, 'inputs'> & Partial<DiehlAndCook2015Params>,
): E.Either<Faults, DiehlAndCook2015> => {
  const p = { ...diehlAndCook2015Defaults, ...params };
  const { dt, inputs, neurons, exc, inh, inhThresh } = p;
  const faults = [
    ...inputFaults(p, neurons),
    ...demandNumber('neurons', neurons, whole),
    ...thresholdFaults(p, neurons),
    ...demandNumber('exc', exc, magnitude),
    ...demandNumber('inh', inh, magnitude),
    ...demand(p, { inhThresh: number })([neurons]),
  ];
  return checked('diehlAndCook2015', faults, () =>
    network(
      { dt },
      {
        X: inputLayer(inputs),
        Ae: excitatoryLayer(neurons, p),
        Ai: layer([neurons], lif({ rest: -60, reset: -45, thresh: inhThresh, refrac: 2, tau: 10 })),
      },
      (connect) => ({
        XAe: connect('X', 'Ae', ...fromInputs(p)),
        AeAi: connect('Ae', 'Ai', dense(oneToOne(exc))),
        AiAe: connect('Ai', 'Ae', dense(allButSelf(-inh))),
      }),
    ),
  );
};
