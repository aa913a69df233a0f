import type { Wiring } from '../../core/connection.js';
import { layer, type Layer } from '../../core/network.js';
import type { Rule } from '../../core/rule.js';
import type { Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { normalised } from '../connections/normalised.js';
import { dense } from '../connections/dense.js';
import { columnsTo, uniform } from '../connections/weights.js';
import { bounded } from '../learning/bounded.js';
import { postPre } from '../learning/post-pre.js';
import type { Nu } from '../learning/rates.js';
import { diehlAndCook } from '../neurons/diehl-and-cook.js';
import { input } from '../neurons/input.js';
import { traced } from '../neurons/traced.js';
import {
  type NumberConstraint,
  batchReduction,
  finite,
  flag,
  positiveFinite,
  number,
  positive,
  rates,
  reduction,
  scalar,
  seed,
  shape,
  whole,
} from '../parameters/constraint.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';

const nu: Nu = [1e-4, 1e-2];

/** What every ready-made network takes: its inputs, and how the connection from them learns. */
export const inputParameters = {
  /** The shape of the input layer. */
  inputs: [required, shape],
  /** Rates of STDP, presynaptic and postsynaptic part. */
  nu: [nu, rates, [-0.1, 0.2]],
  /** How the changes of a batch are combined into one: docs/running.md, Learning from a batch. */
  over: ['single', reduction],
  /** Least weight from the inputs, mV. */
  wmin: [0, scalar(number), [-1, 0]],
  /** Largest weight from the inputs, mV. */
  wmax: [1, scalar(number), [1, 20]],
  /** Sum of the weights into each neuron after each run or episode, mV. The default is for 784 inputs, and smaller for fewer. */
  norm: [78.4, scalar(positiveFinite), [1, 4]],
  /** Whether a norm may be more than weights up to wmax can sum to: runs then end with weights above wmax. */
  beyondBounds: [false, flag],
  /** Whether the first weights have that sum already; in BindsNET the first sample sees them as they are drawn. */
  normaliseFirst: [false, flag],
  /** Length of a step, ms. */
  dt: [1, scalar(positiveFinite), [0.5, 1]],
  /** Seed of the initial weights. */
  seed: [0, seed],
} satisfies Table;

export type InputParams = ParamsOf<typeof inputParameters>;

/** The adaptive thresholds of a layer of `diehlAndCook` neurons; each a number, or one for each neuron. */
export const thresholdParameters = {
  /** Rise of the threshold of a neuron at each of its spikes, mV. */
  thetaPlus: [0.05, finite, [0, 2]],
  /** Time constant of the raised threshold's decay, ms. */
  tauTheta: [1e7, positive, [10, 1000]],
  /** Excitatory neurons spike at v >= excThresh + theta, mV. */
  excThresh: [-52, number, [-62, -50]],
  /** How the spikes of all rows of a batch raise thresholds. */
  thetaOver: ['sum', batchReduction],
} satisfies Table;

export type ThresholdParams = ParamsOf<typeof thresholdParameters>;

/** How many neurons a layer has. */
export const neurons: NumberConstraint = scalar(whole);

export const inputLayer = (inputs: Shape): Layer<'s' | 'x'> => layer(inputs, traced(input()));

/** The excitatory layer that all networks after Diehl & Cook have. */
export const excitatoryLayer = (
  neurons: number,
  { thetaPlus, tauTheta, excThresh, thetaOver }: ThresholdParams,
): Layer<'v' | 'refrac' | 'theta' | 'thetaLost' | 's' | 'x'> =>
  layer(
    [neurons],
    traced(
      diehlAndCook({ rest: -65, reset: -60, thresh: excThresh, refrac: 5, tau: 100, thetaPlus, tauTheta, thetaOver }),
    ),
  );

/** STDP within bounds: the rule of every ready-made network. */
export const inputRule = ({ nu, over, wmin, wmax }: InputParams): Rule<'s' | 'x', 's' | 'x'> =>
  bounded(postPre(nu, over), wmin, wmax);

/** All-to-all from the inputs, at first 0.3 times uniform, normalised, with its rule. */
export const fromInputs = (p: InputParams): readonly [Wiring<'w'>, Rule<'s' | 'x', 's' | 'x'>] => [
  normalised(dense(firstWeights(p, p.norm, uniform(p.seed, 0, 0.3))), p.norm, {
    beyondBounds: p.beyondBounds || p.norm === inputParameters.norm[0],
  }),
  inputRule(p),
];

/** Weights as they are drawn, or normalised at once. */
export const firstWeights = (
  { normaliseFirst }: InputParams,
  norm: number,
  drawn: (shape: Shape) => Tensor,
): ((shape: Shape) => Tensor) => (normaliseFirst ? columnsTo(norm, drawn) : drawn);
