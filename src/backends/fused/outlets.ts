import { rowOf } from '../../core/run/block.js';
import type { Observed } from '../../core/run/observed.js';
import { pieces } from '../../core/pieces.js';
import { dueUntil, isDue, stepsUntilDue, type Watch } from '../../core/run/watch.js';
import { size, type Shape } from '../../core/shape.js';
import type { Dtype, Tensor } from '../../core/tensor.js';
import { outlets } from './ir/ir.js';
import { aligned, arena } from './ir/writer.js';
import type { Memory } from './ir/target.js';
import { blockBytes, rowsOfBlock } from './plan/blocks.js';
import { outlet, rowBytes } from './plan/outputs.js';
import type { Specialization } from './state-layout.js';

/** A watched variable of a run. */
export interface Watched {
  readonly watch: Watch;
  readonly shape: Shape;
  readonly dtypeIn: (known: Specialization) => Dtype;
  /** The variable as it is now. */
  readonly value: () => Tensor;
  /** Where it lies; undefined as long as no program has changed it. */
  readonly address: () => number | undefined;
}

/** Where a variable stands in the list of those that are gathered, and where its rows go. */
interface Outlet {
  readonly entry: number;
  readonly at: number;
}

/** The values of a watch in some steps: rows, and how often it was due before; or the one value that is due. */
type Taken = { readonly rows: Tensor; readonly before: number } | { readonly value: Tensor | undefined };

/**
 * What is watched in a run: programs gather rows of it in memory, step by step, as long as there is room. What is too wide for that is
 * read when it is due. `reserve` gives so many bytes of memory.
 */
export const outletsOf = (watched: readonly Watched[], memory: () => Memory, reserve: (bytes: number) => number) => {
  const { rows, places } = roomFor(watched, reserve);
  const { copy } = pieces();
  const taken = (one: Watched, steps: number, count: number, after: Specialization): Taken => {
    const { watch, shape, dtypeIn, value, address } = one;
    const at = places.get(one)?.at;
    if (at === undefined) return { value: isDue(watch, steps + count) ? value() : undefined };
    if (address() === undefined) return { value: value() };
    const before = dueUntil(watch, steps);
    const due = dueUntil(watch, steps + count) - before;
    return { rows: rowsAt(memory(), at, [due, ...shape], dtypeIn(after)), before };
  };
  const copied = (of: Tensor): Tensor => ({ ...of, data: copy(of.data, of.dtype) });
  const observed = (each: readonly Taken[], steps: number, count: number): Observed => ({
    steps: count,
    at: (place, step) => {
      const [of, { watch }] = [each[place]!, watched[place]!];
      if (!isDue(watch, steps + step + 1)) return undefined;
      return 'value' in of ? of.value : copied(rowOf(of.rows, dueUntil(watch, steps + step) - of.before));
    },
    rows: (place) => {
      const of = each[place]!;
      return 'rows' in of ? of.rows : undefined;
    },
  });
  /** Lists what programs are to gather from a step on. */
  const list = (steps: number, after: Specialization): void => {
    const { i } = memory();
    let next = 0;
    for (const [{ watch, shape, dtypeIn, address }, { entry, at }] of places) {
      const [from, isBool] = [address(), dtypeIn(after) === 'bool'];
      if (from === undefined) continue;
      const bytes = rowBytes(size(shape), isBool);
      i.set([next, stepsUntilDue(watch, steps), watch.every ?? 1, from, at, bytes, isBool ? 1 : 0], entry / 4);
      next = entry;
    }
    i[outlets / 4] = next;
  };
  return {
    /** How many steps a program may take from one on: at most so many, until there is no room, or what is not gathered is due. */
    until: (steps: number, count: number): number =>
      watched.reduce((least, one) => {
        const more = places.has(one) ? (rows - 1) * (one.watch.every ?? 1) : 0;
        return Math.min(least, stepsUntilDue(one.watch, steps) + more);
      }, count),
    /** Lets programs gather from a step on, after which this is known of the state; gives what takes the rows of the steps that they then took. */
    open: (steps: number, after: Specialization): ((count: number) => Observed) => {
      list(steps, after);
      return (count) => {
        memory().i[outlets / 4] = 0;
        const each = watched.map((one) => taken(one, steps, count, after));
        return observed(each, steps, count);
      };
    },
  };
};

/** How many rows there is room for, and where those of each variable go that is not too wide. */
const roomFor = (watched: readonly Watched[], reserve: (bytes: number) => number) => {
  const narrow = watched.filter(({ shape }) => size(shape) * 8 <= blockBytes);
  const width = narrow.reduce((sum, { shape }) => sum + size(shape) * 4, 0);
  const rows = rowsOfBlock(width);
  const bytesOf = ({ shape }: Watched): number => rows * size(shape) * 4;
  const places = new Map<Watched, Outlet>();
  const { take } = arena(reserve(narrow.reduce((sum, one) => sum + outlet.size + aligned(bytesOf(one)), 0)));
  for (const one of narrow) places.set(one, { entry: take(outlet.size), at: take(bytesOf(one)) });
  return { rows, places };
};

/** Rows in memory as a tensor of their own; those of bools take whole words there. */
const rowsAt = ({ f, i, u }: Memory, at: number, shape: Shape, dtype: Dtype): Tensor => {
  const count = size(shape);
  if (dtype !== 'bool') return { shape, dtype, data: (dtype === 'f32' ? f : i).slice(at / 4, at / 4 + count) };
  const width = size(shape.slice(1));
  const [bytes, data] = [rowBytes(width, true), new Uint8Array(count)];
  for (let to = 0, from = at; to < count; to += width, from += bytes) data.set(u.subarray(from, from + width), to);
  return { shape, dtype, data };
};
