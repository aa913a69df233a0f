/// <reference types="vite/client" />
import type { Case } from '../../golden/case.js';

/** The golden cases beside the repository, each fetched when it is played; none where there is no such folder. */
const files = import.meta.glob<Case>('../../../../shared/golden/*/*.json', { import: 'default' });

const cases = (names: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(names).flatMap(([folder, listed]) => listed.split(' ').map((name) => `${folder}/${name}`));

export const few: readonly string[] = cases({
  nodes: 'LIFNodes-defaults',
  learning: 'PostPre-dense',
  connections: 'Conv2d-plain',
  network: 'chain-delay',
});

/** Every neuron model, every rule, every connection, and what can happen to a network in a run. */
export const all: readonly string[] = [
  ...few,
  ...cases({
    nodes:
      'AdaptiveLIFNodes-defaults BoostedLIFNodes-defaults CSRMNodes-exponential CurrentLIFNodes-defaults ' +
      'DiehlAndCookNodes-one-spike IFNodes-defaults Input-traces-additive IzhikevichNodes-mixed ' +
      'LIFNodes-sum-input McCullochPitts-defaults SRM0Nodes-defaults',
    learning:
      'Hebbian-dense MSTDP-dense MSTDPET-dense Rmax-dense WeightDependentPostPre-dense ' +
      'PostPre-Conv2d PostPre-Local2D PostPre-Sparse PostPre-batch-max',
    connections: 'Local2D-plain MaxPool2d-batch MeanField-vector Sparse-bias-batch Connection-norm',
    network: 'clamp-rows masks injects-v-rows batch-size-changes',
  }),
];

if (Object.keys(files).length === 0) {
  if (import.meta.env['CI']) throw new Error('there are no golden cases in ../shared/golden');
  console.warn('SKIPPED: the golden cases in the browser, as there are none in ../shared/golden.');
}

/** Whether there are any. */
export const present: boolean = Object.keys(files).length > 0;

export const goldenCase = async (name: string): Promise<Case> => files[`../../../../shared/golden/${name}.json`]!();
