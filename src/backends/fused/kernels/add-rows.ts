import type { Operand } from '../ir/ir.js';
import type { List } from './compact.js';
import type { Bases, Contraction, Letter } from './contraction.js';
import { kindIn, type Lanes } from './emit.js';
import type { Writer } from './kernel.js';

/** How many vectors of sums a loop over the list keeps at once. */
const tile = 8;

/**
 * From how many elements on whole rows are added rather than tiles of them, how many of them at most at once, and how many vectors of
 * those: they are streams to the memory, which it delivers faster than pieces.
 */
const [long, streams, unroll] = [256, 12, 2];

/** A row that is added: the place of the driver's element (in bytes), and where it begins from the first row on. */
interface Added {
  readonly place: Operand;
  readonly start: Operand;
}
/** Goes through some rows. */
type EachRow = (body: (row: Added) => void) => void;

/** Adds the rows of everything in the list, each to a row of its own, or all to one. */
export const addRows = (write: Writer, plan: Contraction, row: Letter, bases: Bases, { count, at }: List): void => {
  const { plus, times } = write;
  const { driver, last } = plan;
  const rowAt = (entry: Operand, after = 0): Added => {
    const place = write.load('i32', entry, at + after * 4);
    return { place, start: times(place, last.other) };
  };
  const each: EachRow = (body) => write.for(0, count, 4, (entry) => body(rowAt(entry)));
  const wide = write.lanes === 4 && row.other === 1 && row.out === 1;
  const add = (rows: EachRow, out: Operand): void =>
    addInTiles(write, plan, row, { ...bases, out }, rows, wide ? 4 : 1);
  if (last.out !== 0) return each((only) => add((body) => body(only), plus(bases.out, times(only.place, last.out))));
  if (!wide || driver.dtype !== 'bool' || row.extent < long) return add(each, bases.out);
  const addSome = (entry: Operand, some: number): void => {
    const rows = Array.from({ length: some }, (_, k) => rowAt(entry, k));
    const addAt = adding(write, plan, bases, (body) => rows.forEach(body));
    const body = (near: Operand, lanes: Lanes, vectors: number): void =>
      addAt(plus(bases.other, near), plus(bases.out, near), lanes, vectors);
    write.along(row.extent, body, write.lanes, unroll);
  };
  // Those that are left in the end are added at once, as many as they are.
  let next: Operand = 0;
  for (let some = streams; some > 0; some--)
    write.for(next, plus(count, 4 - 4 * some), 4 * some, (entry) => {
      next = entry;
      addSome(entry, some);
    });
};

/** Adds rows to one, a few vectors or numbers of it: the sums stay in locals while all rows are added to them. */
const adding =
  (write: Writer, { driver, other }: Contraction, bases: Bases, rows: EachRow) =>
  (source: Operand, target: Operand, lanes: Lanes, count: number): void => {
    const { op, plus } = write;
    const kind = kindIn('f32', lanes);
    const totals = Array.from({ length: count }, (_, k) => write.variable(kind, write.load(kind, target, k * 16)));
    rows(({ place, start }) => {
      const at = plus(source, start);
      const factor =
        driver.dtype === 'bool'
          ? undefined
          : write.splat(write.numberAt(driver.dtype, 1, plus(bases.driver, place)), lanes);
      totals.forEach((total, k) => {
        const value = write.numberAt(other.dtype, lanes, at, k * 16);
        write.assign(total, op('f32.add', total, factor ? write.productOf(factor, value) : value));
      });
    });
    totals.forEach((total, k) => write.store(total, target, k * 16));
  };

/** Adds rows to one, a tile of it at a time. */
const addInTiles = (write: Writer, plan: Contraction, row: Letter, bases: Bases, rows: EachRow, most: Lanes): void => {
  const { plus, times } = write;
  const addAt = adding(write, plan, bases, rows);
  const vectors = most === 4 ? Math.floor(row.extent / 4) : 0;
  write.inGroups(vectors, tile, (first, count) => {
    const at = times(first, 16);
    addAt(plus(bases.other, at), plus(bases.out, at), 4, count);
  });
  const strided = (at: Operand): void => {
    const place = plus(at, vectors * 16);
    addAt(plus(bases.other, times(place, row.other)), plus(bases.out, times(place, row.out)), 1, 1);
  };
  write.along(row.extent - vectors * 4, strided, 1);
};
