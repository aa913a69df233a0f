import type { Dtype } from '../../../core/tensor.js';
import { float, type Local, type Operand, type Value } from '../ir/ir.js';
import type { Writer as RoutineWriter } from '../ir/writer.js';
import { kindIn, kindOf, type arithmetic, type Lanes, type loops } from './emit.js';

/** A list in memory: its length in bytes, and where it lies. */
export interface List<At extends Operand = number> {
  readonly count: Local;
  readonly at: At;
}

/** A mask of the elements of a row, one or four from so many bytes behind a place (in bytes) on. */
export type MaskAt = (place: Operand, lanes: Lanes, offset?: number) => Value;

type Looping = RoutineWriter & ReturnType<typeof arithmetic> & ReturnType<typeof loops>;

/** Lists of numbers in memory, and the bits of a number, to go through one by one. */
export const lists = (write: Looping) => {
  const { op, plus } = write;
  const emptyAt = <At extends Operand>(at: At): List<At> => ({ count: write.variable('i32', 0), at });
  /** An empty list with room for so many words. */
  const listOf = (most: number): List => emptyAt(write.scratch(most * 4));
  /** Where an entry of a list is: an address, and what is to be added to it. */
  const entryOf = (entry: Operand, at: Operand): readonly [Operand, number] =>
    typeof at === 'number' ? [entry, at] : [plus(entry, at), 0];
  /** Adds a number to the end of a list. */
  const append = (value: Operand, { count, at }: List<Operand>): void => {
    write.store(value, ...entryOf(count, at));
    write.assign(count, plus(count, 4));
  };
  const forEach = ({ count, at }: List<Operand>, body: (value: Local) => void): void =>
    write.for(0, count, 4, (entry) => body(write.load('i32', ...entryOf(entry, at))));
  /** A list that other routines find, too: at an address its length, and then the list. */
  const keptAt = (at: Operand): List<Operand> => ({ count: write.load('i32', at), at: plus(at, 4) });
  /** Makes such a list. */
  const keep = (at: Operand, fill: (list: List<Operand>) => void): void => {
    const list = emptyAt(plus(at, 4));
    fill(list);
    write.store(list.count, at);
  };

  /** Goes through the places of the bits of a number, from `at` on. */
  const forEachBit = (bits: Value, at: Operand, body: (place: Operand) => void): void => {
    const left = write.variable('i32', bits);
    write.if(left, () =>
      write.doWhile(() => {
        body(plus(at, op('shl', op('ctz', left), 2)));
        write.assign(left, op('and', left, op('i32.sub', left, 1)));
        return left;
      }),
    );
  };
  return { listOf, append, forEach, keptAt, keep, forEachBit };
};

/** Finds the places in rows of values at which a mask holds. */
export const searches = (write: Looping & ReturnType<typeof lists>) => {
  const { op, plus, listOf, append, forEachBit } = write;
  /** Where a row of values in memory is not 0. */
  const nonzero =
    (row: Operand, dtype: Dtype): MaskAt =>
    (place, lanes, offset = 0) => {
      const [at, behind] = typeof row === 'number' ? [place, row + offset] : [plus(row, place), offset];
      const value = write.load(kindIn(dtype, lanes), at, behind);
      return dtype === 'bool' ? value : op(`${kindOf(dtype)}.ne`, value, dtype === 'f32' ? float(0) : 0);
    };
  /** A mask of sixteen elements from a place on as bits. */
  const bitsOf =
    (mask: MaskAt) =>
    (at: Operand): Value => {
      const eight = (bytes: number): Value => op('narrow.half', mask(at, 4, bytes), mask(at, 4, bytes + 16));
      return op('bitmask.bytes', op('narrow.byte', eight(0), eight(32)));
    };
  /**
   * Goes through the places (in bytes, ascending) at which a mask holds. Sixteen at a time are looked at, and those groups listed in
   * which it holds, without a branch: a processor would often predict it wrongly.
   */
  const forEachNonzero = (
    extent: number,
    mask: MaskAt,
    body: (place: Operand) => void,
    sixteen: (at: Operand) => Value = bitsOf(mask),
  ): void => {
    const wide = write.lanes === 4 ? extent - (extent % 16) : 0;
    if (wide > 0) {
      const { count, at: list } = listOf(wide / 8 + 2);
      write.for(0, wide * 4, 64, (at) => {
        const bits = sixteen(at);
        write.store(bits, count, list);
        write.store(at, count, list + 4);
        write.assign(count, plus(count, op('and', op('i32.ne', bits, 0), 8)));
      });
      write.for(0, count, 8, (entry) =>
        forEachBit(write.load('i32', entry, list), write.load('i32', entry, list + 4), body),
      );
    }
    write.along(extent - wide, (after, lanes) => {
      const at = plus(after, wide * 4);
      if (lanes === 1) write.if(mask(at, lanes), () => body(at));
      else forEachBit(op('bitmask', mask(at, lanes)), at, body);
    });
  };
  /** Lists the places (in bytes, ascending) at which a mask holds. */
  const compact = (extent: number, mask: MaskAt): List => {
    const list = listOf(extent);
    forEachNonzero(extent, mask, (place) => append(place, list));
    return list;
  };
  /** Sets a variable where a mask holds anywhere: so many vectors are looked at together. */
  const findAny = (found: Local, extent: number, mask: MaskAt, unroll: number): void => {
    const look = (at: Operand, lanes: Lanes, vectors: number): void => {
      const masks = Array.from({ length: vectors }, (_, k) => mask(at, lanes, k * 16));
      write.assign(found, op('or', found, write.anywhere(write.anyOf(masks))));
    };
    write.along(extent, look, write.lanes, unroll);
  };
  /** Lists the same where it mostly holds nowhere: that takes a third of the time to see. */
  const compactRare = (extent: number, mask: MaskAt): List => {
    const list = listOf(extent);
    const any = write.variable('i32', 0);
    findAny(any, extent, mask, 8);
    write.if(any, () => forEachNonzero(extent, mask, (place) => append(place, list)));
    return list;
  };
  return { nonzero, forEachNonzero, findAny, compact, compactRare };
};
