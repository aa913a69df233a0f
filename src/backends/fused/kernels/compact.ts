import type { Dtype } from '../../../core/tensor.js';
import { float, int, type Local, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { along, kindIn, kindOf, plus, type Context } from './context.js';

/** A list of places (in bytes): its length in bytes, and the address where it lies until the next one is made. */
export interface List {
  readonly count: Local;
  readonly at: number;
}

/**
 * Lists the places (in bytes, ascending) at which a row of values in memory is not 0, in scratch memory.
 */
export const compact = (write: Writer, row: Value, extent: number, dtype: Dtype, { lanes, scratch }: Context): List => {
  const count = write.variable('i32', int(0));
  forEachNonzero(write, row, extent, dtype, lanes, (place) => append(write, place, { count, at: scratch }));
  return { count, at: scratch };
};

/** Adds a number to the end of a list. */
export const append = (write: Writer, place: Value, { count, at }: List): void => {
  write.store(place, count, at);
  write.assign(count, write.op('i32.add', count, int(4)));
};

/** Goes through the places (in bytes, ascending) at which a row of values in memory is not 0; sixteen at a time are looked at. */
export const forEachNonzero = (
  write: Writer,
  row: Value,
  extent: number,
  dtype: Dtype,
  lanes: 1 | 4,
  body: (place: Value) => void,
): void => {
  const live = (at: Value, width: 1 | 4): Value => {
    const value = write.load(kindIn(dtype, width), plus(write, row, at));
    const zero = dtype === 'f32' ? float(0) : int(0);
    return dtype === 'bool' ? value : write.op(`${kindOf(dtype)}.ne`, value, zero);
  };
  /** The places of the bits of a number, from `at` on. */
  const eachBit = (bits: Value, at: Value): void => {
    const left = write.variable('i32', bits);
    write.if(left, () =>
      write.doWhile(() => {
        body(plus(write, at, write.op('shl', write.op('ctz', left), int(2))));
        write.assign(left, write.op('and', left, write.op('i32.sub', left, int(1))));
        return left;
      }),
    );
  };
  const wide = lanes === 4 ? extent - (extent % 16) : 0;
  if (wide > 0)
    write.for(int(0), int(wide * 4), 64, (at) => {
      const four = (bytes: number): Value => live(plus(write, at, int(bytes)), 4);
      const eight = (bytes: number): Value => write.op('narrow.half', four(bytes), four(bytes + 16));
      const [low, high] = [eight(0), eight(32)];
      eachBit(write.op('bitmask.bytes', write.op('narrow.byte', low, high)), at);
    });
  along(write, extent - wide, lanes, (after, width) => {
    const at = plus(write, after, int(wide * 4));
    if (width === 1) write.if(live(at, 1), () => body(at));
    else eachBit(write.op('bitmask', live(at, 4)), at);
  });
};
