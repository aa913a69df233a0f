import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import type { Kernel, SpikeList } from '../kernels/kernel.js';
import { bySpikes } from '../kernels/spike-branch.js';
import type { Variable } from './layout.js';

/**
 * The lists of spikes that kernels go through, by the spikes. Where they are rare, the kernel that computes a variable's new spikes
 * also lists them for the next step (`recorded`), if it writes them over the old ones: all that reads those comes before it, so that it
 * begins by clearing them.
 */
export const spikeLists = (
  kernels: readonly Kernel[],
  variables: readonly Variable[],
  addresses: ReadonlyMap<Node, number>,
  areSpikesRare: boolean,
  take: (bytes: number) => number,
) => {
  const isStored = (node: Node): boolean => addresses.has(node);
  const isRecorded = ({ before, after, address }: Variable): boolean =>
    addresses.get(stored(after)) === address &&
    kernels.some(
      ({ reads, writes, records = false }) =>
        records && !reads.includes(before) && bySpikes(writes, isStored).spikes.includes(stored(after) as Applied),
    );
  const found = [...new Set(kernels.flatMap(({ lists = [] }) => lists))]
    .filter((spikes) => spikes._tag === 'Input')
    .map((spikes) => {
      const variable = areSpikesRare ? variables.find((of) => of.before === spikes && isRecorded(of)) : undefined;
      const list: SpikeList = { at: take(4 + size(spikes.shape) * 4), dirty: variable && take(4) };
      return { spikes, variable, list };
    });
  const recorded = found.flatMap(({ variable, list }) => (variable ? [{ ...variable, list }] : []));
  return {
    listed: new Map(found.map(({ spikes, list }) => [spikes, list])),
    recorded: new Map(recorded.map(({ after, list }) => [stored(after), list])),
    /** For each variable whose spikes are recorded, the word to set when something else has changed it. */
    dirty: recorded.map(({ path, list }) => [path, list.dirty!] as const),
  };
};
