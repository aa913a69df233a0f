import type { ElementOp } from '../../../core/algebra.js';
import { portable } from '../../../core/exp-log.js';
import { byBits, type Float32 } from '../../../core/float32.js';
import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import type { Dtype } from '../../../core/tensor.js';
import type { Applied } from '../../graph.js';
import { float, type Operand, type Value } from '../ir/ir.js';
import { kindIn, kindOf, type Lanes } from './emit.js';
import type { Facts, Writer } from './kernel.js';

/** What an element-by-element node comes to; the table of meanings is eager's. `isKnown` tells which values need not be loaded. */
const computed = (
  write: Writer,
  node: Applied,
  valueOf: (arg: Node) => Value,
  isKnown: (arg: Node) => boolean,
  lanes: Lanes,
): Value => {
  const { args, dtype } = node;
  const as = (place: number, to: Dtype): Value => write.converted(valueOf(args[place]!), args[place]!.dtype, to);
  const op = node.op as ElementOp;
  // An operation on literals alone is one on single numbers: the first is made as wide as the result.
  const on = (name: string, first: Value, ...rest: readonly Value[]): Value => {
    const isWide = lanes === 1 || [first, ...rest].some(({ kind }) => kind === 'v128');
    return write.op(name, isWide ? first : write.variable('v128', first), ...rest);
  };
  const number = kindOf(dtype);
  const all = (to: Dtype) => args.map((_, place) => as(place, to)) as [Value, ...Value[]];
  switch (op) {
    case 'clamp':
      return on(`${number}.min`, on(`${number}.max`, as(0, dtype), as(1, dtype)), as(2, dtype));
    case 'gt':
    case 'ge':
    case 'lt':
    case 'ne': {
      // What is asked of spikes that are numbers in a formula, and masks here.
      if (op === 'ne' && args[0]!.dtype === 'bool' && isZero(valueOf(args[1]!))) return as(0, 'bool');
      const operands = args.every((arg) => arg.dtype === 'i32') ? 'i32' : 'f32';
      return on(`${operands}.${op}`, ...all(operands));
    }
    case 'and':
    case 'or':
    case 'not':
      return on(op, ...all('bool'));
    case 'where':
      return write.chosen(dtype, as(0, 'bool'), as(1, dtype), as(2, dtype));
    case 'exp':
    case 'log': {
      const x = as(0, 'f32');
      return portable[op](float32(write), lanes === 4 ? write.filling(x, 4) : x);
    }
    case 'div': {
      const [a, b] = all('f32');
      const rare = lanes === 4 && a.kind === 'v128' ? unlessOne(write, args[1]!) : undefined;
      return rare && isKnown(rare) ? quotientWhere(write, valueOf(rare), a, b!) : on('f32.div', a, b!);
    }
    // Arithmetic is an instruction of the same name, on operands of the type of the result.
    default:
      return on(`${number}.${op}`, ...all(dtype));
  }
};

/** Where a divisor is another number than 1: `where(mask, x, 1)`. */
const unlessOne = ({ literalOf }: Pick<Writer, 'literalOf'>, divisor: Node): Node | undefined => {
  if (divisor._tag !== 'Apply' || divisor.op !== 'where') return undefined;
  const [mask, , no] = divisor.args as [Node, Node, Node];
  return literalOf(no)?.value === 1 && mask.dtype === 'bool' ? mask : undefined;
};

/** Quotients by 1 but where a mask holds: vectors in which it holds nowhere are spared the division, which takes as long as ten sums. */
const quotientWhere = (write: Writer, mask: Value, a: Value, b: Value): Value => {
  const quotient = write.variable('v128', a);
  write.if(write.anywhere(mask), () => write.assign(quotient, write.op('f32.div', a, b)));
  return quotient;
};

const isZero = (value: Value): boolean => value._tag === 'Literal' && value.value === 0;

/**
 * Computes element-by-element nodes, operands first, at one place or four: `known` values are given, others that they read are
 * loaded from so many bytes behind their places. Gives the value of each node.
 */
export const compute = (
  write: Writer,
  nodes: readonly Applied[],
  lanes: Lanes,
  placeOf: (node: Node) => Operand,
  known: Iterable<readonly [Node, Value]> = [],
  offset = 0,
): ((node: Node) => Value) => {
  const values = new Map(known);
  const load = (node: Node): Value => write.load(kindIn(node.dtype, lanes), placeOf(node), write.at(node) + offset);
  const valueOf = (node: Node): Value => remembered(values, node, () => write.literalOf(node) ?? load(node));
  const isKnown = (node: Node): boolean => values.has(node);
  for (const node of nodes) values.set(node, computed(write, node, valueOf, isKnown, lanes));
  return valueOf;
};

/** What element-by-element nodes read that is none of them, nor the same number everywhere. */
export const readsOf = (nodes: readonly Applied[], { literalOf }: Pick<Facts, 'literalOf'>): readonly Node[] => {
  const own = new Set<Node>(nodes);
  return [...new Set(nodes.flatMap(({ args }) => args))].filter((arg) => !own.has(arg) && literalOf(arg) === undefined);
};

/** Arithmetic of float32 as instructions, on one number or on four. */
const float32 = ({ op }: Writer): Float32<Value> => {
  const real = (of: Value | number): Value => (typeof of === 'number' ? float(of) : of);
  const on =
    (name: string) =>
    (a: Value | number, b: Value | number): Value =>
      op(`f32.${name}`, real(a), real(b));
  return byBits<Value>(
    {
      add: on('add'),
      sub: on('sub'),
      mul: on('mul'),
      div: on('div'),
      max: on('max'),
      min: on('min'),
      lt: on('lt'),
      gt: on('gt'),
      ne: on('ne'),
      select: (condition, yes, no) => op('f32.select', condition, real(yes), real(no)),
    },
    {
      bitsOf: (a) => op('f32.bits', a),
      ofBits: (a) => op('bits.f32', a),
      plus: (a, b) => op('i32.add', a, b),
      minus: (a, b) => op('i32.sub', a, b),
      and: (a, b) => op('and', a, b),
      left: (a, by) => op('shl', a, by),
      right: (a, by) => op('shr', a, by),
      float: (a) => op('i32.f32', a),
    },
  );
};
