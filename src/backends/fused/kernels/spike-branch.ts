import type { Node } from '../../../core/graph/graph.js';
import type { Applied } from '../../graph.js';
import { int, type Operand, type Value } from '../ir/ir.js';
import { compute, readsOf, type Sunk } from './elements.js';
import type { Lanes } from './emit.js';
import { guardOf } from './guards.js';
import type { Writer } from './kernel.js';
import { bySpikes, forget, record } from './spike-lists.js';

/** Values at one place, or at four neighbouring ones: where they are, and those that are known. */
export interface Part {
  /** How many bytes behind the place. */
  readonly offset: number;
  readonly placeOf: (node: Node) => Operand;
  readonly known: Iterable<readonly [Node, Value]>;
}

/**
 * The longest step (ms) in which spikes count as rare: of eight neurons that spike fifty times a second some does in a quarter of
 * the steps of 1 ms, and in one of 25 steps of 0.1 ms.
 */
export const shortStep = 0.25;

/**
 * Computes nodes, operands first, in a few parts at once, and stores those that others read. Few neurons spike in a step: what depends
 * on spikes is computed anew where a vector has any, and elsewhere as what it is without them.
 */
export const branching = (write: Writer, nodes: readonly Applied[], sunk: Sunk) => {
  const { look, tell } = guardOf(write, nodes);
  const computed = storing(write, look, sunk);
  const { spikes, dependent } = bySpikes(nodes, write.isStored);
  const others = nodes.filter((node) => !dependent.includes(node));
  const plain = others.filter((node) => !spikes.includes(node));
  const below = dependent.flatMap((node) => sunk.of.get(node) ?? []);
  const recorded = spikes.filter((node) => write.recorded.has(node));
  for (const node of recorded) forget(write, node, write.recorded.get(node)!);
  const list = (parts: readonly Part[], lanes: Lanes): void =>
    recorded.forEach((node) => listStored(write, node, parts, lanes));
  return {
    compute: (parts: readonly Part[], lanes: Lanes): void => {
      if (lanes === 1 || !write.areSpikesRare || (dependent.length === 0 && recorded.length === 0)) {
        computed(parts, nodes, nodes, [], lanes);
        return list(parts, lanes);
      }
      const ready = computed(parts, others, plain, [...spikes, ...readsOf([...below, ...dependent], write)], lanes);
      const rest = (kept: readonly Applied[], known: ReadonlyMap<Node, Value>): void => {
        const inputs = ready.map((part) => ({ ...part, known: [...part.known, ...known] }));
        computed(inputs, dependent, [...kept, ...dependent], [], lanes);
      };
      const masks = ready.flatMap(({ known }) => spikes.map((node) => new Map(known).get(node)!));
      const spiking = (): void => {
        rest(spikes, new Map());
        list(parts, lanes);
      };
      // What is recorded has been cleared already.
      const cleared = spikes.filter((node) => !recorded.includes(node));
      const silent = (): void => rest(cleared, new Map(spikes.map((node) => [node, int(0)])));
      write.if(write.anywhere(write.anyOf(masks)), spiking, silent);
    },
    tell,
  };
};

/** Computes some nodes, part by part, and stores those `kept` that others read, once what is `wanted` later has been read; gives that. */
const storing =
  (write: Writer, look: ReturnType<typeof guardOf>['look'], sunk: Sunk) =>
  (
    parts: readonly Part[],
    nodes: readonly Applied[],
    kept: readonly Applied[],
    wanted: readonly Node[],
    lanes: Lanes,
  ): readonly Part[] => {
    const guarded = kept.filter((node) => write.guarded.has(node) || write.ranged.has(node));
    const done = parts.map((part) => {
      const { offset, placeOf } = part;
      const valueOf = compute(write, nodes, lanes, placeOf, part.known, offset, sunk);
      const known = wanted.map((node) => [node, valueOf(node)] as const);
      const filled = (node: Node): Value => write.filling(valueOf(node), lanes);
      for (const node of kept.filter(write.isStored)) write.store(filled(node), placeOf(node), write.at(node) + offset);
      return { ...part, known, seen: guarded.map((node) => [node, filled(node)] as const) };
    });
    const seen = done.flatMap((part) => part.seen);
    look(seen, lanes);
    return done;
  };

/** Lists spikes that have been stored. */
const listStored = (write: Writer, spikes: Node, parts: readonly Part[], lanes: Lanes): void => {
  const masks = parts.flatMap(({ offset, placeOf }) =>
    Array.from({ length: lanes }, (_, lane) => {
      const place = write.plus(placeOf(spikes), offset + lane * 4);
      return [place, write.at(spikes)] as const;
    }),
  );
  record(write, write.recorded.get(spikes)!, masks);
};
