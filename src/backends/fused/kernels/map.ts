import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import { showShape, size } from '../../../core/shape.js';
import { mergedAxes } from '../../axes.js';
import { isDraw, isElementwise, stored, type Applied } from '../../graph.js';
import type { Operand, Value } from '../ir/ir.js';
import { extentsOf, kindOf, type Lanes } from './emit.js';
import { readsOf, type Sunk } from './elements.js';
import { kernelOf, type Form, type Writer } from './kernel.js';
import { drawing } from './random.js';
import { resetting } from './resets.js';
import { branching } from './spike-branch.js';

/**
 * Element-by-element nodes of one shape share a loop, in which random numbers are drawn below masks. Of what it computes only what
 * another kernel reads goes to memory.
 */
export const map: Form = (node, facts, before) => {
  if (!isElementwise(node)) return undefined;
  const all = [...before, node];
  const below = new Set<Node>(all.flatMap((of) => facts.sunk.get(of) ?? []));
  const nodes = all.filter((of) => !below.has(of));
  const { shape } = nodes[0]!;
  const reads = readsOf(all, facts);
  const draws = all.filter(isDraw);
  return kernelOf(node, (write) => emit(write, nodes, reads, { of: facts.sunk, draw: drawing(write, draws) }), {
    name: `map ${showShape(shape)}: ${all.map(({ op }) => op).join(' ')}`,
    reads: [...reads, ...draws.flatMap(({ args }) => args)],
    writes: nodes,
    overwrites: (value) => reads.every((arg) => stored(arg) !== value || size(arg.shape) === size(shape)),
    guards: true,
    records: true,
  });
};

/** How many vectors are computed in one go, in loops that are not longer than so many operations. */
const [unroll, long] = [2, 100];

const emit = (write: Writer, nodes: readonly Applied[], operands: readonly Node[], sunk: Sunk): void => {
  const axes = mergedAxes(
    nodes[0]!.shape,
    operands.map(({ shape }) => shape),
  );
  const inner = axes.at(-1) ?? { extent: 1, strides: operands.map(() => 1), full: 1 };
  const outer = axes.slice(0, -1);
  const { others, reset } = resetting(write, nodes, sunk.of);
  const { compute, tell } = branching(write, others, sunk);
  write.nest(extentsOf(outer), (counters) => {
    const steps = outer.map(({ strides, full }) => [...strides, full]);
    // Operands with the same strides share an offset.
    const bases = shared([...operands.keys(), operands.length], (k) => {
      const own = steps.map((step) => step[k]!);
      return [own.join(), () => write.offsetOf(counters, own)];
    });
    // What does not move along the innermost axis is read before its loop.
    const still = new Map<Node, Value>();
    operands.forEach((operand, k) => {
      if (inner.strides[k] === 0) still.set(operand, write.load(kindOf(operand.dtype), bases[k]!, write.at(operand)));
    });
    const wide = write.lanes === 4 && inner.extent >= 4;
    const splats = new Map([...still].map(([node, value]) => [node, wide ? write.splat(value, 4) : value]));
    const body = (at: Operand, lanes: Lanes, vectors: number): void => {
      const places = shared(bases, (base) => [base, () => write.plus(base, at)]);
      const placeOf = (node: Node): Operand => places[operands.indexOf(node)] ?? places.at(-1)!;
      const known = lanes === 4 ? splats : still;
      const parts = Array.from({ length: vectors }, (_, k) => reset({ offset: k * 16, placeOf, known }, lanes));
      compute(parts, lanes);
    };
    write.along(inner.extent, body, write.lanes, nodes.length > long ? 1 : unroll);
  });
  tell();
};

/** A value for each of some things; those of one key share it. */
const shared = <A>(of: readonly A[], make: (thing: A) => readonly [key: unknown, make: () => Operand]): Operand[] => {
  const found = new Map<unknown, Operand>();
  return of.map((thing) => remembered(found, ...make(thing)));
};
