import {
  concat,
  counts,
  dense,
  frames,
  initial,
  izhikevich as neuron,
  izhikevichPopulation,
  layer,
  monitor,
  network,
  normal,
  orThrow,
  tensor,
} from 'spikefold';
import type { Claim } from './harness/claim.js';
import { ours } from './harness/ours.js';
import { python } from './harness/python.js';

/** The population's weights as a connection has them: from neuron by to neuron. */
const transposed = (w: ReturnType<typeof tensor>) => {
  const n = w.shape[0]!;
  return tensor(
    [n, n],
    Float32Array.from(w.data, (_, k) => w.data[(k % n) * n + Math.floor(k / n)]!),
  );
};

/** How often the noise is gone through: a round has to be long enough for a clock. Brian takes longer the more noise it is given. */
const rounds = 4;

const program = (n: number, steps: number) => () => {
  const { lateral, ...population } = izhikevichPopulation(1, n);
  const net = orThrow(
    network({ dt: 1 }, { N: layer([n], neuron({ ...population, thresh: 30 })) }, (connect) => ({
      NN: connect('N', 'N', dense(transposed(lateral))),
    })),
  );
  const noise = normal(2)([steps, n]);
  const drive = tensor(
    noise.shape,
    noise.data.map((value, k) => value * (k % n < n * 0.8 ? 5 : 2)),
  );
  return {
    net,
    state: initial(net),
    frames: () => concat(Array.from({ length: rounds }, () => frames({ N: drive }))),
    counted: { out: monitor(net, 'N', 's', counts()) },
    units: (rounds * steps) / 1000,
  };
};

export const izhikevich: Claim = {
  name: 'izhikevich',
  about: 'the network of Izhikevich 2003, all-to-all, its noise given beforehand; ms a simulated second',
  cases: ({ backends, quick }) =>
    (quick ? [200] : [1000]).map((n) => {
      const seconds = quick ? 0.2 : 1;
      return {
        size: `n=${n}`,
        unit: 'ms',
        scale: 1e3,
        subjects: [
          ...backends.map((backend) => ours(backend, program(n, seconds * 1000))),
          python('brian2-cpp', 'izhikevich_brian2', { n, seconds, target: 'cpp' }),
          python('brian2-cython', 'izhikevich_brian2', { n, seconds, target: 'cython' }),
        ],
      };
    }),
};
