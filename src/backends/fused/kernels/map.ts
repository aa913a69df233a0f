import type { Node } from '../../../core/graph/graph.js';
import { int, type Routine, type Value } from '../ir/ir.js';
import { routine, type Writer } from '../ir/writer.js';
import type { Applied } from '../plan/nodes.js';
import { mergedAxes } from '../../axes.js';
import { addressOf, along, kindIn, kindOf, nest, offsetOf, type Context } from './context.js';
import { computed, filling } from './elements.js';
import { guard } from './guard.js';

/** One loop nest over a shape that computes nodes of that shape element by element. */
export const lowerMap = (nodes: readonly Applied[], stores: ReadonlySet<Node>, context: Context): Routine => {
  const { shape } = nodes[0]!;
  const own = new Set<Node>(nodes);
  const operands = [...new Set(nodes.flatMap(({ args }) => args))].filter(
    (arg) => !own.has(arg) && !context.literals.has(arg),
  );
  const axes = mergedAxes(
    shape,
    operands.map((operand) => operand.shape),
  );
  const inner = axes.at(-1) ?? { extent: 1, strides: operands.map(() => 1), full: 1 };
  const outer = axes.slice(0, -1);
  const { lanes } = context;

  const guarded = nodes.filter((node) => stores.has(node) && context.guarded.has(node));
  return routine((write) => {
    const guards = guarded.length > 0 ? guard(write, lanes) : undefined;
    nest(
      write,
      outer.map(({ extent }) => extent),
      (counters) => {
        const bases = sharedOffsets(write, counters, [
          ...operands.map((_, k) => outer.map(({ strides }) => strides[k]!)),
          outer.map(({ full }) => full),
        ]);
        // What does not move along the innermost axis is read before its loop.
        const still = new Map<Node, Value>();
        operands.forEach((operand, k) => {
          if (inner.strides[k] === 0)
            still.set(operand, write.load(kindOf(operand.dtype), bases[k]!, addressOf(context, operand)));
        });
        const splats = new Map<Node, Value>();
        if (lanes === 4 && inner.extent >= 4)
          still.forEach((value, operand) => splats.set(operand, write.op(`${kindOf(operand.dtype)}.splat`, value)));
        along(write, inner.extent, lanes, (at, width) => {
          const addresses = sharedSums(write, bases, at);
          const values = new Map<Node, Value>();
          const valueOf = (node: Node): Value => {
            const known = values.get(node) ?? context.literals.get(node) ?? (width === 4 ? splats : still).get(node);
            if (known !== undefined) return known;
            const loaded = write.load(
              kindIn(node.dtype, width),
              addresses[operands.indexOf(node)]!,
              addressOf(context, node),
            );
            values.set(node, loaded);
            return loaded;
          };
          for (const node of nodes) values.set(node, computed(write, node, valueOf, width));
          for (const node of nodes) {
            if (!stores.has(node)) continue;
            const value = filling(write, values.get(node)!, width);
            write.store(value, addresses.at(-1)!, addressOf(context, node));
            const as = context.guarded.get(node);
            if (as !== undefined) guards?.look(value, width, as);
          }
        });
      },
    );
    guards?.tell();
  });
};

/** The offset of each operand; those with the same strides share one. */
const sharedOffsets = (
  write: Writer,
  counters: readonly Value[],
  strides: readonly (readonly number[])[],
): readonly Value[] => {
  const found = new Map<string, Value>();
  return strides.map((own) => {
    const key = own.join();
    const offset = found.get(key) ?? offsetOf(write, counters, own);
    found.set(key, offset);
    return offset;
  });
};

const sharedSums = (write: Writer, bases: readonly Value[], at: Value): readonly Value[] => {
  const found = new Map<Value | number, Value>();
  return bases.map((base) => {
    const key = base._tag === 'Literal' ? base.value : base;
    const sum =
      found.get(key) ??
      (base._tag === 'Literal' && base.value === 0
        ? at
        : at._tag === 'Literal' && base._tag === 'Literal'
          ? int(at.value + base.value)
          : write.op('i32.add', base, at));
    found.set(key, sum);
    return sum;
  });
};
