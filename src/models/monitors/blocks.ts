import { transferred } from '../../core/faults/shown.js';
import { refused } from '../../core/faults/errors.js';
import { allocate, type Data, type Dtype } from '../../core/tensor.js';
import { toArray, type List } from './list.js';

/**
 * Columns of numbers that grow at their end, kept in blocks: as many bytes as the numbers have. It is a value, as a slice is that
 * is appended to: the block at the end is written further only by the value that its end belongs to; an older value that goes on
 * copies what it has of that block first, so that every value keeps what it was given.
 */
export interface Blocks {
  readonly dtypes: readonly Dtype[];
  /** Blocks that are complete, newest first. */
  readonly full: List<Part>;
  readonly last: Block;
  /** How much of the last block belongs to this value. */
  readonly end: number;
  /** Numbers of each column in all. */
  readonly length: number;
}

interface Part {
  readonly columns: readonly Data[];
  readonly length: number;
}

interface Block {
  readonly columns: readonly Data[];
  readonly room: number;
  /** How much of it some value has: the one place where something changes, and only into what no value had before. */
  taken: number;
}

const smallest = 16;
const largest = 2 ** 16;

export const blocks = (...dtypes: readonly Dtype[]): Blocks => ({
  dtypes,
  full: undefined,
  last: block(dtypes, 0),
  end: 0,
  length: 0,
});

const block = (dtypes: readonly Dtype[], room: number): Block => ({
  columns: dtypes.map((dtype) => allocate(dtype, room)),
  room,
  taken: 0,
});

/** The same with room for so many numbers more in each column, which the caller writes into the last block, right before its end. */
export const grown = (before: Blocks, count: number): Blocks => {
  const { dtypes, full, last, end, length } = before;
  if (last.taken === end && end + count <= last.room) {
    last.taken += count;
    return { dtypes, full, last, end: end + count, length: length + count };
  }
  if (full !== undefined) checkKept(full.head);
  const whole = Math.max(1, Math.floor(Math.min(Math.max(smallest, length), largest) / count));
  const next = block(dtypes, whole * count);
  next.taken = count;
  const older = end === 0 ? full : { head: { columns: ownOf(before), length: end }, tail: full };
  return { dtypes, full: older, last: next, end: count, length: length + count };
};

/** The columns of the last block, without what other values may write there or have written. */
const ownOf = ({ last, end }: Blocks): readonly Data[] =>
  last.taken === end ? last.columns : last.columns.map((column) => column.slice(0, end));

/** A part has its columns still: an outcome shares them with what continues it. */
const checkKept = ({ columns, length }: Part): void => {
  if (columns.some((column) => column.length < length))
    throw refused('monitor', 'recording', `kept, to be continued or read${transferred}`, 'an empty one');
};

/** Each column in one piece. */
export const columnsOf = ({ dtypes, full, last, end, length }: Blocks): readonly Data[] => {
  const parts = [...toArray(full), { columns: last.columns, length: end }];
  const [only] = parts;
  if (parts.length === 2 && end === 0 && only!.columns[0]?.length === length) return only!.columns;
  parts.forEach(checkKept);
  return dtypes.map((dtype, place) => {
    const whole = allocate(dtype, length);
    let offset = 0;
    for (const part of parts) {
      whole.set(part.columns[place]!.subarray(0, part.length), offset);
      offset += part.length;
    }
    return whole;
  });
};

/** Columns in one piece, as blocks that keep them: to hold an outcome and what it was made of costs no more than one of them. */
export const blocksOf = (dtypes: readonly Dtype[], columns: readonly Data[]): Blocks => {
  const length = columns[0]?.length ?? 0;
  return { ...blocks(...dtypes), full: { head: { columns, length }, tail: undefined }, length };
};
