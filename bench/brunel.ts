import {
  constant,
  counts,
  delayed,
  fixedProbability,
  initial,
  layer,
  monitor,
  network,
  orThrow,
  silence,
  sparse,
  uniform,
} from 'spikefold';
import { brunel, brunelRegimes } from 'spikefold/biology';
import { currentDelta } from 'spikefold/cells';
import type { Claim } from './harness/claim.js';
import { ours } from './harness/ours.js';
import { python } from './harness/python.js';

/** Weights, mV, and the constant drive that brings as much as the Poisson one of Brunel's eta = 2, mV. */
const [excitation, inhibition, drive] = [0.1, -0.5, 40];

const program = (neurons: number, seconds: number) => () => {
  const count = 0.8 * neurons;
  // With the capacitance as large as the time constant currents are in mV.
  const membrane = { capacitance: 20, tau: 20, rest: 0, thresh: 20, reset: 10, refrac: 2, offset: drive };
  const synapses = (seed: number, weight: number) =>
    delayed(sparse(fixedProbability(seed, 0.1), constant(weight)), 1.5);
  const net = orThrow(
    network(
      { dt: 0.1 },
      { E: layer([count], currentDelta(membrane)), I: layer([neurons - count], currentDelta(membrane)) },
      (connect) => ({
        EE: connect('E', 'E.exc', synapses(1, excitation)),
        EI: connect('E', 'I.exc', synapses(2, excitation)),
        IE: connect('I', 'E.inh', synapses(3, inhibition)),
        II: connect('I', 'I.inh', synapses(4, inhibition)),
      }),
    ),
  );
  const first = initial(net);
  const spread = <S extends (typeof first.layers)['E']>(of: S, seed: number): S => ({
    ...of,
    v: uniform(seed, 0, 20)(of.v.shape),
  });
  return {
    net,
    state: { ...first, layers: { E: spread(first.layers.E, 5), I: spread(first.layers.I, 6) } },
    frames: () => silence(seconds * 1000),
    counted: { excitatory: monitor(net, 'E', 's', counts()), inhibitory: monitor(net, 'I', 's', counts()) },
    units: seconds,
  };
};

export const brunelClaim: Claim = {
  name: 'brunel',
  about:
    'Brunel 2000 (g 5, eta 2), each neuron joined to a tenth of all, delay 1.5 ms, constant drive, dt 0.1 ms; ms a simulated second',
  cases: ({ backends, quick }) =>
    (quick ? [500] : [12_500]).map((neurons) => {
      const seconds = quick ? 0.1 : 1;
      const params = { neurons, seconds, excitation, inhibition, drive, target: 'cpp' };
      return {
        size: `n=${neurons}`,
        unit: 'ms',
        scale: 1e3,
        subjects: [
          ...backends.map((backend) => ours(backend, program(neurons, seconds))),
          python('brian2-cpp', 'brunel_brian2', params, seconds),
        ],
      };
    }),
};

const poisson = (neurons: number, seconds: number) => () => {
  const [excitatory, inhibitory] = [0.8 * neurons, 0.2 * neurons];
  const net = orThrow(brunel({ ...brunelRegimes.asynchronous, excitatory, inhibitory }));
  return {
    net,
    state: initial(net),
    frames: () => silence(seconds * 1000),
    counted: { excitatory: monitor(net, 'E', 's', counts()), inhibitory: monitor(net, 'I', 's', counts()) },
    units: seconds,
  };
};

export const brunelPoissonClaim: Claim = {
  name: 'brunel-poisson',
  about:
    'the same network with a Poisson train of 20,000 Hz to each neuron in place of the constant drive; ms a simulated second',
  cases: ({ backends, quick }) =>
    (quick ? [500] : [12_500]).map((neurons) => {
      const seconds = quick ? 0.1 : 1;
      const params = { neurons, seconds, excitation, inhibition, drive: 0, poisson: 20_000, target: 'cpp' };
      return {
        size: `n=${neurons}`,
        unit: 'ms',
        scale: 1e3,
        subjects: [
          ...backends.map((backend) => ours(backend, poisson(neurons, seconds))),
          python('brian2-cpp', 'brunel_brian2', params, seconds),
        ],
      };
    }),
};
