import type { Node } from '../../../core/graph/graph.js';
import type { Applied } from '../../graph.js';
import { int, type Operand, type Value } from '../ir/ir.js';
import { compute, readsOf } from './elements.js';
import type { Lanes } from './emit.js';
import { guardOf } from './guards.js';
import type { Writer } from './kernel.js';
import { record } from './spike-list.js';

/** Values at one place, or at four neighbouring ones: where they are, and those that are known. */
export interface Part {
  /** Its addresses are those of the part. */
  readonly write: Writer;
  readonly placeOf: (node: Node) => Operand;
  readonly known: Iterable<readonly [Node, Value]>;
}

type ValueOf = (node: Node) => Value;

/**
 * Computes nodes, operands first, in a few parts at once, and stores those that others read. Few neurons spike in a step: what depends
 * on spikes is computed anew where a vector has any, and elsewhere as what it is without them.
 */
export const branching = (write: Writer, nodes: readonly Applied[]) => {
  const { look, tell } = guardOf(write, nodes);
  const { spikes, dependent } = bySpikes(nodes, write.isStored);
  const others = nodes.filter((node) => !dependent.includes(node));
  const plain = others.filter((node) => !spikes.includes(node));
  const recorded = spikes.filter((node) => write.recorded.has(node));
  for (const node of recorded) write.store(0, write.recorded.get(node)!.count);

  const keep = (parts: readonly Part[], values: readonly ValueOf[], of: readonly Applied[], lanes: Lanes): void => {
    const filled = (node: Node, part: number): Value => write.filling(values[part]!(node), lanes);
    parts.forEach(({ write: to, placeOf }, part) =>
      of.filter(write.isStored).forEach((node) => to.store(filled(node, part), placeOf(node), to.at(node))),
    );
    const guarded = of.filter((node) => write.guarded.has(node));
    const seen = parts.flatMap((_, part) => guarded.map((node) => [node, filled(node, part)] as const));
    look(seen, lanes);
  };
  const computed = (parts: readonly Part[], of: readonly Applied[], lanes: Lanes): readonly ValueOf[] =>
    parts.map(({ write: at, placeOf, known }) => compute(at, of, lanes, placeOf, known));

  /** Lists the spikes that have been stored. */
  const list = (parts: readonly Part[], lanes: Lanes): void => {
    for (const node of recorded) {
      const masks = parts.flatMap(({ write: to, placeOf }) =>
        Array.from({ length: lanes }, (_, lane) => {
          const bytes = to.at(node) - write.at(node) + lane * 4;
          return [write.plus(placeOf(node), bytes), write.at(node)] as const;
        }),
      );
      record(write, write.recorded.get(node)!, masks);
    }
  };

  return {
    compute: (parts: readonly Part[], lanes: Lanes): void => {
      if (lanes === 1 || !write.areSpikesRare || (dependent.length === 0 && recorded.length === 0)) {
        keep(parts, computed(parts, nodes, lanes), nodes, lanes);
        return list(parts, lanes);
      }
      const values = computed(parts, others, lanes);
      // All is read before anything is written.
      const inputs = [...spikes, ...readsOf(dependent, write)];
      const ready = values.map((valueOf) => inputs.map((node) => [node, valueOf(node)] as const));
      keep(parts, values, plain, lanes);
      const rest = (known: Part['known']): void => {
        const withSpikes = parts.map((part, k) => ({ ...part, known: [...ready[k]!, ...known] }));
        keep(parts, computed(withSpikes, dependent, lanes), [...spikes, ...dependent], lanes);
      };
      const masks = values.flatMap((valueOf) => spikes.map(valueOf));
      write.if(
        write.anywhere(masks.reduce((any, mask) => write.op('or', any, mask))),
        () => {
          rest([]);
          list(parts, lanes);
        },
        () => rest(spikes.map((node) => [node, int(0)])),
      );
    },
    tell,
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
