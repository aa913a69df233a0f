import type * as E from 'fp-ts/lib/Either.js';
import type { Faults } from '../../core/errors.js';
import { allButSelf } from '../connections/weights.js';
import { demandNumber, whole } from '../params.js';
import {
  fromInputs,
  inputDefaults,
  inputFaults,
  magnitude,
  checked,
  thresholdDefaults,
  thresholdFaults,
  type InputParams,
  type ThresholdParams,
} from './parts.js';
import { recurrent, type Recurrent } from './recurrent.js';

export interface DiehlAndCook2015v2Params extends InputParams, ThresholdParams {
  readonly neurons: number;
  /** Weight by which each neuron silences all others, mV (given as a magnitude). */
  readonly inh: number;
}

export const diehlAndCook2015v2Defaults: Omit<DiehlAndCook2015v2Params, 'inputs'> = {
  ...inputDefaults,
  ...thresholdDefaults,
  neurons: 100,
  inh: 17.5,
};

export type DiehlAndCook2015v2 = Recurrent;

/**
 * `diehlAndCook2015` without its inhibitory layer: the neurons of Y inhibit each other directly, a step earlier than there.
 * What is wrong with a parameter comes back under its name. Source: spec/models.md.
 */
export const diehlAndCook2015v2 = (
  params: Pick<DiehlAndCook2015v2Params, 'inputs'> & Partial<DiehlAndCook2015v2Params>,
): E.Either<Faults, DiehlAndCook2015v2> => {
  const p = { ...diehlAndCook2015v2Defaults, ...params };
  const { neurons, inh } = p;
  const faults = [
    ...inputFaults(p, neurons),
    ...demandNumber('neurons', neurons, whole),
    ...thresholdFaults(p, neurons),
    ...demandNumber('inh', inh, magnitude),
  ];
  return checked('diehlAndCook2015v2', faults, () => recurrent(p, neurons, fromInputs(p), allButSelf(-inh)));
};
