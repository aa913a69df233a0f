import type { Node } from '../../../core/graph/graph.js';
import { showShape, size } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import { float, type Operand, type Value } from '../ir/ir.js';
import type { List } from './compact.js';
import { kindIn, kindOf, type Lanes } from './emit.js';
import { compute } from './elements.js';
import { guardOf } from './guards.js';
import { kernelOf, type Constant, type Kernel, type Writer } from './kernel.js';
import { sumsAlong, type Driven } from './outer-products.js';
import { loadEach, storeEach } from './synapse-places.js';

/** New values of a variable that differ from the old ones only where spikes are: `w' = f(w, ...)`, once f has been applied to all of w. */
export interface Update {
  readonly before: Node;
  readonly after: Applied;
  /** The nodes of f, operands first, and what it reads besides w and its products: numbers, and values of the shape of w. */
  readonly nodes: readonly Applied[];
  readonly reads: readonly Node[];
  /** What it makes itself of other values where spikes are. */
  readonly products: readonly Applied[];
  /** What nothing else reads, so that it need not be computed elsewhere. */
  readonly covers: readonly Applied[];
  /** A word that is not 0 where something else has changed the variable, so that f has yet to be applied to all of it. */
  readonly dirty: Constant;
  /** Truths that make f move all of w: as long as one is, all of it is computed. */
  readonly wakes: readonly Node[];
  /** Where new values stand in the way of leaving the rest as it is: as long as there is one, all of them are computed. */
  readonly isOdd: ((write: Writer, value: Value) => Value) | undefined;
}

/**
 * New values of a matrix, other only in the rows of spiking presynaptic neurons and the columns of spiking postsynaptic ones:
 * `w' = f(w, outer(pre.s, b), outer(a, post.s), ...)` with `f(w, 0, ...) = w`. It computes those rows and columns, and leaves
 * the rest where it lies. Its products are outer ones: those whose rows are driven by spikes, and those whose columns are.
 */
export interface EventUpdate extends Update {
  readonly preEvents: readonly Applied[];
  readonly postEvents: readonly Applied[];
}

/** Whether all new values are to be computed: something else has changed the variable, or one truth changes all of it. */
export const isAllDue = (
  write: Writer,
  { dirty, wakes }: Update,
  isChanged = write.load('i32', write.at(dirty)),
): Value => write.anyOf([write.op('i32.ne', isChanged, 0), ...wakes.map((node) => write.load('i32', write.at(node)))]);

/** What products are at a place. */
type Products = ReadonlyMap<Node, Value>;

/** Puts new values into place, given what all products are there; and tells, in the end, what has been seen of them. */
export const tailOf = (write: Writer, { before, after, nodes, reads, dirty, isOdd }: Update) => {
  const odd = write.variable('i32', 0);
  const { look, tell } = guardOf(write, [after]);
  const numbers = reads.flatMap((node) =>
    size(node.shape) > 1 ? [] : [[node, write.load(kindOf(node.dtype), write.at(node))] as const],
  );
  const fours = numbers.map(([node, value]) => [node, write.splat(value, write.lanes)] as const);
  const valueAt = (products: Products, place: Operand, lanes: Lanes): Value => {
    const known = [...(lanes === 1 ? numbers : fours), ...products];
    return write.filling(compute(write, nodes, lanes, () => place, known)(after), lanes);
  };
  const see = (value: Value, lanes: Lanes): void => {
    look([[after, value]], lanes);
    if (isOdd) write.assign(odd, write.op('or', odd, write.anywhere(isOdd(write, value))));
  };
  return {
    valueAt,
    apply: (products: Products, place: Operand, lanes: Lanes): void => {
      const value = valueAt(products, place, lanes);
      write.store(value, place, write.at(before));
      see(value, lanes);
    },
    /** The same at one place, or at each of four. */
    applyEach: (products: Products, places: readonly Operand[]): void => {
      const lanes = places.length === 4 ? 4 : 1;
      const own = [before, ...reads.filter((node) => size(node.shape) > 1)];
      const there = own.map((node) => [node, loadEach(write, node.dtype, places, write.at(node))] as const);
      const value = valueAt(new Map([...products, ...there]), 0, lanes);
      storeEach(write, value, places, write.at(before));
      see(value, lanes);
    },
    end: (): void => {
      write.store(odd, write.at(dirty));
      tell();
    },
  };
};

/** An update in place of the old value, by what it does, and what it reads besides the operands of its formula. */
export const updateKernel = (
  { before, after, reads, dirty }: Update,
  what: string,
  others: readonly Node[],
  emit: Kernel['emit'],
): Kernel =>
  kernelOf(after, emit, {
    name: `update ${what} ${showShape(before.shape)}`,
    reads: [before, ...reads, ...others, dirty],
    overwrites: (value) => value === before,
    guards: true,
  });

/** New values that are the old ones but in the steps in which one truth changes them all: in place, and in no other step a look. */
export const rareUpdate = (update: Update): Kernel =>
  updateKernel(update, 'now and then', [], (write) => {
    const { apply, end } = tailOf(write, update);
    write.if(isAllDue(write, update), () =>
      write.along(size(update.before.shape), (place, lanes) => apply(new Map(), place, lanes)),
    );
    end();
  });

/** What postsynaptic spikes bring to a few neighbouring rows of the weights: rows `[n]` of each of their outer products. */
export const postColumns = (write: Writer, post: Driven, columns: List, [n, all]: readonly [n: number, all: Value]) => {
  const { lanes, op } = write;
  const [vector, live] = [write.scratch(16), write.scratch(16)];
  const rows = post.products.map(() => write.scratch(lanes * n * 4));
  // Where no row is made, the first of a few stands for all of them.
  const bytes = op('i32.select', all, lanes * n * 4, n * 4);
  for (const at of rows) write.fill(at, bytes);
  const make = (i: Operand): void => {
    const any = write.variable(kindIn('bool', lanes), 0);
    write.forEach(columns, (j) => {
      sumsAlong(write, post, j, [i, 1, lanes]).forEach(([sum], k) => {
        write.assign(any, op('or', any, op('f32.ne', sum!, float(0))));
        // A vector holds one column of four rows: by way of memory its parts come to their rows.
        write.store(sum!, vector);
        for (let row = 0; row < lanes; row++)
          write.store(write.load('f32', vector, row * 4), j, rows[k]! + row * n * 4);
      });
    });
    write.store(any, live);
  };
  return {
    /** Makes a few rows from one on. */
    make,
    /** Where among them a row is, in bytes. */
    within: (i: Operand): Value => op('and', i, op('and', all, 4 * lanes - 4)),
    /** Whether they bring anything to any of the rows, or to the row there; and the values of a product from a column on. */
    areLive: (): Value => write.anywhere(write.load(kindIn('bool', lanes), 0, live)),
    isLive: (within: Operand): Value => write.load('i32', within, live),
    at: (product: number, within: Operand, column: Operand, width: Lanes): Value =>
      write.load(kindIn('f32', width), write.plus(write.times(within, n), column), rows[product]!),
  };
};
