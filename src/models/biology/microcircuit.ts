import type * as E from 'fp-ts/lib/Either.js';
import { network } from '../../core/build/network.js';
import type { Faults } from '../../core/faults/errors.js';
import { layer, type AnyNetwork, type Layer, type Names, type Network, type Plan } from '../../core/network.js';
import { foldIn } from '../../core/random.js';
import { currentBased } from '../cells/current-based.js';
import { delayed } from '../connections/delayed.js';
import { sparse } from '../connections/sparse.js';
import { clipped, normal } from '../connections/weights.js';
import { poissonDriven } from '../cells/poisson-driven.js';
import { oneOfWords, positiveFinite, scalar, seed, sized } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { fixedTotalNumber } from '../patterns/fixed-total-number.js';
import { inDegree, meanRates, outside, populations, sizes, type Population } from './microcircuit-data.js';
import type { Cell } from './balanced.js';
import { networkOf } from '../networks/network-of.js';

type Unjoined = `${'I5' | 'I6'}${'E23' | 'I23' | 'I4'}` | `I6${'E4' | 'E5' | 'I5'}`;
type Pair = Exclude<`${Population}${Population}`, Unjoined>;

/** Populations E23, I23, E4, I4, E5, I5, E6, I6; a connection is called by its source and its target, `E4E23`. */
export type Microcircuit = Network<
  { [population in Population]: Cell },
  { [pair in Pair]: 'w' | 'inTransit' | 'slot' }
>;

const parameters = {
  /** Share of the cells. */
  scale: [1, sized(positiveFinite), [0.0003, 0.0006]],
  /** Share of the synapses of each cell. */
  inDegrees: [1, sized(positiveFinite), [0.0005, 0.002]],
  /** The input from outside: a Poisson train to each cell, or a constant current of the same mean. */
  background: ['poisson', oneOfWords('poisson', 'constant')],
  /** Strength of inhibition relative to excitation. */
  g: [4, scalar(positiveFinite), [2, 6]],
  /** Length of a step, ms; at least as long are all delays. */
  dt: [0.1, scalar(positiveFinite), [0.1, 0.5]],
  /** Seed of the initial voltages and of the synapses. */
  seed: [0, seed],
} satisfies Table;

/**
 * The cells below one square millimetre of sensory cortex, in eight populations: excitatory and inhibitory ones in layers
 * 2/3, 4, 5 and 6, joined as anatomy and physiology say. At full scale 77,169 cells and 0.3 billion synapses. With fewer
 * synapses to a cell (`inDegrees` below 1) weights are larger, and a constant current restores the mean input, so that rates
 * stay about the same. Potjans & Diesmann 2014.
 */
export const microcircuit = networkOf(
  'microcircuit',
  parameters,
  (p): E.Either<Faults, Microcircuit> =>
    // The names of the populations, and of the pairs of them that are joined.
    network<Names, Names>({ dt: p.dt }, Object.fromEntries(populations.map((of, place) => [of, cells(p, place)])), () =>
      Object.fromEntries(
        populations.flatMap((_, target) =>
          populations.flatMap((_, source) => (inDegree(target, source) === 0 ? [] : [joined(p, target, source)])),
        ),
      ),
    ) as E.Either<Faults, AnyNetwork> as E.Either<Faults, Microcircuit>,
);

const membrane = { capacitance: 0.25, tau: 10, rest: -65, thresh: -50, reset: -65, refrac: 2 };
/** Of all synaptic currents, ms. */
const tauSyn = 0.5;
/** The weight of an excitatory synapse, nA: it moves the voltage by up to 0.15 mV. */
const unit = 0.0878;
/** The rate of each input from outside, Hz. */
const rateOfInput = 8;

const sizeOf = ({ scale }: MicrocircuitParams, place: number): number => Math.max(1, Math.round(sizes[place]! * scale));

/** The mean weight of synapses, nA. */
const weightOf = ({ g }: MicrocircuitParams, target: number, source: number): number => {
  const [from, to] = [populations[source]!, populations[target]!];
  return unit * (from.startsWith('I') ? -g : from === 'E4' && to === 'E23' ? 2 : 1);
};

/** The mean of all synaptic current that a cell of a population has with all its synapses, nA. */
const meanInput = (p: MicrocircuitParams, target: number): number =>
  populations.reduce(
    (sum, _, source) => sum + flow(weightOf(p, target, source) * inDegree(target, source) * meanRates[source]!),
    outsideInput(target),
  );

const outsideInput = (target: number): number => flow(unit * outside[target]! * rateOfInput);

/** The mean current of so much charge a second: of spikes times their weights (nA). */
const flow = (perSecond: number): number => (perSecond * tauSyn) / 1000;

const cells = (p: MicrocircuitParams, place: number): Layer<Cell> => {
  const size = sizeOf(p, place);
  const growth = 1 / Math.sqrt(p.inDegrees);
  const isConstant = p.background === 'constant';
  const cell = currentBased({
    ...membrane,
    start: normal(foldIn(p.seed, place), -58, 10)([size]),
    offset: (1 - 1 / growth) * meanInput(p, place) + (isConstant ? outsideInput(place) / growth : 0),
    receptors: { exc: { tau: tauSyn }, inh: { tau: tauSyn } },
  });
  const rate = rateOfInput * outside[place]! * p.inDegrees;
  return layer([size], isConstant ? cell : poissonDriven(cell, { rate, weight: unit * growth, receptor: 'exc' }));
};

const joined = (p: MicrocircuitParams, target: number, source: number): readonly [name: string, plan: Plan<string>] => {
  const key = foldIn(foldIn(p.seed, populations.length + target), source);
  const weight = weightOf(p, target, source) / Math.sqrt(p.inDegrees);
  const synapses = Math.round(inDegree(target, source) * p.inDegrees * sizeOf(p, target));
  const pattern = fixedTotalNumber(foldIn(key, 0), synapses, { multapses: true });
  const [receptor, delay] = weight > 0 ? ['exc', 1.5] : (['inh', 0.75] as const);
  const wiring = delayed(
    sparse(pattern, normal(foldIn(key, 1), weight, Math.abs(weight) / 10)),
    clipped(normal(foldIn(key, 2), delay, delay / 2), p.dt),
  );
  const [from, to] = [populations[source]!, populations[target]!];
  return [`${from}${to}`, { from, to, receptor, wiring }];
};

/** All parameters of `microcircuit`. */
export type MicrocircuitParams = ParamsOf<typeof parameters>;
