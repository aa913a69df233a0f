import * as E from 'fp-ts/lib/Either.js';
import type { Over, Wiring } from '../../core/connection.js';
import { at, fault, unlessFaulty, type Faults, type LocalFault } from '../../core/errors.js';
import { layer, type Layer } from '../../core/network.js';
import type { Seed } from '../../core/random.js';
import type { Rule } from '../../core/rule.js';
import { isShape, size, type Shape } from '../../core/shape.js';
import type { Param, Tensor } from '../../core/tensor.js';
import { normalised } from '../connections/normalised.js';
import { dense } from '../connections/dense.js';
import { columnsTo, uniform } from '../connections/weights.js';
import { bounded, boundFaults } from '../learning/bounded.js';
import { postPre } from '../learning/post-pre.js';
import { rateFaults, type Nu } from '../learning/rates.js';
import { demand, demandNumber, finite, lasting, number, positive, type Demand } from '../params.js';
import { diehlAndCook } from '../neurons/diehl-and-cook.js';
import { input } from '../neurons/input.js';
import { traced } from '../neurons/traced.js';

/** What every ready-made network takes: its inputs, and how the connection from them learns. */
export interface InputParams {
  /** The shape of the input layer. */
  readonly inputs: Shape;
  /** Rates of STDP, presynaptic and postsynaptic part. */
  readonly nu: Nu;
  /** How the updates of a batch become one. */
  readonly over: Exclude<Over, 'each'>;
  /** mV */
  readonly wmin: number;
  /** mV */
  readonly wmax: number;
  /** What the weights into each neuron sum to after each run or episode, mV. */
  readonly norm: number;
  /** Whether the first weights have that sum already; in BindsNET the first sample sees them as they are drawn. */
  readonly normaliseFirst: boolean;
  /** ms */
  readonly dt: number;
  /** Of the first weights. */
  readonly seed: Seed;
}

export const inputDefaults: Omit<InputParams, 'inputs'> = {
  nu: [1e-4, 1e-2],
  over: 'sum',
  wmin: 0,
  wmax: 1,
  norm: 78.4,
  normaliseFirst: false,
  dt: 1,
  seed: 0,
};

/** The adaptive thresholds of a layer of `diehlAndCook` neurons; each a number, or one for each neuron. */
export interface ThresholdParams {
  /** mV a spike */
  readonly thetaPlus: Param;
  /** ms */
  readonly tauTheta: Param;
  /** mV */
  readonly excThresh: Param;
}

export const thresholdDefaults: ThresholdParams = { thetaPlus: 0.05, tauTheta: 1e7, excThresh: -52 };

export const inputLayer = (inputs: Shape): Layer<'s' | 'x'> => layer(inputs, traced(input()));

/** The excitatory layer that all networks after Diehl & Cook have. */
export const excitatoryLayer = (
  neurons: number,
  { thetaPlus, tauTheta, excThresh }: ThresholdParams,
): Layer<'v' | 'refrac' | 'theta' | 's' | 'x'> =>
  layer(
    [neurons],
    traced(diehlAndCook({ rest: -65, reset: -60, thresh: excThresh, refrac: 5, tau: 100, thetaPlus, tauTheta })),
  );

/** STDP within bounds: the rule of every ready-made network. */
export const inputRule = ({ nu, over, wmin, wmax }: InputParams): Rule<'s' | 'x', 's' | 'x'> =>
  bounded(postPre(nu, over), wmin, wmax);

/** All-to-all from the inputs, at first 0.3 times uniform, normalised, with its rule. */
export const fromInputs = (p: InputParams): readonly [Wiring<'w'>, Rule<'s' | 'x', 's' | 'x'>] => [
  normalised(dense(firstWeights(p, p.norm, uniform(p.seed, 0, 0.3))), p.norm),
  inputRule(p),
];

/** Weights as they are drawn, or normalised at once. */
export const firstWeights = (
  { normaliseFirst }: InputParams,
  norm: number,
  drawn: (shape: Shape) => Tensor,
): ((shape: Shape) => Tensor) => (normaliseFirst ? columnsTo(norm, drawn) : drawn);

/** A strength that is given without its sign, mV. */
export const magnitude: Demand = {
  want: 'a finite number of at least 0',
  holds: (value) => value >= 0 && value < Infinity,
};

/** What is wrong with the parameters that every network has, for so many neurons. */
export const inputFaults = (p: InputParams, neurons: number): readonly LocalFault[] => {
  if (!isShape(p.inputs))
    return [fault('Shape', 'inputs', 'a shape of whole numbers of at least 1', JSON.stringify(p.inputs) ?? 'nothing')];
  const weights = [size(p.inputs), neurons];
  return [
    ...(Array.isArray(p.nu) && p.nu.length === 2
      ? rateFaults(p.nu)(weights)
      : [fault('Parameter', 'nu', 'a pair of rates, [pre, post]', JSON.stringify(p.nu) ?? 'nothing')]),
    ...(['sum', 'mean', 'max'].includes(p.over)
      ? []
      : [fault('Parameter', 'over', "'sum', 'mean' or 'max'", `'${p.over}'`)]),
    ...boundFaults(p.wmin, p.wmax, weights, ['wmin', 'wmax']),
    ...demandNumber('norm', p.norm, lasting),
    ...demandNumber('dt', p.dt, lasting),
  ];
};

/** What is wrong with thresholds, for so many neurons. */
export const thresholdFaults = (p: ThresholdParams, neurons: number): readonly LocalFault[] =>
  demand(p, { thetaPlus: finite, tauTheta: positive, excThresh: number })([neurons]);

/** The door of a ready-made network: all that is wrong with its parameters, under its name, or what they make. */
export const checked = <A>(
  name: string,
  faults: readonly LocalFault[],
  build: () => E.Either<Faults, A>,
): E.Either<Faults, A> => E.flatten(unlessFaulty(faults.map(at(name)), build));
