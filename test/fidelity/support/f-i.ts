import {
  always,
  frames,
  initial,
  lasting,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  raster,
  run,
  tensor,
  wasm,
  type LifParams,
} from '../../../src/index.js';
import { differences, meanOf } from './statistics.js';

/** The interval between spikes, ms, of a `lif` under each constant input (mV a step); Infinity where it does not fire twice. */
export const intervals = async (
  params: Partial<LifParams>,
  currents: readonly number[],
  steps: number,
  dt: number,
): Promise<readonly number[]> => {
  const net = orThrow(network({ dt }, { N: layer([currents.length], lif(params)) }));
  const drive = lasting(steps * dt, frames({ N: always(tensor([1, currents.length], currents)) }));
  const { monitors } = orThrow(await run(wasm, net, initial(net), drive, { spikes: monitor(net, 'N', 's', raster()) }));
  return currents.map((_, place) => {
    const between = differences(monitors.spikes.flatMap(({ neuron, step }) => (neuron === place ? [step] : [])));
    return between.length === 0 ? Infinity : meanOf(between) * dt;
  });
};

/** The neuron of the f-I curve: 13 mV from rest to threshold. */
export const fINeuron = { tau: 20, refrac: 2, rest: -65, reset: -65, thresh: -52 } as const;
const depth = fINeuron.thresh - fINeuron.rest;

/** The level (mV above rest) that an input a step holds v at is `input / (1 - exp(-dt / tau))`. */
export const inputFor = (level: number, dt: number): number => level * -Math.expm1(-dt / fINeuron.tau);

/** t_ref + tau ln(level / (level - depth)): the interval in continuous time, ms. Gerstner et al. 2014, section 1.3. */
export const analyticInterval = (level: number): number =>
  fINeuron.refrac + fINeuron.tau * Math.log(level / (level - depth));

/**
 * The interval in whole steps: refrac / dt silent ones, then the k after which level (1 - exp(-k dt / tau)), the geometric
 * sum of k inputs, first reaches the threshold.
 */
export const steppedInterval = (level: number, dt: number): number =>
  dt * (Math.ceil(fINeuron.refrac / dt - 1e-3) + Math.ceil((fINeuron.tau * Math.log(level / (level - depth))) / dt));

/** Levels from 5 % above the threshold on, mV. */
export const levels: readonly number[] = Array.from({ length: 40 }, (_, i) => depth * 1.05 * 1.11 ** i);
