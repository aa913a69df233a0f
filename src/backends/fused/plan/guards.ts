import { largestNumber } from '../../../core/float32.js';
import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import { isElementwise, stored, type Applied } from '../../graph.js';
import type { Guarded, Kernel, Variable } from '../kernels/kernel.js';
import { isFixed } from './fixed.js';
import { bounding, ordinary } from './values.js';

/** The largest magnitude of the values that a graph starts from; undefined for all others. */
type Limits = (node: Node) => number | undefined;

/**
 * The values that kernels check as they compute them (`guarded`), and the variables that are checked in memory when a step is done. A
 * variable that cannot become infinite, or NaN, is not checked; `infinite` says which may be infinite.
 */
export const guardsOf = (
  changed: readonly Variable[],
  kernels: readonly Kernel[],
  infinite: (path: string) => boolean,
  limitOf: Limits,
  boundOf: (node: Node) => number,
) => {
  const asked = changed
    .filter(({ after }) => after.dtype === 'f32' && boundOf(after) === Infinity)
    .map(({ path, after, address }) => ({ node: stored(after), address, as: asOf(infinite(path)) }));
  // Of a value that becomes several variables as much is asked as all of them allow.
  const kinds = new Map(asked.toSorted((a, b) => (a.as < b.as ? -1 : 1)).map(({ node, as }) => [node, as]));
  const looking = kernels.filter(({ guards }) => guards).map(({ writes }) => writes);
  const finiteIn = (nodes: readonly Applied[]) => nodes.filter((node) => kinds.get(node) === 'finite');
  const seen = looking
    .flatMap((nodes) => (finiteIn(nodes).length < 2 ? [nodes] : parted(nodes)))
    .flatMap((part) => witnesses(part, finiteIn(part), limitOf, boundOf))
    .map((node) => [node, asOf(false)] as const);
  const unguarded = asked.filter(({ node }) => !looking.some((nodes) => nodes.includes(node as Applied)));
  const others = [...kinds].filter(([node, as]) => as === 'number' || unguarded.some((of) => of.node === node));
  return { unguarded, guarded: new Map([...others, ...seen]) };
};

const asOf = (isInfinite: boolean): Guarded => (isInfinite ? 'number' : 'finite');

/** The nodes of a loop in parts that share nothing but fixed numbers: layers that step together are such parts. */
export const parted = (nodes: readonly Applied[]): readonly (readonly Applied[])[] => {
  const partOf = new Map<Node, Node[]>();
  for (const node of nodes) {
    const near = [node, ...node.args.map(stored).filter((arg) => !isFixed(arg))];
    const joined = [...new Set(near.map((of) => partOf.get(of) ?? [of]))];
    const [part, ...others] = joined.toSorted((a, b) => b.length - a.length) as [Node[], ...Node[][]];
    part.push(...others.flat());
    for (const of of [...near, ...others.flat()]) partOf.set(of, part);
  }
  const parts = new Map<Node[], Applied[]>();
  for (const node of nodes) remembered(parts, partOf.get(node)!, () => []).push(node);
  return [...parts.values()];
};

/**
 * Of some values of a loop that have to be finite, as few witnesses as tell of all of them: where one of those is not finite,
 * neither is one of these. These may be infinite by themselves only where the loop starts from extraordinary numbers: a false alarm.
 */
export const witnesses = (
  nodes: readonly Applied[],
  asked: readonly Node[],
  limitOf: Limits,
  boundOf: (node: Node) => number = bounding(limitOf),
): readonly Node[] => {
  if (asked.length < 2) return asked;
  const inner = new Set(nodes.flatMap(spreading));
  const isOrdinary = ordinarily(limitOf);
  const candidates = nodes.filter((node) => spreading(node).length > 0 && !inner.has(node) && isOrdinary(node));
  const own = new Set<Node>(nodes);
  // What the loop reads comes before it, and is as far from 0 whatever the loop computes.
  const knownOf = (node: Node): number | undefined => (own.has(node) ? limitOf(node) : boundOf(node));
  const implied = candidates.map((node) => ({ node, of: impliedBy(node, asked, knownOf) }));
  const chosen: Node[] = [];
  let left = asked;
  for (;;) {
    const [best] = implied
      .map(({ node, of }) => ({ node, of: left.filter((value) => of.has(value)) }))
      .toSorted((a, b) => b.of.length - a.of.length);
    if (best === undefined || best.of.length < 2) return [...chosen, ...left];
    chosen.push(best.node);
    left = left.filter((value) => !best.of.includes(value));
  }
};

/** The operands which, where they are not finite, leave the result so: infinities of both signs make NaN. */
const spreading = (node: Node): readonly Node[] => {
  if (!isElementwise(node) || node.dtype !== 'f32') return [];
  const numbers = node.args.filter(({ dtype }) => dtype === 'f32');
  if (['add', 'sub', 'mul', 'abs'].includes(node.op)) return numbers;
  return node.op === 'div' ? numbers.filter((arg) => arg === node.args[0]) : [];
};

/** Whether a value is finite where those that its loop starts from are ordinary. */
const ordinarily = (limitOf: Limits): ((node: Node) => boolean) => {
  const boundOf = bounding((node) => {
    if (isElementwise(node) || isFixed(node)) return undefined;
    return limitOf(stored(node)) === Infinity ? Infinity : ordinary;
  });
  return (node) => boundOf(node) < Infinity;
};

/** The values that are finite if one of a loop is. */
const impliedBy = (node: Node, asked: readonly Node[], knownOf: Limits): ReadonlySet<Node> => {
  const finite = new Set<Node>();
  const spread = (of: Node): void => {
    if (finite.has(of)) return;
    finite.add(of);
    spreading(of).forEach(spread);
  };
  spread(node);
  const boundOf = bounding((of) => (finite.has(of) ? largestNumber : knownOf(of)));
  return new Set(asked.filter((value) => boundOf(value) < Infinity));
};
