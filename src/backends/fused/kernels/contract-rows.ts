import { int, type Local, type Value } from '../ir/ir.js';
import type { Writer } from '../ir/writer.js';
import type { List } from './compact.js';
import type { Contraction, Letter } from './contraction.js';
import { along, kindIn, numberAt, plus, productOf, splat, times, type Lanes } from './emit.js';

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

/** Adds the rows of everything in the list. */
export const addRows = (
  write: Writer,
  { driver, other, last }: Contraction,
  row: Letter,
  { drives, from, to }: Bases,
  { count, at: entries }: List,
): void => {
  const offsetAt = (entry: Value, after = 0): Value => write.load('i32', entry, entries + after * 4);
  const each = (body: (offset: Value) => void): void => write.for(int(0), count, 4, (entry) => body(offsetAt(entry)));
  const factorAt = (offset: Value): Value | undefined =>
    driver.dtype === 'bool' ? undefined : numberAt(write, driver.dtype, 1, plus(write, drives, offset));
  const product = (factor: Value | undefined, at: Value, offset: number, lanes: Lanes): Value => {
    const value = numberAt(write, other.dtype, lanes, at, offset);
    return factor === undefined ? value : productOf(write, factor, value);
  };
  const wide = write.lanes === 4 && row.other === 1 && row.out === 1;
  const spread = (factor: Value | undefined, lanes: Lanes): Value | undefined => factor && splat(write, factor, lanes);

  if (last.out !== 0) {
    each((offset) => {
      const factor = factorAt(offset);
      const [source, target] = [
        plus(write, from, times(write, offset, last.other)),
        plus(write, to, times(write, offset, last.out)),
      ];
      const vector = wide && row.extent >= 4 ? spread(factor, 4) : undefined;
      strided(write, row, wide ? 4 : 1, (at, into, lanes) => {
        const place = plus(write, target, into);
        const sum = write.load(kindIn('f32', lanes), place);
        const added = product(lanes === 4 ? vector : factor, plus(write, source, at), 0, lanes);
        write.store(write.op('f32.add', sum, added), place);
      });
    });
    return;
  }
  if (wide && driver.dtype === 'bool' && row.extent >= long) {
    // A few whole rows are added at once, which memory delivers faster than pieces of many rows.
    const together = (entry: Value, some: number): void => {
      const starts = Array.from({ length: some }, (_, k) =>
        plus(write, from, times(write, offsetAt(entry, k), last.other)),
      );
      along(write, row.extent, (at, lanes) => {
        const sum = write.variable(kindIn('f32', lanes), write.load(kindIn('f32', lanes), plus(write, to, at)));
        for (const start of starts)
          write.assign(sum, write.op('f32.add', sum, product(undefined, plus(write, start, at), 0, lanes)));
        write.store(sum, plus(write, to, at));
      });
    };
    streams.reduce<Value>((begin, some) => {
      const to = some === 1 ? count : write.op('and', count, int(-4 * some));
      write.for(begin, to, 4 * some, (entry) => together(entry, some));
      return to;
    }, int(0));
    return;
  }
  // The sums stay in locals while the whole list is added to them.
  const sums = (at: Value, into: Value, lanes: Lanes, count: number): void => {
    const kind = kindIn('f32', lanes);
    const place = plus(write, to, into);
    const totals: Local[] = Array.from({ length: count }, (_, k) =>
      write.variable(kind, write.load(kind, place, k * 16)),
    );
    const source = plus(write, from, at);
    each((offset) => {
      const factor = spread(factorAt(offset), lanes);
      const here = plus(write, source, times(write, offset, last.other));
      totals.forEach((total, k) =>
        write.assign(total, write.op('f32.add', total, product(factor, here, k * 16, lanes))),
      );
    });
    totals.forEach((total, k) => write.store(total, place, k * 16));
  };
  const tiles = wide ? Math.floor(row.extent / (4 * tile)) : 0;
  const done = tiles * 4 * tile * 4;
  if (tiles > 0) write.for(int(0), int(done), 16 * tile, (at) => sums(at, at, 4, tile));
  const rest: Letter = { ...row, extent: row.extent - tiles * 4 * tile };
  strided(write, rest, wide ? 4 : 1, (at, into, lanes) =>
    sums(plus(write, at, int(done)), plus(write, into, int(done)), lanes, 1),
  );
};

/** A loop along a row: four neighbours at a time where it may be `wide`, else one by one with the steps of each tensor. */
const strided = (
  write: Writer,
  { extent, other, out }: Letter,
  lanes: Lanes,
  body: (at: Value, into: Value, lanes: Lanes) => void,
): void => {
  if (other === 1 && out === 1) return along(write, extent, (at, width) => body(at, at, width), lanes);
  if (extent === 1) return body(int(0), int(0), 1);
  write.for(int(0), int(extent), 1, (counter) =>
    body(times(write, counter, other * 4), times(write, counter, out * 4), 1),
  );
};
