import type { Node } from '../../../core/graph/graph.js';
import { strides } from '../../../core/shape.js';
import { operandsOf as operands, type Operands as OperandsOf } from '../../contraction.js';
import type { Applied } from '../../graph.js';
import { int, type Value } from '../ir/ir.js';
import type { Writer } from '../ir/writer.js';
import type { List } from './compact.js';
import { along, kindIn, numberAt, plus, productOf, splat, times, type Lanes } from './emit.js';
import type { Facts } from './kernel.js';

/** The step along a letter in a tensor whose axes have these letters: 0 where it is absent. */
export const stepIn = (axes: readonly string[], { shape }: Node, letter: string): number =>
  axes.includes(letter) ? strides(shape)[axes.indexOf(letter)]! : 0;

/** The operands of a contraction by what they do. */
export type Operands = OperandsOf<Node>;

export const operandsOf = ({ args, attribute }: Applied, { sparsityOf }: Facts): Operands =>
  operands(attribute[0] as string, args[0]!, args[1]!, sparsityOf);

/** An axis of a contraction: its extent, and the steps in elements along it in the three tensors (0 where it is absent). */
export interface Letter {
  readonly extent: number;
  readonly driver: number;
  readonly other: number;
  readonly out: number;
}

/**
 * A contraction as loops: for every element of the driver that is not 0, in order, a row of the other operand is added to the
 * result. The driver's last axis is run through as a list of what is not 0.
 */
export interface Contraction {
  readonly driver: Node;
  readonly other: Node;
  readonly lead: readonly Letter[];
  readonly last: Letter;
  /** Axes of the other operand alone: of all but the row, and the row. */
  readonly outer: readonly Letter[];
  readonly row: Letter | undefined;
}

/** Where a row of the driver, of the other operand and of the result begin. */
export interface Bases {
  readonly drives: Value;
  readonly from: Value;
  readonly to: Value;
}

/** How many vectors of sums a loop over the list keeps at once. */
const tile = 8;

/** From how many elements on a row is a stream of its own to the memory, and how many such streams are followed at once. */
const long = 1536;
const streams = [8, 4, 1];

/** Adds the rows of everything in the list, each to a row of its own, or all to one. */
export const addRows = (
  write: Writer,
  plan: Contraction,
  row: Letter,
  { drives, from, to }: Bases,
  { count, at }: List,
): void => {
  const { driver, last } = plan;
  const offsetAt = (entry: Value, after = 0): Value => write.load('i32', entry, at + after * 4);
  const each = (body: (offset: Value) => void): void => write.for(int(0), count, 4, (entry) => body(offsetAt(entry)));
  const wide = write.lanes === 4 && row.other === 1 && row.out === 1;
  const add = (rows: typeof each, target: Value): void =>
    addInTiles(write, plan, row, { drives, from, to: target }, rows, wide ? 4 : 1);
  if (last.out !== 0)
    return each((offset) => add((body) => body(offset), plus(write, to, times(write, offset, last.out))));
  if (!wide || driver.dtype !== 'bool' || row.extent < long) return add(each, to);
  // A few whole rows are added at once, which memory delivers faster than pieces of many rows.
  const together = (entry: Value, some: number): void => {
    const starts = Array.from({ length: some }, (_, k) =>
      plus(write, from, times(write, offsetAt(entry, k), last.other)),
    );
    along(write, row.extent, (place, lanes) => {
      const sum = write.load(kindIn('f32', lanes), plus(write, to, place));
      const all = starts.reduce<Value>((total, start) => {
        const value = numberAt(write, plan.other.dtype, lanes, plus(write, start, place));
        return write.op('f32.add', total, value);
      }, sum);
      write.store(all, plus(write, to, place));
    });
  };
  streams.reduce<Value>((begin, some) => {
    const end = some === 1 ? count : write.op('and', count, int(-4 * some));
    write.for(begin, end, 4 * some, (entry) => together(entry, some));
    return end;
  }, int(0));
};

/** Adds rows to one, a few vectors of it at a time: the sums stay in locals while all rows are added to them. */
const addInTiles = (
  write: Writer,
  { driver, other, last }: Contraction,
  row: Letter,
  { drives, from, to }: Bases,
  rows: (body: (offset: Value) => void) => void,
  most: Lanes,
): void => {
  const addTo = (source: Value, target: Value, lanes: Lanes, count: number): void => {
    const kind = kindIn('f32', lanes);
    const totals = Array.from({ length: count }, (_, k) => write.variable(kind, write.load(kind, target, k * 16)));
    rows((offset) => {
      const at = plus(write, source, times(write, offset, last.other));
      const factor =
        driver.dtype === 'bool'
          ? undefined
          : splat(write, numberAt(write, driver.dtype, 1, plus(write, drives, offset)), lanes);
      totals.forEach((total, k) => {
        const value = numberAt(write, other.dtype, lanes, at, k * 16);
        write.assign(total, write.op('f32.add', total, factor ? productOf(write, factor, value) : value));
      });
    });
    totals.forEach((total, k) => write.store(total, target, k * 16));
  };
  const done = most === 4 ? row.extent - (row.extent % (4 * tile)) : 0;
  if (done > 0)
    write.for(int(0), int(done * 4), 16 * tile, (at) => addTo(plus(write, from, at), plus(write, to, at), 4, tile));
  const strided = (at: Value, lanes: Lanes): void => {
    const place = plus(write, at, int(done * 4));
    addTo(plus(write, from, times(write, place, row.other)), plus(write, to, times(write, place, row.out)), lanes, 1);
  };
  along(write, row.extent - done, strided, most);
};
