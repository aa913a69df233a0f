import type { Dtype } from '../../../core/tensor.js';
import { float, int, type Local, type Value, type Writer } from '../code.js';
import { along, kindIn, plus, type Context } from './context.js';

/** A list of places (in bytes): its length in bytes, and the address where it lies until the next one is made. */
export interface List {
  readonly count: Local;
  readonly at: number;
}

/**
 * Lists the places (in bytes, ascending) at which a row of values in memory is not 0, in scratch memory.
 */
export const list = (write: Writer, row: Value, extent: number, dtype: Dtype, { lanes, scratch }: Context): List => {
  const count = write.variable('i32', int(0));
  eachLive(write, row, extent, dtype, lanes, (place) => append(write, place, { count, at: scratch }));
  return { count, at: scratch };
};

/** Adds a number to the end of a list. */
export const append = (write: Writer, place: Value, { count, at }: List): void => {
  write.store(place, count, at);
  write.set(count, write.op('i32.add', 'i32', count, int(4)));
};

/** Goes through the places (in bytes, ascending) at which a row of values in memory is not 0. */
export const eachLive = (
  write: Writer,
  row: Value,
  extent: number,
  dtype: Dtype,
  lanes: 1 | 4,
  body: (place: Value) => void,
): void =>
  along(write, extent, lanes, (at, width) => {
    const value = write.load(kindIn(dtype, width), plus(write, row, at));
    const kind = value.kind === 'v128' ? 'v128' : 'i32';
    const live =
      dtype === 'bool'
        ? value
        : write.op(dtype === 'f32' ? 'f32.ne' : 'i32.ne', kind, value, dtype === 'f32' ? float(0) : int(0));
    if (width === 1) return write.when(live, () => body(at));
    const left = write.variable('i32', write.op('bits', 'i32', live));
    write.when(left, () =>
      write.repeat(() => {
        body(plus(write, at, write.op('shl', 'i32', write.op('ctz', 'i32', left), int(2))));
        write.set(left, write.op('and', 'i32', left, write.op('i32.sub', 'i32', left, int(1))));
        return left;
      }),
    );
  });
