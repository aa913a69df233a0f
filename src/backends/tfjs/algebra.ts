import type { Algebra, Attribute, Op, Type } from '../../core/algebra.js';
import { algebra } from '../../core/graph/interpret.js';
import { size } from '../../core/shape.js';
import { zeros, type Tensor } from '../../core/tensor.js';
import { eagerAlgebra } from '../eager/eager.js';
import { contract } from './contract.js';
import type { KernelContext } from './kernel-context.js';
import { cast, elementwise } from './elementwise.js';
import { isOnDevice, copied, type DeviceValue, type TfTensor, type Value } from './device-value.js';
import { gather, scatter, shiftIn } from './move.js';
import { chooseOne, reduce } from './reduce.js';

/**
 * The interpretation in tfjs. Eager computes operations on plain data alone: constants, and random numbers, which are
 * drawn on the host and then copied. `isConstant` says which plain data never changes, and so may stay on the device.
 */
export const tfjsAlgebra = (at: KernelContext, isConstant: (x: Tensor) => boolean): Algebra<Value> => {
  const there = (x: Value): TfTensor => {
    if (isOnDevice(x)) return x.on;
    return isConstant(x) ? at.once(x, 'itself', () => at.keep(x)) : copied(at.tf, x);
  };
  return algebra<Value>({
    constant: (value) => value,
    type: ({ shape, dtype }) => ({ shape, dtype }),
    apply: (op, args, attribute, type): Value => {
      const plain = args.filter((arg) => !isOnDevice(arg)) as readonly Tensor[];
      if (plain.length === args.length) return eagerAlgebra.apply(op, plain, attribute);
      if (size(type.shape) === 0) return zeros(type.shape, type.dtype);
      return { ...type, on: kernel(at, op, args, there, attribute, type) } satisfies DeviceValue;
    },
  });
};

const kernel = (
  at: KernelContext,
  op: Op,
  args: readonly Value[],
  there: (x: Value) => TfTensor,
  attribute: Attribute,
  type: Type,
): TfTensor => {
  const { tf } = at;
  const x = there(args[0]!);
  switch (op) {
    case 'sum':
    case 'maxOver':
      return reduce(tf, op, cast(tf, x, type.dtype), attribute as readonly number[], type);
    case 'reshape':
      return tf.reshape(x, [...type.shape]);
    case 'contract':
      return contract(at, attribute[0] as string, x, there(args[1]!));
    case 'gather':
      return gather(at, x, args[1] as Tensor);
    case 'scatter':
      return scatter(at, x, args[1] as Tensor, type);
    case 'shiftIn':
      return shiftIn(tf, x, there(args[1]!), type);
    case 'chooseOne':
      return chooseOne(tf, x, there(args[1]!));
    case 'rowAt':
    case 'withRow':
    case 'deposit':
    case 'collect':
      throw new TypeError(`${op} is made of other operations before`);
    case 'uniform':
      throw new TypeError('uniform needs a counter on the host');
    default:
      return elementwise[op](tf, type.dtype, args.map(there));
  }
};
