import type { Applied } from '../../graph.js';
import { float, int, type Value } from '../ir/ir.js';
import type { Writer } from '../ir/writer.js';
import { anyNonzero, forEachLink, joining, type Chains } from './chains.js';
import { append, forEach, listOf, type List } from './compact.js';
import { anywhere, chosen, kindIn, numberAt, plus, productOf, splat, times, type Lanes } from './emit.js';
import type { Context } from './kernel.js';

/** Outer products `[b, m] x [b, n]` whose first operands drive, or whose second do, in which batch rows some of them are not silent. */
export interface Driven {
  readonly products: readonly Applied[];
  readonly by: 0 | 1;
  readonly chains: Chains;
}

/**
 * What each product adds up to where one neuron drives (its `place`, and the first link of its chain) and some neighbours of the
 * other side follow, `count` vectors or numbers from a place on.
 */
export const sumsAlong = (
  write: Writer,
  context: Context,
  { products, by, chains }: Driven,
  [place, head]: readonly [place: Value, head: Value],
  [first, count, lanes]: readonly [first: Value, count: number, lanes: Lanes],
): readonly (readonly Value[])[] => {
  const sums = products.map((product) => {
    const join = joining(write, product, chains.batch);
    const start = join.first(() => write.load('i32', place, chains.counts), kindIn('f32', lanes));
    const totals = Array.from({ length: count }, () => write.variable(start.kind, start));
    return { ...join, totals, term: termOf(write, context, products, product, by) };
  });
  forEachLink(write, chains, head, (b) =>
    sums.forEach(({ totals, next, term }) => {
      const at = term(b, place, lanes);
      totals.forEach((total, k) => write.assign(total, next(total, at(first, k * lanes * 4))));
    }),
  );
  return sums.map(({ totals, done }) => totals.map(done));
};

/**
 * A product of one batch row, by where the neuron that drives is and where the others are. A bool that drives alone is true in every
 * link; other factors may be 0 where their like is not.
 */
const termOf =
  (write: Writer, context: Context, products: readonly Applied[], { args }: Applied, by: 0 | 1) =>
  (b: Value, place: Value, lanes: Lanes): ((others: Value, offset: number) => Value) => {
    const [driver, other] = [args[by]!, args[1 - by]!];
    const rowOf = (of: typeof driver): Value => times(write, b, of.shape[1]! * 4);
    const row = rowOf(other);
    const value = (others: Value, offset: number): Value =>
      numberAt(write, other.dtype, lanes, plus(write, row, others), context.at(other) + offset);
    if (products.length === 1 && driver.dtype === 'bool') return value;
    const single = numberAt(write, driver.dtype, 1, plus(write, rowOf(driver), place), context.at(driver));
    const factor = splat(write, single, lanes);
    const live = products.length === 1 ? int(-1) : write.op('f32.ne', factor, float(0));
    return (others, offset) => chosen(write, 'f32', live, productOf(write, factor, value(others, offset)), float(0));
  };

/** One in how many groups of columns may have traces where they are gone through one by one. */
const rare = 8;

/** The groups of columns (vectors, or single ones) in which the batch rows have traces, where they are few. */
export interface TracedGroups {
  /** A number that is 0 if they are too many to go through them one by one. */
  readonly few: Value;
  /** Goes through those of the rows in a chain, and through those in a list, each once, with what each product adds up to. */
  readonly forEach: (
    row: readonly [place: Value, head: Value],
    others: List,
    body: (group: Value, sums: readonly Value[]) => void,
  ) => void;
}

export const tracedGroups = (
  write: Writer,
  context: Context,
  { products, chains }: Driven,
  [batch, n]: readonly [number, number],
): TracedGroups => {
  const { lanes } = write;
  const count = Math.floor(n / lanes);
  const [lists, stamps] = [write.scratch(batch * (count + 1) * 4), write.scratch(count * 4)];
  const sums = products.map(() => write.scratch(count * lanes * 4));
  const listAt = (b: Value): Value => plus(write, times(write, b, (count + 1) * 4), int(lists));
  const total = write.variable('i32', int(0));
  const traces = products.map(({ args }) => args[1]!);
  write.for(int(0), int(batch), 1, (b) => {
    const traced = anyNonzero(write, context, traces, times(write, b, n * 4));
    const [start, length] = [listAt(b), write.variable('i32', int(0))];
    write.for(int(0), int(count * 4), 4, (group) =>
      write.if(anywhere(write, traced(times(write, group, lanes), lanes)), () => {
        write.store(group, plus(write, start, length), 4);
        write.assign(length, plus(write, length, int(4)));
      }),
    );
    write.store(length, start);
    write.assign(total, plus(write, total, length));
  });
  write.fill(int(stamps), int(count * 4));
  const terms = products.map((product) => ({
    ...joining(write, product, batch),
    term: termOf(write, context, products, product, 0),
  }));
  return {
    few: write.op('i32.lt', times(write, total, rare), int(batch * count * 4)),
    forEach: ([place, head], others, body) => {
      const touched = listOf(write, count);
      // What was summed up in another row is of no use in this one.
      const stamp = plus(write, place, int(4));
      const touch = (group: Value): Value => {
        const column = times(write, group, lanes);
        write.if(write.op('i32.ne', write.load('i32', group, stamps), stamp), () => {
          write.store(stamp, group, stamps);
          append(write, group, touched);
          for (const at of sums) write.store(write.variable(kindIn('f32', lanes), float(0)), column, at);
        });
        return column;
      };
      forEachLink(write, chains, head, (b) => {
        const start = listAt(b);
        const values = terms.map(({ term }) => term(b, place, lanes));
        write.for(int(0), write.load('i32', start), 4, (entry) => {
          const column = touch(write.load('i32', plus(write, start, entry), 4));
          // Some batch row is silent here, so that the largest, too, is at least 0.
          sums.forEach((at, k) => {
            const before = write.load(kindIn('f32', lanes), column, at);
            write.store(terms[k]!.next(before, values[k]!(column, 0)), column, at);
          });
        });
      });
      forEach(write, others, (group) => void touch(group));
      forEach(write, touched, (group) => {
        const column = times(write, group, lanes);
        body(
          column,
          sums.map((at) => write.load(kindIn('f32', lanes), column, at)),
        );
      });
    },
  };
};
