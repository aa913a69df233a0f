import type { Algebra, Op } from '../core/algebra.js';
import { algebra } from '../core/graph/interpret.js';
import type { Node } from '../core/graph/graph.js';
import { size } from '../core/shape.js';
import { sourcesOf } from '../core/places.js';
import type { Tensor } from '../core/tensor.js';

/**
 * The algebra of a graph in which operations on rings are made of others, for backends that have none of their own. It gives the same
 * bits, but looks at every element of a ring in each step.
 */
export const withoutRings = (A: Algebra<Node>): Algebra<Node> =>
  algebra<Node>({
    constant: A.constant,
    type: A.type,
    apply: (op, args, attribute) => {
      const made = rings[op];
      return made === undefined ? A.apply(op, args, attribute) : made(A, args);
    },
  });

type Composed = (A: Algebra<Node>, args: readonly Node[]) => Node;

const rowAt: Composed = (A, [ring, at]) => {
  const { shape, dtype } = A.type(ring!);
  const flat = flattened(A, ring!);
  const row = A.reshape(A.sum(A.where(isRow(A, flat, at!), flat, 0), [1]), [shape[0]!, ...shape.slice(2)]);
  return dtype === 'bool' ? A.ne(row, 0) : row;
};

const withRow: Composed = (A, [ring, at, row]) => {
  const { shape } = A.type(ring!);
  const flat = flattened(A, ring!);
  const placed = A.reshape(row!, [shape[0]!, 1, size(shape.slice(2))]);
  return A.reshape(A.where(isRow(A, flat, at!), placed, flat), shape);
};

/** Elements that go to one place are added one after the other: each layer holds at most one for every place. */
const deposit: Composed = (A, [ring, at, x, places]) => {
  const { shape } = A.type(ring!);
  const [rows, steps, ...rest] = shape as [number, number, ...number[]];
  const flat = flattened(A, ring!);
  const emptied = A.where(isRow(A, flat, at!), 0, flat);
  const sources = sourcesOf(plain(places!), steps * size(rest));
  const most = sources.reduce((longest, { length }) => Math.max(longest, length), 0);
  const filled = Array.from({ length: most }, (_, k) => k).reduce((sum, k) => {
    const layer: Tensor = {
      shape: [sources.length],
      dtype: 'i32',
      data: Int32Array.from(sources, (list) => list[k] ?? -1),
    };
    const relative = A.reshape(A.gather(x!, layer), [rows, 1, steps, size(rest)]);
    const turned = A.sum(A.where(turns(A, at!, rows, steps), relative, 0), [2]);
    return A.add(sum, turned);
  }, emptied);
  return A.reshape(filled, shape);
};

/** The ring is turned until the row that is due is the first. */
const collect: Composed = (A, [ring, at, places]) => {
  const { shape, dtype } = A.type(ring!);
  const [rows, steps, ...rest] = shape as [number, number, ...number[]];
  const of = A.reshape(ring!, [rows, 1, steps, size(rest)]);
  const turned = A.sum(A.where(turns(A, A.sub(steps, at!), rows, steps), of, 0), [2]);
  const found = A.gather(A.reshape(turned, [rows, steps * size(rest)]), plain(places!));
  return dtype === 'bool' ? A.ne(found, 0) : found;
};

const rings: { readonly [O in Op]?: Composed } = { rowAt, withRow, deposit, collect };

/** A ring as `[b, t, n]`: GPUs choose among values of at most four axes. */
const flattened = (A: Algebra<Node>, ring: Node): Node => {
  const { shape } = A.type(ring);
  return A.reshape(ring, [shape[0]!, shape[1]!, size(shape.slice(2))]);
};

/** Of each row of a ring `[b, t, n]` whether it is the one that `at` says. */
const isRow = (A: Algebra<Node>, ring: Node, at: Node): Node => {
  const [rows, steps] = A.type(ring).shape as [number, number];
  return A.not(
    A.ne(
      numbers(A, [1, steps, 1], (k) => k),
      A.reshape(at, [rows, 1, 1]),
    ),
  );
};

/** Of rows r and k whether k, counted from `at` on, is r: `[b, r, k, 1]`. */
const turns = (A: Algebra<Node>, at: Node, rows: number, steps: number): Node => {
  const apart = numbers(A, [1, steps, steps, 1], (place) => Math.floor(place / steps) - (place % steps));
  const first = A.reshape(at, [rows, 1, 1, 1]);
  return A.not(A.and(A.ne(apart, first), A.ne(A.add(apart, steps), first)));
};

const numbers = (A: Algebra<Node>, shape: readonly number[], value: (place: number) => number): Node =>
  A.constant({ shape, dtype: 'i32', data: Int32Array.from({ length: size(shape) }, (_, k) => value(k)) });

/** The places of a deposit, which are plain data. */
const plain = (node: Node): Tensor => {
  if (node._tag !== 'Constant') throw new TypeError('deposit needs constant places');
  return node.value;
};
