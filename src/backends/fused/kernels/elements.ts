import type { ElementOp } from '../../../core/algebra.js';
import type { Node } from '../../../core/graph/graph.js';
import type { Dtype } from '../../../core/tensor.js';
import { type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import type { Applied } from '../plan/nodes.js';
import { chosen } from './chosen.js';
import { converted, kindOf } from './context.js';

/** What an element-by-element node comes to; the table of meanings is eager's. */
export const computed = (write: Writer, node: Applied, valueOf: (arg: Node) => Value, width: 1 | 4): Value => {
  const { args, dtype } = node;
  const as = (place: number, to: Dtype): Value => converted(write, valueOf(args[place]!), args[place]!.dtype, to);
  const op = node.op as ElementOp;
  // An operation on literals alone is one on single numbers: the first is made as wide as the result.
  const on = (name: string, ...values: readonly Value[]): Value =>
    write.op(
      name,
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
      return on(`${kindOf(dtype)}.${op}`, as(0, dtype), as(1, dtype));
    case 'div':
      return on('f32.div', as(0, 'f32'), as(1, 'f32'));
    case 'abs':
      return on(`${kindOf(dtype)}.abs`, as(0, dtype));
    case 'exp':
      return on('f32.exp', as(0, 'f32'));
    case 'clamp':
      return on(`${kindOf(dtype)}.min`, on(`${kindOf(dtype)}.max`, as(0, dtype), as(1, dtype)), as(2, dtype));
    case 'gt':
    case 'ge':
    case 'lt':
    case 'ne': {
      // What is asked of spikes that are numbers in a formula, and masks here.
      if (op === 'ne' && args[0]!.dtype === 'bool' && isZero(valueOf(args[1]!))) return as(0, 'bool');
      const numbers = args.every((arg) => arg.dtype === 'i32') ? 'i32' : 'f32';
      return on(`${numbers}.${op}`, as(0, numbers), as(1, numbers));
    }
    case 'and':
    case 'or':
      return on(op, as(0, 'bool'), as(1, 'bool'));
    case 'not':
      return on('not', as(0, 'bool'));
    case 'where':
      return chosen(write, dtype, as(0, 'bool'), as(1, dtype), as(2, dtype));
  }
};

/** A value as it is stored, where one literal may stand for four. */
export const filling = (write: Writer, value: Value, width: 1 | 4): Value =>
  value.kind !== 'v128' && width === 4 ? write.variable('v128', value) : value;

const isZero = (value: Value): boolean => value._tag === 'Literal' && value.value === 0;
