import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import type { Operand } from '../ir/ir.js';
import type { List } from './compact.js';
import type { SpikeList, Step, Variable, Writer } from './kernel.js';

/**
 * The lists of spikes that kernels go through, by the spikes. A kernel that writes a variable's new spikes over the old ones also lists
 * them (`recorded`), if they are inputs, or rare: every kernel that reads the old ones comes before it, so it begins by clearing those that
 * are listed. The list of inputs is read in the same step, that of computed spikes in the next. All other lists are made from the old
 * spikes as a step begins (`atStart`).
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

/** The spikes among some nodes, operands first: truths that go to memory, and depend on no others; and the nodes that depend on them. */
export const bySpikes = (nodes: readonly Applied[], isStored: (node: Node) => boolean) => {
  const found = new Set<Node>();
  const dependent = new Set<Node>();
  for (const node of nodes)
    if (node.args.some((arg) => found.has(arg) || dependent.has(arg))) dependent.add(node);
    else if (node.dtype === 'bool' && isStored(node)) found.add(node);
  return { spikes: nodes.filter((node) => found.has(node)), dependent: nodes.filter((node) => dependent.has(node)) };
};

/** The list of some spikes, if they are listed. */
export const listIn = (write: Writer, spikes: Node): List | undefined => {
  const list = write.listed.get(stored(spikes));
  return list && { count: write.load('i32', list.at), at: list.at + 4 };
};

/** Clears the spikes of the step before where they lie, and their list. */
export const forget = (write: Writer, spikes: Node, list: SpikeList): void => {
  write.forEach(write.keptAt(list.at), (place) => write.store(0, place, write.at(spikes)));
  write.store(0, list.at);
};

/**
 * Adds the spikes to a list that there are among a few neighbours, given where their masks are: each place is written behind the end,
 * which then moves on if it is one of a spike. There is no loop or branch in it, as it stands in a loop that has registers to spare
 * for neither.
 */
export const record = (write: Writer, { at }: SpikeList, masks: readonly (readonly [Operand, number])[]): void => {
  const { op, plus } = write;
  const end = masks.reduce<Operand>(
    (now, [place, address]) => {
      write.store(place, now, at + 4);
      return plus(now, op('and', write.load('i32', place, address), 4));
    },
    write.load('i32', at),
  );
  write.store(end, at);
};

/** Lists the spikes of the step before, but for those that were listed as they were computed. */
export const listSpikes = (write: Writer, lists: ReadonlyMap<Node, SpikeList>): void =>
  lists.forEach(({ at, dirty }, spikes) => {
    const isSpike = write.nonzero(write.at(spikes), 'bool');
    const make = (): void =>
      write.keep(at, (list) => write.forEachNonzero(size(spikes.shape), isSpike, (place) => write.append(place, list)));
    if (dirty === undefined) return make();
    write.if(write.load('i32', dirty), () => {
      make();
      write.store(0, dirty);
    });
  });
