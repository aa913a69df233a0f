import { size } from '../../../core/shape.js';
import { float, int, routine, type Local, type Routine, type Value, type Writer } from '../code.js';
import type { Applied } from '../schedule.js';
import { contraction, type Contraction, type Letter } from './contraction.js';
import { addressOf, along, converted, kindIn, kindOf, nest, offsetOf, plus, times, type Context } from './context.js';
import { list } from './list.js';

/** Sum of products by named axes; silence (zero) of the driver costs a look, and adds nothing. */
export const lowerContract = (node: Applied, context: Context): Routine => {
  const plan = contraction(node);
  const { lead, last, inner, driver } = plan;
  const out = addressOf(context, node);
  const row = inner.at(-1);
  const outer = inner.slice(0, -1);
  return routine((write) => {
    write.clear(int(out), int(size(node.shape) * 4));
    nest(
      write,
      lead.map(({ extent }) => extent),
      (counters) => {
        const base = (of: 'driver' | 'other' | 'out', address: number): Value =>
          plus(
            write,
            offsetOf(
              write,
              counters,
              lead.map((letter) => letter[of]),
            ),
            int(address),
          );
        const [drives, from, to] = [
          base('driver', addressOf(context, driver)),
          base('other', addressOf(context, plan.other)),
          base('out', out),
        ];
        if (row === undefined && last.out === 1 && last.other <= 1)
          return alongDriver(write, plan, { drives, from, to }, context);
        const { count, at } = list(write, drives, last.extent, driver.dtype, context);
        write.when(count, () =>
          nest(
            write,
            outer.map(({ extent }) => extent),
            (places) => {
              const [source, target] = [
                plus(
                  write,
                  from,
                  offsetOf(
                    write,
                    places,
                    outer.map(({ other }) => other),
                  ),
                ),
                plus(
                  write,
                  to,
                  offsetOf(
                    write,
                    places,
                    outer.map(({ out: step }) => step),
                  ),
                ),
              ];
              const each = (body: (offset: Value) => void): void =>
                write.each(int(0), count, 4, (entry) => body(write.load('i32', entry, at)));
              rows(write, plan, row ?? single, { drives, from: source, to: target }, each, context);
            },
          ),
        );
      },
    );
  });
};

/** The one element that a row without axes is. */
const single: Letter = { extent: 1, driver: 0, other: 1, out: 1 };

interface Bases {
  readonly drives: Value;
  readonly from: Value;
  readonly to: Value;
}

/** How many vectors of sums a loop over the list keeps at once. */
const tile = 8;

/** Adds the rows of everything in the list; `each` gives the place of an entry in bytes. */
const rows = (
  write: Writer,
  { driver, other, last }: Contraction,
  row: Letter,
  { drives, from, to }: Bases,
  each: (body: (offset: Value) => void) => void,
  context: Context,
): void => {
  const factorAt = (offset: Value): Value | undefined =>
    driver.dtype === 'bool'
      ? undefined
      : converted(write, write.load(kindOf(driver.dtype), plus(write, drives, offset)), driver.dtype, 'f32');
  const scaled = (offset: Value, step: number): Value => (step === 1 ? offset : times(write, offset, step));
  const product = (factor: Value | undefined, at: Value, offset: number, lanes: 1 | 4): Value => {
    const value = converted(write, write.load(kindIn(other.dtype, lanes), at, offset), other.dtype, 'f32');
    if (factor === undefined) return value;
    return write.op('f32.mul', lanes === 4 ? 'v128' : 'f32', factor, value);
  };
  const wide = context.lanes === 4 && row.other === 1 && row.out === 1;
  const splat = (factor: Value | undefined): Value | undefined =>
    factor === undefined ? undefined : write.op('f32.splat', 'v128', factor);

  if (last.out !== 0) {
    each((offset) => {
      const factor = factorAt(offset);
      const [source, target] = [
        plus(write, from, scaled(offset, last.other)),
        plus(write, to, scaled(offset, last.out)),
      ];
      const vector = wide && row.extent >= 4 ? splat(factor) : undefined;
      strided(write, row, wide ? 4 : 1, (at, into, lanes) => {
        const place = plus(write, target, into);
        const sum = write.load(kindIn('f32', lanes), place);
        const added = product(lanes === 4 ? vector : factor, plus(write, source, at), 0, lanes);
        write.store(write.op('f32.add', sum.kind, sum, added), place);
      });
    });
    return;
  }
  // The sums stay in locals while the whole list is added to them.
  const sums = (at: Value, into: Value, lanes: 1 | 4, count: number): void => {
    const kind = kindIn('f32', lanes);
    const place = plus(write, to, into);
    const totals: Local[] = Array.from({ length: count }, (_, k) =>
      write.variable(kind, write.load(kind, place, k * 16)),
    );
    const source = plus(write, from, at);
    each((offset) => {
      const factor = lanes === 4 ? splat(factorAt(offset)) : factorAt(offset);
      const here = plus(write, source, scaled(offset, last.other));
      totals.forEach((total, k) =>
        write.set(total, write.op('f32.add', kind, total, product(factor, here, k * 16, lanes))),
      );
    });
    totals.forEach((total, k) => write.store(total, place, k * 16));
  };
  const tiles = wide ? Math.floor(row.extent / (4 * tile)) : 0;
  const done = tiles * 4 * tile * 4;
  if (tiles > 0) write.each(int(0), int(done), 16 * tile, (at) => sums(at, at, 4, tile));
  const rest: Letter = { ...row, extent: row.extent - tiles * 4 * tile };
  strided(write, rest, wide ? 4 : 1, (at, into, lanes) =>
    sums(plus(write, at, int(done)), plus(write, into, int(done)), lanes, 1),
  );
};

/** A loop along a row: four neighbours at a time where it may be `wide`, else one by one with the steps of each tensor. */
const strided = (
  write: Writer,
  { extent, other, out }: Letter,
  lanes: 1 | 4,
  body: (at: Value, into: Value, lanes: 1 | 4) => void,
): void => {
  if (other === 1 && out === 1) return along(write, extent, lanes, (at, width) => body(at, at, width));
  if (extent === 1) return body(int(0), int(0), 1);
  write.each(int(0), int(extent), 1, (counter) =>
    body(times(write, counter, other * 4), times(write, counter, out * 4), 1),
  );
};

/** Where each element of the driver adds to one element of the result, neighbours go together; what is silent adds nothing. */
const alongDriver = (
  write: Writer,
  { driver, other, last }: Contraction,
  { drives, from, to }: Bases,
  context: Context,
): void =>
  along(write, last.extent, context.lanes, (at, lanes) => {
    const kind = kindIn('f32', lanes);
    const raw = write.load(kindIn(driver.dtype, lanes), plus(write, drives, at));
    const factor = converted(write, raw, driver.dtype, 'f32');
    const otherKind = kindOf(other.dtype);
    const loaded =
      last.other === 1
        ? write.load(kindIn(other.dtype, lanes), plus(write, from, at))
        : lanes === 4
          ? write.op(`${otherKind}.splat`, 'v128', write.load(otherKind, from))
          : write.load(otherKind, from);
    const product = write.op('f32.mul', kind, factor, converted(write, loaded, other.dtype, 'f32'));
    const place = plus(write, to, at);
    const sum = write.load(kind, place);
    const added = write.op('f32.add', kind, sum, product);
    const live = write.op('f32.ne', kindIn('bool', lanes), factor, float(0));
    write.store(write.op('f32.select', kind, live, added, sum), place);
  });
