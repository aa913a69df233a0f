import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import { size } from '../../../core/shape.js';
import { stored } from '../../graph.js';
import { aligned, arena } from '../ir/writer.js';
import { isTable, type Step, type Variable } from '../kernels/kernel.js';

export const bytesOf = (node: Node): number => (isTable(node) ? node.table.byteLength : size(node.shape) * 4);

/**
 * Orders kernels so that every old value is read before it is overwritten, lets new values of variables lie where the old ones
 * were, and gives everything else a place that it shares with what is not needed at the same time.
 */
export const layout = (
  kernels: readonly Step[],
  variables: readonly Variable[],
  fixed: ReadonlyMap<Node, number>,
  start: number,
) => {
  const lasting = new Set(variables.map(({ after }) => stored(after)));
  const { order, homes } = ordered(kernels, variables, lasting);
  const settled = new Map([...fixed, ...[...homes].map(([node, { address }]) => [node, address] as const)]);
  const memory = arena(start);
  const addresses = placed(order, settled, lasting, memory.take);
  const made = new Set(order.flatMap(({ writes }) => writes));
  const moved = variables
    .filter(({ before, after }) => stored(after) !== before)
    .map(({ after, address }) => {
      const [from, bytes] = [addresses.get(stored(after))!, bytesOf(after)];
      // Old values that become those of other variables stand aside first, as variables may change places.
      const isOld = stored(after)._tag === 'Input' && !made.has(stored(after));
      const aside = isOld ? memory.take(bytes) : from;
      return { from, aside, to: address, bytes };
    });
  const moves = [
    ...moved.map(({ from, aside, bytes }) => ({ from, to: aside, bytes })),
    ...moved.map(({ aside, to, bytes }) => ({ from: aside, to, bytes })),
  ];
  return {
    kernels: order,
    /** Of every value that is kept in memory. */
    addresses,
    /** What is left to move when all kernels have run: variables whose old value was read to the end. */
    moves: moves.filter(({ from, to }) => from !== to),
    /** The first byte that is free. */
    end: memory.end(),
  };
};

/** Where everything lies, and in which order it is computed. Addresses are in bytes, multiples of 16. */
export type Layout = ReturnType<typeof layout>;

/**
 * Kernels in an order that spares as many old values as possible; and the variable (the first, if it becomes several) in whose
 * place each new value lies, but for those whose old value no order spares.
 */
const ordered = (
  kernels: readonly Step[],
  variables: readonly Variable[],
  lasting: ReadonlySet<Node>,
): { readonly order: readonly Step[]; readonly homes: ReadonlyMap<Node, Variable> } => {
  const computed = new Set<Node>(kernels.flatMap(({ writes }) => writes));
  const becoming = variables.filter(({ after }) => computed.has(stored(after))).toReversed();
  const homes = new Map(becoming.map((variable) => [stored(variable.after), variable]));
  const waiting = new Set(kernels);
  const order: Step[] = [];
  const overwrites = (kernel: Step): readonly Node[] =>
    kernel.writes.filter((node) => {
      const old = homes.get(node)?.before;
      if (old === undefined || lasting.has(old)) return old !== undefined;
      return [...waiting].some((other) => other.reads.includes(old) && (other !== kernel || !kernel.overwrites(old)));
    });
  while (waiting.size > 0) {
    const able = [...waiting].filter(({ reads }) => reads.every((node) => !computed.has(node)));
    const next = able.find((kernel) => overwrites(kernel).length === 0) ?? able[0]!;
    for (const node of overwrites(next)) homes.delete(node);
    for (const node of next.writes) computed.delete(node);
    waiting.delete(next);
    order.push(next);
  }
  return { order, homes };
};

/** A place for every value that another kernel reads, or that lasts; places are used again when their value is no longer read. */
const placed = (
  order: readonly Step[],
  settled: ReadonlyMap<Node, number>,
  lasting: ReadonlySet<Node>,
  take: (bytes: number) => number,
): ReadonlyMap<Node, number> => {
  const lastRead = new Map<Node, number>();
  order.forEach(({ reads }, place) => reads.forEach((node) => lastRead.set(node, place)));
  const readUntil = new Map<number, Node[]>();
  for (const [node, place] of lastRead) remembered(readUntil, place, () => []).push(node);
  const addresses = new Map(settled);
  let gaps: readonly { readonly address: number; readonly bytes: number }[] = [];
  order.forEach(({ writes }, place) => {
    for (const node of writes) {
      if (addresses.has(node) || (!lastRead.has(node) && !lasting.has(node))) continue;
      const bytes = aligned(bytesOf(node));
      const gap = gaps.find((candidate) => candidate.bytes >= bytes);
      addresses.set(node, gap?.address ?? take(bytes));
      gaps = gaps.map((of) => (of === gap ? { address: of.address + bytes, bytes: of.bytes - bytes } : of));
    }
    const over = (readUntil.get(place) ?? []).filter(
      (node) => addresses.has(node) && !settled.has(node) && !lasting.has(node),
    );
    gaps = [...gaps, ...over.map((node) => ({ address: addresses.get(node)!, bytes: aligned(bytesOf(node)) }))];
  });
  return addresses;
};
