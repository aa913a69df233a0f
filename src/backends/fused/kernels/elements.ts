import type { ElementOp } from '../../../core/algebra.js';
import { portable } from '../../../core/exp-log.js';
import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import type { Dtype } from '../../../core/tensor.js';
import { isDraw, type Applied } from '../../graph.js';
import type { Operand, Value } from '../ir/ir.js';
import { kindIn, kindOf, type Lanes } from './emit.js';
import { float32 } from './float32.js';
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

/** What is computed only where a `where` chooses its first value, and how numbers are drawn there. */
export interface Sunk {
  readonly of: Facts['sunk'];
  readonly draw: (node: Applied, at: Operand, lanes: Lanes) => Value;
}

/**
 * Computes element-by-element nodes, operands first, at one place or four: `known` values are given, others that they read are
 * loaded from so many bytes behind their places. What is sunk below a mask is computed if it holds at one of them. Gives the value
 * of each node.
 */
export const compute = (
  write: Writer,
  nodes: readonly Applied[],
  lanes: Lanes,
  placeOf: (node: Node) => Operand,
  known: Iterable<readonly [Node, Value]> = [],
  offset = 0,
  sunk?: Sunk,
): ((node: Node) => Value) => {
  const values = new Map(known);
  const load = (node: Node): Value => write.load(kindIn(node.dtype, lanes), placeOf(node), write.at(node) + offset);
  const valueOf = (node: Node): Value => remembered(values, node, () => write.literalOf(node) ?? load(node));
  const isKnown = (node: Node): boolean => values.has(node);
  const chosen = (node: Applied, cone: readonly Applied[]): Value => {
    const [mask, , other] = node.args as [Node, Node, Node];
    const as = (arg: Node, to: Dtype): Value => write.converted(valueOf(arg), arg.dtype, to);
    const value = write.variable(kindIn(node.dtype, lanes), as(other, node.dtype));
    write.if(write.anywhere(as(mask, 'bool')), () => {
      // What is loaded there is known there only.
      const below = compute(write, cone, lanes, placeOf, values, offset, sunk);
      write.assign(value, computed(write, node, below, isKnown, lanes));
    });
    return value;
  };
  for (const node of nodes) {
    const cone = sunk?.of.get(node);
    if (cone !== undefined) values.set(node, chosen(node, cone));
    else if (sunk !== undefined && isDraw(node))
      values.set(node, sunk.draw(node, write.plus(placeOf(node), offset), lanes));
    else values.set(node, computed(write, node, valueOf, isKnown, lanes));
  }
  return valueOf;
};

/** What element-by-element nodes read, place by place, that is none of them, nor the same number everywhere. */
export const readsOf = (nodes: readonly Applied[], { literalOf }: Pick<Facts, 'literalOf'>): readonly Node[] => {
  const own = new Set<Node>(nodes);
  const args = nodes.flatMap((node) => (isDraw(node) ? [] : node.args));
  return [...new Set(args)].filter((arg) => !own.has(arg) && literalOf(arg) === undefined);
};
