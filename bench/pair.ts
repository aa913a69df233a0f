import {
  counts,
  dense,
  filled,
  frames,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poisson,
  uniform,
} from 'spikefold';
import type { Claim } from './harness/claim.js';
import { framesAlone, ours } from './harness/ours.js';
import { python } from './harness/python.js';
import { roofline } from './harness/roofline.js';

const rate = 15;

/** Weights up to `most` mV, which bring 0.5 mV a step to every neuron, whatever n: enough for about 28 Hz. */
const mostFor = (n: number): number => (2 * 0.5 * 1000) / (rate * n);

const program = (n: number, seconds: number) => () => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([n], input()), Y: layer([n], lif()) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1, 0, mostFor(n)))),
    })),
  );
  return {
    net,
    state: initial(net),
    frames: trains(n, seconds),
    counted: { in: monitor(net, 'X', 's', counts()), out: monitor(net, 'Y', 's', counts()) },
    units: seconds,
  };
};

const trains = (n: number, seconds: number) => () => frames({ X: poisson(2, filled([n], rate), seconds * 1000) });

/** Bytes of a simulated second: the rows of weights of inputs that spike, and of each neuron v and refrac, read and written. */
const traffic = (n: number): number => rate * n * n * 4 + 1000 * n * 16;

export const pair: Claim = {
  name: 'pair',
  about: `n Poisson inputs at ${rate} Hz, all-to-all, n LIF neurons, dt 1 ms; ms a simulated second`,
  cases: ({ backends, quick }) =>
    (quick ? [100] : [100, 500, 1000, 2000, 4000]).map((n) => {
      const seconds = quick ? 0.5 : Math.max(1, 4000 / n);
      const params = { n, seconds, rate, most: mostFor(n) };
      return {
        size: `n=${n}`,
        unit: 'ms',
        scale: 1e3,
        subjects: [
          ...backends.map((backend) => ours(backend, program(n, seconds))),
          python('brian2-cpp', 'pair_brian2', { ...params, target: 'cpp' }, seconds),
          python('brian2-cython', 'pair_brian2', { ...params, target: 'cython' }, seconds),
          python('torch', 'pair_torch', params, seconds),
          framesAlone(trains(n, seconds), seconds),
          roofline('roofline', traffic(n), 4 * n * n),
        ],
      };
    }),
};
