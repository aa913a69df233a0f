import type { Dtype } from '../../../core/tensor.js';
import { float, int, type Local, type Value } from '../ir/ir.js';
import type { Writer } from '../ir/writer.js';
import { along, kindIn, kindOf, plus, type Lanes } from './emit.js';

/** A list in memory: its length in bytes, and where it lies. */
export interface List {
  readonly count: Local;
  readonly at: number;
}

/** An empty list with room for so many words. */
export const listOf = (write: Writer, most: number): List => ({
  count: write.variable('i32', int(0)),
  at: write.scratch(most * 4),
});

/** Adds a number to the end of a list. */
export const append = (write: Writer, value: Value, { count, at }: List): void => {
  write.store(value, count, at);
  write.assign(count, plus(write, count, int(4)));
};

export const forEach = (write: Writer, { count, at }: List, body: (value: Local) => void): void =>
  write.for(int(0), count, 4, (entry) => body(write.load('i32', entry, at)));

/** A mask of the elements of a row, one or four from a place (in bytes) on. */
export type MaskAt = (place: Value, lanes: Lanes) => Value;

/** Where a row of values in memory is not 0. */
export const nonzero =
  (write: Writer, row: Value, dtype: Dtype): MaskAt =>
  (place, lanes) => {
    const value = write.load(kindIn(dtype, lanes), plus(write, row, place));
    const zero = dtype === 'f32' ? float(0) : int(0);
    return dtype === 'bool' ? value : write.op(`${kindOf(dtype)}.ne`, value, zero);
  };

/** Lists the places (in bytes, ascending) at which a mask holds. */
export const compact = (write: Writer, extent: number, mask: MaskAt): List => {
  const list = listOf(write, extent);
  forEachNonzero(write, extent, mask, (place) => append(write, place, list));
  return list;
};

/** Goes through the places (in bytes, ascending) at which a mask holds; sixteen at a time are looked at. */
export const forEachNonzero = (write: Writer, extent: number, mask: MaskAt, body: (place: Value) => void): void => {
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
  const wide = write.lanes === 4 ? extent - (extent % 16) : 0;
  if (wide > 0)
    write.for(int(0), int(wide * 4), 64, (at) => {
      const eight = (bytes: number): Value =>
        write.op('narrow.half', mask(plus(write, at, int(bytes)), 4), mask(plus(write, at, int(bytes + 16)), 4));
      eachBit(write.op('bitmask.bytes', write.op('narrow.byte', eight(0), eight(32))), at);
    });
  along(write, extent - wide, (after, lanes) => {
    const at = plus(write, after, int(wide * 4));
    if (lanes === 1) write.if(mask(at, 1), () => body(at));
    else eachBit(write.op('bitmask', mask(at, 4)), at);
  });
};
