import {
  constant,
  counts,
  filled,
  fixedOutDegree,
  frames,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poisson,
  sparse,
} from 'spikefold';
import type { Claim } from './harness/claim.js';
import { ours } from './harness/ours.js';

/** How many synapses each source has, and how often it spikes, Hz. */
const [degree, rate] = [1000, 100];

const program = (synapses: number, seconds: number) => () => {
  const [sources, targets] = [synapses / degree, Math.min(10_000, synapses / 100)];
  const net = orThrow(
    network({ dt: 1 }, { X: layer([sources], input()), Y: layer([targets], lif({ thresh: 1e6 })) }, (connect) => ({
      XY: connect('X', 'Y', sparse(fixedOutDegree(1, degree, { multapses: true }), constant(1e-3))),
    })),
  );
  return {
    net,
    state: initial(net),
    frames: () => frames({ X: poisson(2, filled([sources], rate), seconds * 1000) }),
    counted: { in: monitor(net, 'X', 's', counts()) },
    units: synapses * rate * seconds,
  };
};

export const events: Claim = {
  name: 'events',
  about: `sources at ${rate} Hz with ${degree} synapses each, dt 1 ms; ns a synaptic event, all else of the run included`,
  cases: ({ backends, quick }) =>
    (quick ? [1e5] : [1e5, 1e6, 1e7, 1e8]).map((synapses) => ({
      size: `synapses=${synapses}`,
      unit: 'ns',
      scale: 1e9,
      subjects: backends.map((backend) => ours(backend, program(synapses, Math.max(1e7 / synapses, 0.05)))),
    })),
};
