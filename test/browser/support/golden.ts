/// <reference types="vite/client" />
import type { Case } from '../../golden/case.js';

/** The recorded cases of the repository: an area a file, each fetched when a case of it is played first. */
const urls = import.meta.glob<string>('../../golden/cases/*.jsonl.gz', { import: 'default', query: '?url' });
const areas = new Map<string, Promise<readonly Case[]>>();

const fetched = async (area: string): Promise<readonly Case[]> => {
  const url = await urls[`../../golden/cases/${area}.jsonl.gz`]!();
  const bytes = await (await fetch(url)).arrayBuffer();
  // A server may say that a file of this name is encoded so, and then the browser has unpacked it.
  const packed = new Uint8Array(bytes)[0] === 0x1f;
  const text = packed
    ? await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text()
    : new TextDecoder().decode(bytes);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);
};

const cases = (names: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(names).flatMap(([folder, listed]) => listed.split(' ').map((name) => `${folder}/${name}`));

export const few: readonly string[] = cases({
  nodes: 'LIFNodes-defaults',
  learning: 'PostPre-dense',
  connections: 'Conv2d-plain',
  network: 'chain-delay',
});

/** What can happen to a network in a run, and what is kept from step to step: windows, eligibilities, norms. */
export const whole: readonly string[] = [
  ...few,
  ...cases({
    nodes: 'CSRMNodes-exponential',
    learning: 'MSTDPET-dense PostPre-batch-max',
    connections: 'Connection-norm',
    network: 'clamp-rows masks injects-v-rows batch-size-changes',
  }),
];

/** Every neuron model, every rule, every connection besides. */
export const all: readonly string[] = [
  ...whole,
  ...cases({
    nodes:
      'AdaptiveLIFNodes-defaults BoostedLIFNodes-defaults CurrentLIFNodes-defaults ' +
      'DiehlAndCookNodes-one-spike IFNodes-defaults Input-traces-additive IzhikevichNodes-mixed ' +
      'LIFNodes-sum-input McCullochPitts-defaults SRM0Nodes-defaults',
    learning:
      'Hebbian-dense MSTDP-dense Rmax-dense WeightDependentPostPre-dense ' +
      'PostPre-Conv2d PostPre-Local2D PostPre-Sparse',
    connections: 'Local2D-plain MaxPool2d-batch MeanField-vector Sparse-bias-batch',
  }),
];

export const goldenCase = async (name: string): Promise<Case> => {
  const area = name.split('/')[0]!;
  const known = areas.get(area) ?? fetched(area);
  areas.set(area, known);
  const found = (await known).find((golden) => golden.name === name);
  if (found === undefined) throw new Error(`no golden case '${name}'`);
  return found;
};
