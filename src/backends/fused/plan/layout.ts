import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored } from '../../graph.js';
import { aligned } from '../ir/writer.js';
import type { Kernel } from '../kernels/kernel.js';

/** A variable of the state in memory, as a step finds it, and the node that it is to be after the step. */
export interface Variable {
  readonly path: string;
  readonly before: Node;
  readonly after: Node;
  readonly address: number;
}

/** Where everything lies, and in which order it is computed. Addresses are in bytes, multiples of 16. */
export interface Layout {
  readonly kernels: readonly Kernel[];
  /** Of every value that is kept in memory. */
  readonly addresses: ReadonlyMap<Node, number>;
  /** What is left to move when all kernels have run: variables whose old value was read to the end. */
  readonly moves: readonly { readonly from: number; readonly to: number; readonly bytes: number }[];
  /** The first byte that is free. */
  readonly end: number;
}

export const bytesOf = (node: Node): number => size(node.shape) * 4;

/**
 * Orders kernels so that every old value is read before it is overwritten, lets new values of variables lie where the old ones
 * were, and gives everything else a place that it shares with what is not needed at the same time.
 */
export const layout = (
  kernels: readonly Kernel[],
  variables: readonly Variable[],
  fixed: ReadonlyMap<Node, number>,
  start: number,
): Layout => {
  const homes = homesOf(variables);
  const { order, evicted } = ordered(kernels, homes, lasting(variables));
  const kept = [...homes].filter(([node]) => !evicted.has(node)).map(([node, { address }]) => [node, address] as const);
  const settled = new Map([...fixed, ...kept]);
  const { addresses, end } = placed(order, settled, lasting(variables), start);
  // Old values that become those of other variables stand aside first, as variables may change places.
  const moved = variables.filter(({ before, after }) => stored(after)._tag === 'Input' && stored(after) !== before);
  const asides = moved.map(({ after }, place) => ({
    from: addresses.get(stored(after))!,
    to: end + moved.slice(0, place).reduce((sum, earlier) => sum + aligned(bytesOf(earlier.after)), 0),
    bytes: bytesOf(after),
  }));
  const returns = variables.flatMap((variable) => {
    const { before, after, address } = variable;
    const from = asides[moved.indexOf(variable)]?.to ?? addresses.get(stored(after))!;
    return stored(after) === before || from === address ? [] : [{ from, to: address, bytes: bytesOf(after) }];
  });
  const asideBytes = asides.reduce((sum, { bytes }) => sum + aligned(bytes), 0);
  return { kernels: order, addresses, moves: [...asides, ...returns], end: end + asideBytes };
};

/** For each computed value that becomes a variable, the variable (the first, if it becomes several) in whose place it may lie. */
const homesOf = (variables: readonly Variable[]): ReadonlyMap<Node, Variable> =>
  new Map(
    variables
      .filter(({ after }) => stored(after)._tag === 'Apply')
      .toReversed()
      .map((variable) => [stored(variable.after), variable] as const),
  );

/** Values that have to be there at the end. */
const lasting = (variables: readonly Variable[]): ReadonlySet<Node> =>
  new Set(variables.map(({ after }) => stored(after)));

/** Kernels in an order that spares as many old values as possible; those that no order spares lose their home. */
const ordered = (
  kernels: readonly Kernel[],
  homes: ReadonlyMap<Node, Variable>,
  lasts: ReadonlySet<Node>,
): { readonly order: readonly Kernel[]; readonly evicted: ReadonlySet<Node> } => {
  const waiting = new Set(kernels);
  const computed = new Set<Node>(kernels.flatMap(({ writes }) => writes));
  const evicted = new Set<Node>();
  const order: Kernel[] = [];
  const done = new Set<Node>();
  const overwrites = (kernel: Kernel): readonly Node[] =>
    kernel.writes.filter((node) => {
      const home = homes.get(node);
      if (home === undefined || evicted.has(node)) return false;
      if (lasts.has(home.before)) return true;
      const readers = [...waiting].filter((other) => other.reads.includes(home.before));
      return readers.some((other) => other !== kernel || !kernel.overwrites(home.before));
    });
  while (waiting.size > 0) {
    const able = [...waiting].filter((kernel) => kernel.reads.every((node) => !computed.has(node) || done.has(node)));
    const next = able.find((kernel) => overwrites(kernel).length === 0) ?? able[0]!;
    overwrites(next).forEach((node) => evicted.add(node));
    next.writes.forEach((node) => done.add(node));
    waiting.delete(next);
    order.push(next);
  }
  return { order, evicted };
};

/** A place for every value that another kernel reads, or that lasts; places are used again when their value is no longer read. */
const placed = (
  order: readonly Kernel[],
  settled: ReadonlyMap<Node, number>,
  lasts: ReadonlySet<Node>,
  start: number,
): { readonly addresses: ReadonlyMap<Node, number>; readonly end: number } => {
  const lastRead = new Map<Node, number>();
  order.forEach((kernel, place) => kernel.reads.forEach((node) => lastRead.set(node, place)));
  const addresses = new Map(settled);
  let free: readonly Gap[] = [];
  let end = start;
  order.forEach((kernel, place) => {
    for (const node of kernel.writes) {
      if (addresses.has(node) || (!lastRead.has(node) && !lasts.has(node))) continue;
      const bytes = aligned(bytesOf(node));
      const gap = free.find((candidate) => candidate.bytes >= bytes);
      addresses.set(node, gap?.address ?? end);
      if (gap === undefined) end += bytes;
      else
        free = [...free.filter((other) => other !== gap), { address: gap.address + bytes, bytes: gap.bytes - bytes }];
    }
    const over = [...lastRead].filter(
      ([node, last]) => last === place && addresses.has(node) && !settled.has(node) && !lasts.has(node),
    );
    free = [
      ...free.filter(({ bytes }) => bytes > 0),
      ...over.map(([node]) => ({ address: addresses.get(node)!, bytes: aligned(bytesOf(node)) })),
    ];
  });
  return { addresses, end };
};

interface Gap {
  readonly address: number;
  readonly bytes: number;
}
