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
  const lasting = new Set(variables.map(({ after }) => stored(after)));
  const { order, homes } = ordered(kernels, variables, lasting);
  const settled = new Map([...fixed, ...[...homes].map(([node, { address }]) => [node, address] as const)]);
  const { addresses, end: behind } = placed(order, settled, lasting, start);
  let end = behind;
  const addressOf = ({ after }: Variable): number => addresses.get(stored(after))!;
  // Old values that become those of other variables stand aside first, as variables may change places.
  const asides = new Map<Variable, number>();
  for (const variable of variables) {
    const { before, after } = variable;
    if (stored(after)._tag !== 'Input' || stored(after) === before) continue;
    asides.set(variable, end);
    end += aligned(bytesOf(after));
  }
  const move = (variable: Variable, from: number, to: number): Layout['moves'] =>
    from === to ? [] : [{ from, to, bytes: bytesOf(variable.after) }];
  const moves = [
    ...[...asides].flatMap(([variable, aside]) => move(variable, addressOf(variable), aside)),
    ...variables.flatMap((variable) =>
      stored(variable.after) === variable.before
        ? []
        : move(variable, asides.get(variable) ?? addressOf(variable), variable.address),
    ),
  ];
  return { kernels: order, addresses, moves, end };
};

/**
 * Kernels in an order that spares as many old values as possible; and the variable (the first, if it becomes several) in whose
 * place each new value lies, but for those whose old value no order spares.
 */
const ordered = (
  kernels: readonly Kernel[],
  variables: readonly Variable[],
  lasting: ReadonlySet<Node>,
): { readonly order: readonly Kernel[]; readonly homes: ReadonlyMap<Node, Variable> } => {
  const computed = new Set<Node>(kernels.flatMap(({ writes }) => writes));
  const becoming = variables.filter(({ after }) => computed.has(stored(after))).toReversed();
  const homes = new Map(becoming.map((variable) => [stored(variable.after), variable]));
  const waiting = new Set(kernels);
  const order: Kernel[] = [];
  const overwrites = (kernel: Kernel): readonly Node[] =>
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
  order: readonly Kernel[],
  settled: ReadonlyMap<Node, number>,
  lasting: ReadonlySet<Node>,
  start: number,
): Pick<Layout, 'addresses' | 'end'> => {
  const lastRead = new Map<Node, number>();
  order.forEach(({ reads }, place) => reads.forEach((node) => lastRead.set(node, place)));
  const addresses = new Map(settled);
  let gaps: readonly { readonly address: number; readonly bytes: number }[] = [];
  let end = start;
  order.forEach(({ writes }, place) => {
    for (const node of writes) {
      if (addresses.has(node) || (!lastRead.has(node) && !lasting.has(node))) continue;
      const bytes = aligned(bytesOf(node));
      const gap = gaps.find((candidate) => candidate.bytes >= bytes);
      addresses.set(node, gap?.address ?? end);
      if (gap === undefined) end += bytes;
      else gaps = gaps.map((of) => (of === gap ? { address: of.address + bytes, bytes: of.bytes - bytes } : of));
    }
    const over = [...lastRead].filter(
      ([node, last]) => last === place && addresses.has(node) && !settled.has(node) && !lasting.has(node),
    );
    gaps = [...gaps, ...over.map(([node]) => ({ address: addresses.get(node)!, bytes: aligned(bytesOf(node)) }))];
  });
  return { addresses, end };
};
