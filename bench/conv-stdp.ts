import {
  bounded,
  conv,
  counts,
  frozen,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  normalised,
  orThrow,
  postPre,
  run,
  traced,
  uniform,
  type Backend,
} from 'spikefold';
import type { Claim } from './harness/claim.js';
import { base64, imageRates, shown } from './harness/images.js';
import { framesAlone, ours } from './harness/ours.js';
import { python } from './harness/python.js';

const time = 50;

/** Weights (mV), and how they learn: 0.05 mV in the mean brings about 0.5 mV a step to where the picture is. */
const synapses = { most: 0.1, norm: 0.05 * 256, nu: [1e-5, 1e-4] } as const;

const spikes = (rates: Uint8Array) => () => shown(rates, 1, time, [1, 28, 28]);

/** Training starts from nothing learned, inference from what one round of training came to. */
const program = (training: boolean, rates: Uint8Array) => async (backend: Backend) => {
  const { most, norm, nu } = synapses;
  const net = orThrow(
    network(
      { dt: 1 },
      { X: layer([1, 28, 28], traced(input())), Y: layer([25, 13, 13], traced(lif())) },
      (connect) => ({
        XY: connect('X', 'Y', normalised(conv(uniform(1, 0, most), { kernel: 16 }), norm), bounded(postPre(nu), 0, 1)),
      }),
    ),
  );
  const fresh = initial(net);
  const common = {
    frames: spikes(rates),
    counted: { in: monitor(net, 'X', 's', counts()), out: monitor(net, 'Y', 's', counts()) },
    units: rates.length / 784,
  };
  if (training) return { ...common, net, state: fresh };
  return { ...common, net: frozen(net), state: orThrow(await run(backend, net, fresh, spikes(rates)())).state };
};

export const convStdp: Claim = {
  name: 'conv-stdp',
  about: `1 x 28 x 28, 25 filters of 16 x 16 (stride 1), LIF, on digits of 28 x 28; ms a sample of ${time} steps`,
  cases: ({ backends, quick, data }) =>
    [true, false].map((training) => {
      const samples = quick ? 1 : 32;
      const rates = imageRates(samples, data);
      return {
        size: training ? 'training' : 'inference',
        unit: 'ms',
        scale: 1e3,
        subjects: [
          ...backends.map((backend) => ours(backend, program(training, rates))),
          python('torch', 'conv_stdp_torch', { steps: time, training, rates: base64(rates), ...synapses }, samples),
          framesAlone(spikes(rates), samples),
        ],
      };
    }),
};
