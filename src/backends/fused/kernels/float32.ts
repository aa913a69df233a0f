import { byBits, type Float32 } from '../../../core/float32.js';
import { float, type Value } from '../ir/ir.js';
import type { Writer } from './kernel.js';

/** Arithmetic of float32 as instructions, on one number or on four. */
export const float32 = ({ op }: Writer): Float32<Value> => {
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
