import type { Node } from '../../../core/graph/graph.js';
import { strides } from '../../../core/shape.js';
import { operandsOf as operands, type Operands as OperandsOf } from '../../contraction.js';
import type { Applied } from '../../graph.js';
import type { Operand } from '../ir/ir.js';
import type { List } from './compact.js';
import { kindIn, type Axis, type Lanes } from './emit.js';
import type { Facts, Writer } from './kernel.js';

/** The operands of a contraction by what they do. */
export type Operands = OperandsOf<Node>;

export const operandsOf = ({ args, attribute }: Applied, { sparsityOf }: Facts): Operands =>
  operands(attribute[0] as string, args[0]!, args[1]!, sparsityOf);

/** The tensors of a contraction. */
type Part = 'driver' | 'other' | 'out';
/** An axis of a contraction. */
export type Letter = Axis<Part>;

/** The letters of a contraction as axes. */
export const letterIn = (node: Node, { driver, driverAxes, other, otherAxes, outAxes, extent }: Operands) => {
  const stepIn = (axes: readonly string[], { shape }: Node, letter: string): number =>
    axes.includes(letter) ? strides(shape)[axes.indexOf(letter)]! : 0;
  return (letter: string): Letter => ({
    extent: extent.get(letter)!,
    driver: stepIn(driverAxes, driver, letter),
    other: stepIn(otherAxes, other, letter),
    out: stepIn(outAxes, node, letter),
  });
};

/**
 * A contraction as loops: for every element of the driver that is not 0, in order, a row of the other operand is added to the
 * result. The driver's last axis is run through as a list of what is not 0.
 */
export const contractionOf = (node: Applied, operands: Operands) => {
  const { driver, driverAxes, other, otherAxes } = operands;
  const letterOf = letterIn(node, operands);
  const driven = driverAxes.map(letterOf);
  const inner = merged(otherAxes.filter((letter) => !driverAxes.includes(letter)).map(letterOf));
  // Where the other operand has axes of its own that are summed over, they come before the driver's next element.
  const last = inner.every(({ out }) => out !== 0) ? driven.at(-1) : undefined;
  return {
    driver,
    other,
    lead: last === undefined ? driven : driven.slice(0, -1),
    last: last ?? { extent: 1, driver: 1, other: 0, out: 0 },
    /** Axes of the other operand alone: of all but the row, and the row. */
    outer: inner.slice(0, -1),
    row: inner.at(-1),
  };
};

/** Neighbouring axes that lie one after the other in every tensor are one axis. */
const merged = (letters: readonly Letter[]): readonly Letter[] => {
  const found: Letter[] = [];
  for (const letter of letters) {
    const before = found.at(-1);
    const follows = before?.other === letter.other * letter.extent && before?.out === letter.out * letter.extent;
    if (follows) found.pop();
    found.push(follows ? { ...letter, extent: letter.extent * before!.extent } : letter);
  }
  return found;
};

export type Contraction = ReturnType<typeof contractionOf>;

/** Where a row of the driver, of the other operand and of the result begin. */
export type Bases = Readonly<Record<Part, Operand>>;

/** How many vectors of sums a loop over the list keeps at once. */
const tile = 8;

/** From how many elements on a row is a stream of its own to the memory, and how many such streams are followed at once. */
const long = 1536;
const streams = [16, 8, 4, 2, 1];

/** Goes through the offsets of some rows. */
type EachRow = (body: (offset: Operand) => void) => void;

/** Adds the rows of everything in the list, each to a row of its own, or all to one. */
export const addRows = (write: Writer, plan: Contraction, row: Letter, bases: Bases, { count, at }: List): void => {
  const { op, plus, times } = write;
  const { driver, other, last } = plan;
  const offsetAt = (entry: Operand, after = 0): Operand => write.load('i32', entry, at + after * 4);
  const each: EachRow = (body) => write.for(0, count, 4, (entry) => body(offsetAt(entry)));
  const wide = write.lanes === 4 && row.other === 1 && row.out === 1;
  const add = (rows: EachRow, out: Operand): void =>
    addInTiles(write, plan, row, { ...bases, out }, rows, wide ? 4 : 1);
  if (last.out !== 0) return each((offset) => add((body) => body(offset), plus(bases.out, times(offset, last.out))));
  if (!wide || driver.dtype !== 'bool' || row.extent < long) return add(each, bases.out);
  // A few whole rows are added at once, which memory delivers faster than pieces of many rows.
  const together = (entry: Operand, some: number): void => {
    const starts = Array.from({ length: some }, (_, k) => plus(bases.other, times(offsetAt(entry, k), last.other)));
    write.along(row.extent, (place, lanes) => {
      const sum = write.load(kindIn('f32', lanes), plus(bases.out, place));
      const addTo = (total: Operand, start: Operand): Operand =>
        op('f32.add', total, write.numberAt(other.dtype, lanes, plus(start, place)));
      write.store(starts.reduce(addTo, sum), plus(bases.out, place));
    });
  };
  streams.reduce<Operand>((begin, some) => {
    const end = some === 1 ? count : op('and', count, -4 * some);
    write.for(begin, end, 4 * some, (entry) => together(entry, some));
    return end;
  }, 0);
};

/** Adds rows to one, a few vectors of it at a time: the sums stay in locals while all rows are added to them. */
const addInTiles = (
  write: Writer,
  { driver, other, last }: Contraction,
  row: Letter,
  bases: Bases,
  rows: EachRow,
  most: Lanes,
): void => {
  const { op, plus, times } = write;
  const addTo = (source: Operand, target: Operand, lanes: Lanes, count: number): void => {
    const kind = kindIn('f32', lanes);
    const totals = Array.from({ length: count }, (_, k) => write.variable(kind, write.load(kind, target, k * 16)));
    rows((offset) => {
      const at = plus(source, times(offset, last.other));
      const factor =
        driver.dtype === 'bool'
          ? undefined
          : write.splat(write.numberAt(driver.dtype, 1, plus(bases.driver, offset)), lanes);
      totals.forEach((total, k) => {
        const value = write.numberAt(other.dtype, lanes, at, k * 16);
        write.assign(total, op('f32.add', total, factor ? write.productOf(factor, value) : value));
      });
    });
    totals.forEach((total, k) => write.store(total, target, k * 16));
  };
  const vectors = most === 4 ? Math.floor(row.extent / 4) : 0;
  const tiles = vectors - (vectors % tile);
  const addTile = (at: Operand, count: number): void => addTo(plus(bases.other, at), plus(bases.out, at), 4, count);
  if (tiles > 0) write.for(0, tiles * 16, 16 * tile, (at) => addTile(at, tile));
  if (vectors > tiles) addTile(tiles * 16, vectors - tiles);
  const strided = (at: Operand): void => {
    const place = plus(at, vectors * 16);
    addTo(plus(bases.other, times(place, row.other)), plus(bases.out, times(place, row.out)), 1, 1);
  };
  write.along(row.extent - vectors * 4, strided, 1);
};
