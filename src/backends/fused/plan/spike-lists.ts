import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import type { SpikeList, Step } from '../kernels/kernel.js';
import { bySpikes } from '../kernels/spike-branch.js';
import type { Variable } from './layout.js';

/**
 * The lists of spikes that kernels go through, by the spikes. What writes a variable's new spikes over the old ones also lists them
 * (`recorded`), if they come in from outside, or are rare: all that reads the old ones comes before it, so that it begins by clearing them.
 * Its list is that of the spikes in this step, for those that come in, and of the old ones in the next; other lists are made as a step
 * begins (`atStart`, which looks at all old ones).
 */
export const spikeLists = (
  kernels: readonly Step[],
  variables: readonly Variable[],
  addresses: ReadonlyMap<Node, number>,
  areSpikesRare: boolean,
  take: (bytes: number) => number,
) => {
  const isComputed = (node: Node): node is Applied => node._tag === 'Apply';
  const areWritten = (spikes: Node, writes: readonly Node[]): boolean =>
    isComputed(spikes)
      ? areSpikesRare && bySpikes(writes.filter(isComputed), (node) => addresses.has(node)).spikes.includes(spikes)
      : writes.includes(spikes);
  const isRecorded = ({ before, after, address }: Variable): boolean =>
    addresses.get(stored(after)) === address &&
    before.dtype === 'bool' &&
    kernels.some(
      ({ reads, writes, records = false }) => records && !reads.includes(before) && areWritten(stored(after), writes),
    );
  const wanted = new Set(kernels.flatMap(({ lists = [] }) => lists));
  const found = variables.flatMap(({ path, before, ...variable }) => {
    const after = stored(variable.after);
    const isOwn = isRecorded({ path, before, ...variable });
    const isWanted = wanted.has(before) || (isOwn && !isComputed(after) && wanted.has(after));
    if (!isWanted) return [];
    const list: SpikeList = { at: take(4 + size(before.shape) * 4), dirty: isOwn ? take(12) : undefined };
    return [{ path, before, after, list }];
  });
  const recorded = found.filter(({ list }) => list.dirty !== undefined);
  const listsOf = (some: typeof found, which: 'before' | 'after') => some.map((one) => [one[which], one.list] as const);
  const atStart = new Map(listsOf(found, 'before'));
  return {
    atStart,
    listed: new Map([...atStart, ...listsOf(recorded, 'after').filter(([spikes]) => !isComputed(spikes))]),
    recorded: new Map(listsOf(recorded, 'after')),
    /** For each variable whose spikes are recorded, the word to set when something else has changed it. */
    dirty: recorded.map(({ path, list }) => [path, list.dirty!] as const),
  };
};
