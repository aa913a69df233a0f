import type { ElementOp } from '../../../core/algebra.js';
import type { Node } from '../../../core/graph.js';
import { size, type Shape } from '../../../core/shape.js';
import type { Dtype } from '../../../core/tensor.js';
import { int, routine, type Kind, type Routine, type Value, type Writer } from '../code.js';
import { type Applied } from '../schedule.js';
import { addressOf, along, converted, kindIn, kindOf, literalOf, nest, offsetOf, type Context } from './context.js';

/** One loop nest over a shape that computes nodes of that shape element by element. */
export const lowerMap = (nodes: readonly Applied[], stores: ReadonlySet<Node>, context: Context): Routine => {
  const { shape } = nodes[0]!;
  const own = new Set<Node>(nodes);
  const operands = [...new Set(nodes.flatMap(({ args }) => args))].filter(
    (arg) => !own.has(arg) && literalOf(arg) === undefined,
  );
  const axes = mergedAxes(
    shape,
    operands.map((operand) => operand.shape),
  );
  const inner = axes.at(-1) ?? { extent: 1, strides: operands.map(() => 1), full: 1 };
  const outer = axes.slice(0, -1);
  const lanes = nodes.some(({ op }) => op === 'exp') ? 1 : context.lanes;

  return routine((write) =>
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
          still.forEach((value, operand) =>
            splats.set(operand, write.op(`${kindOf(operand.dtype)}.splat`, 'v128', value)),
          );
        along(write, inner.extent, lanes, (at, width) => {
          const addresses = sharedSums(write, bases, at);
          const values = new Map<Node, Value>();
          const valueOf = (node: Node): Value => {
            const known = values.get(node) ?? literalOf(node) ?? (width === 4 ? splats : still).get(node);
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
          for (const node of nodes)
            if (stores.has(node))
              write.store(settled(write, values.get(node)!, width), addresses.at(-1)!, addressOf(context, node));
        });
      },
    ),
  );
};

/** A literal as something that can be stored four times at once. */
const settled = (write: Writer, value: Value, width: 1 | 4): Value =>
  value.kind !== 'v128' && width === 4 ? write.variable('v128', value) : value;

interface Axis {
  readonly extent: number;
  /** The step of each operand along this axis, in elements; 0 where it repeats. */
  readonly strides: readonly number[];
  /** The step of the result. */
  readonly full: number;
}

/** The axes of a shape, neighbours merged where every operand either has both in full or repeats along both. */
const mergedAxes = (shape: Shape, operands: readonly Shape[]): readonly Axis[] => {
  const stride = (own: Shape, axis: number): number => {
    const place = axis - (shape.length - own.length);
    return place < 0 || own[place] === 1 ? 0 : size(own.slice(place + 1));
  };
  return shape
    .map((extent, axis): Axis => ({
      extent,
      strides: operands.map((own) => stride(own, axis)),
      full: size(shape.slice(axis + 1)),
    }))
    .filter(({ extent }) => extent !== 1)
    .reduce<readonly Axis[]>((merged, axis) => {
      const last = merged.at(-1);
      const joins = last?.strides.every((step, k) => step === axis.strides[k]! * axis.extent);
      return last !== undefined && joins === true
        ? [...merged.slice(0, -1), { ...axis, extent: last.extent * axis.extent }]
        : [...merged, axis];
    }, []);
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
          : write.op('i32.add', 'i32', base, at));
    found.set(key, sum);
    return sum;
  });
};

/** What an element-by-element node comes to; the table of meanings is eager's. */
export const computed = (write: Writer, node: Applied, valueOf: (arg: Node) => Value, width: 1 | 4): Value => {
  const { args, dtype } = node;
  const as = (place: number, to: Dtype): Value => converted(write, valueOf(args[place]!), args[place]!.dtype, to);
  const op = node.op as ElementOp;
  const kind = kindIn(dtype, width);
  // An operation on literals alone is one on single numbers: the first is made as wide as the result.
  const on = (name: string, result: Kind, ...values: readonly Value[]): Value =>
    write.op(
      name,
      result,
      ...(width === 4 && values.every((value) => value.kind !== 'v128')
        ? [write.variable('v128', values[0]!), ...values.slice(1)]
        : values),
    );
  switch (op) {
    case 'add':
    case 'sub':
    case 'mul':
    case 'max':
    case 'min':
      return on(`${kindOf(dtype)}.${op}`, kind, as(0, dtype), as(1, dtype));
    case 'div':
      return on('f32.div', kind, as(0, 'f32'), as(1, 'f32'));
    case 'abs':
      return on(`${kindOf(dtype)}.abs`, kind, as(0, dtype));
    case 'exp':
      return on('f32.exp', kind, as(0, 'f32'));
    case 'clamp':
      return on(
        `${kindOf(dtype)}.min`,
        kind,
        on(`${kindOf(dtype)}.max`, kind, as(0, dtype), as(1, dtype)),
        as(2, dtype),
      );
    case 'gt':
    case 'ge':
    case 'lt':
    case 'ne': {
      const numbers = args.every((arg) => arg.dtype === 'i32') ? 'i32' : 'f32';
      return on(`${numbers}.${op}`, kind, as(0, numbers), as(1, numbers));
    }
    case 'and':
    case 'or':
      return on(op, kind, as(0, 'bool'), as(1, 'bool'));
    case 'not':
      return on('not', kind, as(0, 'bool'));
    case 'where':
      return on(`${kindOf(dtype)}.select`, kind, as(0, 'bool'), as(1, dtype), as(2, dtype));
  }
};
