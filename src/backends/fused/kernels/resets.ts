import type { Node } from '../../../core/graph/graph.js';
import { isDraw, type Applied } from '../../graph.js';
import { compute, type Sunk } from './elements.js';
import { kindIn, type Lanes } from './emit.js';
import type { Writer } from './kernel.js';
import type { Part } from './spike-branch.js';

/** Values that are replaced where a mask holds, and what is computed for nothing else. */
interface Reset {
  readonly mask: Node;
  readonly replaced: readonly Applied[];
  readonly cone: readonly Applied[];
}

/** From how many values on that one mask replaces a branch takes less time than to choose. */
const several = 2;

/**
 * Variables that the spikes of the step before reset: the values that replace them are read and computed only for vectors with such a
 * spike, as few neurons spike in a step. Gives the other nodes of a loop, and what computes these.
 */
export const resetting = (write: Writer, nodes: readonly Applied[], sunk: Sunk['of']) => {
  const resets = resetsIn(write, nodes, sunk);
  const done = new Set(resets.flatMap(({ replaced, cone }) => [...replaced, ...cone]));
  const reset = ({ mask, replaced, cone }: Reset, { placeOf, offset, known }: Part, lanes: Lanes) => {
    const before = compute(write, [], lanes, placeOf, known, offset);
    const values = replaced.map(({ args, dtype }) => write.variable(kindIn(dtype, lanes), before(args[2]!)));
    const isSpike = before(mask);
    write.if(write.anywhere(isSpike), () => {
      const read = [mask, ...replaced.map(({ args }) => args[2]!)].map((node) => [node, before(node)] as const);
      const after = compute(write, [...cone, ...replaced], lanes, placeOf, [...known, ...read], offset);
      replaced.forEach((node, k) => write.assign(values[k]!, after(node)));
    });
    return [[mask, isSpike] as const, ...replaced.map((node, k) => [node, values[k]!] as const)];
  };
  return {
    others: nodes.filter((node) => !done.has(node)),
    reset: (part: Part, lanes: Lanes): Part => ({
      ...part,
      known: [...part.known, ...resets.flatMap((of) => reset(of, part, lanes))],
    }),
  };
};

const resetsIn = (write: Writer, nodes: readonly Applied[], sunk: Sunk['of']): readonly Reset[] => {
  const own = new Set<Node>(nodes);
  const isRead = (node: Node): boolean => !own.has(node);
  const isInner = (node: Applied): boolean => !write.isStored(node) && !write.guarded.has(node) && !sunk.has(node);
  /** What is computed for the value that replaces one: at most one node, of what is read from memory. */
  const coneOf = (replaced: Applied): readonly Applied[] | undefined => {
    const value = nodes.find((node) => node === replaced.args[1]);
    if (value === undefined) return [];
    const isOnly = nodes.every((node) => node === replaced || !node.args.includes(value));
    return isOnly && isInner(value) && !isDraw(value) && value.args.every(isRead) ? [value] : undefined;
  };
  const found = nodes.flatMap((node) => {
    const [mask, , before] = node.args as [Node, Node, Node];
    const isMask = node.op === 'where' && mask._tag === 'Input' && mask.dtype === 'bool';
    const cone = isMask && isRead(before) && before.dtype === node.dtype && isInner(node) ? coneOf(node) : undefined;
    return cone === undefined ? [] : [{ mask, node, cone }];
  });
  return [...new Set(found.map(({ mask }) => mask))].flatMap((mask) => {
    const of = found.filter((one) => one.mask === mask);
    return of.length < several
      ? []
      : [{ mask, replaced: of.map(({ node }) => node), cone: of.flatMap(({ cone }) => cone) }];
  });
};
