import { counts, initial, monitor, orThrow, silence } from 'spikefold';
import { coba, cuba } from 'spikefold/biology';
import type { Claim } from './harness/claim.js';
import { ours } from './harness/ours.js';
import { python } from './harness/python.js';

const networks = { cuba, coba };

const program = (kind: keyof typeof networks, neurons: number, seconds: number) => () => {
  const net = orThrow(networks[kind]({ neurons }));
  return {
    net,
    state: initial(net),
    frames: () => silence(seconds * 1000),
    counted: { excitatory: monitor(net, 'E', 's', counts()), inhibitory: monitor(net, 'I', 's', counts()) },
    units: seconds,
  };
};

const claimOf = (kind: keyof typeof networks, about: string): Claim => ({
  name: kind,
  about: `${about}, 80 synapses a cell, dt 0.1 ms; ms a simulated second`,
  cases: ({ backends, quick }) =>
    (quick ? [400] : [4000]).map((neurons) => {
      const seconds = quick ? 0.1 : 1;
      return {
        size: `n=${neurons}`,
        unit: 'ms',
        scale: 1e3,
        subjects: [
          ...backends.map((backend) => ours(backend, program(kind, neurons, seconds))),
          python('brian2-cpp', 'balanced_brian2', { kind, neurons, seconds, target: 'cpp' }, seconds),
        ],
      };
    }),
});

export const cubaClaim = claimOf(
  'cuba',
  'Vogels & Abbott 2005, current-based cells (benchmark 2 of Brette et al. 2007)',
);
export const cobaClaim = claimOf('coba', 'the same with conductances (benchmark 1)');
