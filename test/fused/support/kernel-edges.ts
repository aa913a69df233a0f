import { size, tensor, zeros, type Dtype, type Shape, type Tensor } from '../../../src/index.js';
import { draw, type Algebra, type Graph, type Node, type Type } from '../../../src/authoring.js';
import { tree, type Given } from './compiled.js';
import { counter } from './written.js';

/** What is given by name, and what is made of it. */
type Tensors = Readonly<Record<string, Tensor>>;
type Formula = <T>(A: Algebra<T>, given: Readonly<Record<string, T>>) => T;

/** A step that makes a variable of what it is given, and what it is given in some steps. */
export interface Edge {
  readonly graph: Graph;
  readonly first: Given;
  readonly later: readonly Given[];
}

const filledBy = (shape: Shape, dtype: Dtype, element: (k: number) => number): Tensor =>
  tensor(
    shape,
    Array.from({ length: size(shape) }, (_, k) => element(k)),
    dtype,
  );
/** About half of all elements. */
const some = (shape: Shape): Tensor => filledBy(shape, 'bool', (k) => Number((k * 7) % 11 < 5));
/** Numbers of both signs, some of them zeros. */
const numbers = (shape: Shape): Tensor => filledBy(shape, 'f32', (k) => (((k * 13) % 17) - 8) / 3);
/** Numbers of which most are zeros. */
const few = (shape: Shape): Tensor => filledBy(shape, 'f32', (k) => (k % 7 === 3 ? (k % 5) - 2 : 0));
const whole = (shape: Shape, below: number): Tensor => filledBy(shape, 'i32', (k) => (k * 5) % below);

/** A step that makes a variable of some inputs, and of itself if there are weights, in steps in which bools are some, none, all, and some. */
const edge = (inputs: Tensors, formula: Formula, weights?: Tensor): Edge => {
  const typeOf = (): Type => {
    let type: Type | undefined;
    draw(inputs, (A, given) => {
      type = A.type(formula(A, given as Readonly<Record<string, Node>>));
      return {};
    });
    return type!;
  };
  const start = weights ?? zeros(typeOf().shape, typeOf().dtype);
  const frame: Given = new Map(Object.entries(inputs).map(([name, x]) => [`frame.${name}`, x]));
  const first: Given = new Map([...frame, ['state.w', start]]);
  const graph = draw(tree(first), (A, given) => {
    const { frame: own, state } = given as Readonly<Record<'frame' | 'state', Readonly<Record<string, Node>>>>;
    return { state: { w: formula(A, { ...state, ...own }) } };
  });
  const bools = new Map([...frame].filter(([, x]) => x.dtype === 'bool'));
  const allBeing = (value: number): Given =>
    new Map([...bools].map(([path, x]) => [path, filledBy(x.shape, 'bool', () => value)]));
  return { graph, first, later: bools.size === 0 ? [] : [allBeing(0), allBeing(1), bools] };
};

/** Spikes and traces of 5 neurons, and of n. */
const pairs = (rows: number, n: number) => ({
  s: some([rows, 5]),
  x: few([rows, 5]),
  t: some([rows, n]),
  y: few([rows, n]),
});

/** So many rows of n: formulas by what they do. */
const formulas: Readonly<Record<string, (rows: number, n: number) => Edge>> = {
  'spikes by weights': (rows, n) =>
    edge({ s: some([rows, 5]), w: numbers([5, n]) }, (A, { s, w }) => A.contract('bi,ij->bj', s!, w!)),
  'numbers by weights': (rows, n) =>
    edge({ x: numbers([rows, 5]), w: numbers([5, n]) }, (A, { x, w }) => A.contract('bi,ij->bj', x!, w!)),
  'spikes by turned weights': (rows, n) =>
    edge({ s: some([rows, n]), w: numbers([3, n]) }, (A, { s, w }) => A.contract('bi,ji->bj', s!, w!)),
  'spikes by a weight each': (rows, n) =>
    edge({ s: some([rows, n]), w: numbers([n]) }, (A, { s, w }) => A.contract('bi,i->bi', s!, w!)),
  'summed products': (rows, n) =>
    edge({ s: some([rows, 3]), x: numbers([rows, n]) }, (A, { s, x }) => A.sum(A.contract('bi,bj->bij', s!, x!), [0])),
  'largest products': (rows, n) =>
    edge({ s: some([rows, 3]), x: numbers([rows, n]) }, (A, { s, x }) =>
      A.maxOver(A.contract('bi,bj->bij', s!, x!), [0]),
    ),
  'largest products of columns': (rows, n) =>
    edge({ x: numbers([rows, 3]), s: some([rows, n]) }, (A, { s, x }) =>
      A.maxOver(A.contract('bi,bj->bij', x!, s!), [0]),
    ),
  'sums of columns': (rows, n) => edge({ x: numbers([rows, n]) }, (A, { x }) => A.sum(x!, [0])),
  'sums of rows': (rows, n) => edge({ x: numbers([rows, n]) }, (A, { x }) => A.sum(A.abs(x!), [1])),
  'largest whole numbers': (rows, n) => edge({ x: whole([rows, n], 7) }, (A, { x }) => A.maxOver(x!, [1])),
  'a number beside each row': (rows, n) =>
    edge({ x: numbers([rows, n]), y: numbers([n]), z: numbers([rows, 1]) }, (A, { x, y, z }) =>
      A.add(A.mul(x!, y!), z!),
    ),
  'quotients where a mask holds': (rows, n) =>
    edge({ x: numbers([rows, n]), s: some([rows, n]) }, (A, { x, s }) => A.div(x!, A.where(s!, 3, 1))),
  'choices of one': (rows, n) =>
    edge({ s: some([rows, n]), u: filledBy([rows], 'f32', (k) => (k % 4) / 4) }, (A, { s, u }) => A.chooseOne(s!, u!)),
  'random numbers': (rows, n) => edge({ c: counter }, (A, { c }) => A.uniform(c!, 7, [rows, n])),
  'random numbers below a mask': (rows, n) =>
    edge({ c: counter, s: some([rows, n]) }, (A, { c, s }) => A.where(s!, A.uniform(c!, 7, [rows, n]), 0)),
  'what is gathered': (rows, n) =>
    edge({ x: numbers([rows, 9]) }, (A, { x }) =>
      A.gather(
        x!,
        filledBy([n], 'i32', (k) => ((k * 4) % 10) - 1),
      ),
    ),
  'what is scattered': (rows, n) => edge({ x: numbers([rows, 9]) }, (A, { x }) => A.scatter(x!, whole([9], n), n)),
  'along synapses': (rows, n) =>
    edge({ s: some([rows, 6]), w: numbers([12]) }, (A, { s, w }) => {
      const sources = filledBy([12], 'i32', (k) => Math.floor(k / 2));
      return A.scatter(A.contract('be,e->be', A.gather(s!, sources), w!), whole([12], n), n);
    }),
  'a window moved on': (rows, n) =>
    edge({ x: numbers([rows, 3, n]), y: numbers([rows, n]) }, (A, { x, y }) => A.shiftIn(x!, y!)),
  'a ring with a row': (rows, n) =>
    edge({ x: numbers([rows, 3, n]), at: whole([rows], 3), y: some([rows, n]) }, (A, { x, at, y }) =>
      A.withRow(x!, at!, y!),
    ),
  'the row of a ring': (rows, n) =>
    edge({ x: numbers([rows, 3, n]), at: whole([rows], 3) }, (A, { x, at }) => A.rowAt(x!, at!)),
  'what is put into a ring': (rows, n) =>
    edge({ x: numbers([rows, 3, n]), at: whole([rows], 3), y: numbers([rows, 4]) }, (A, { x, at, y }) =>
      A.deposit(x!, at!, y!, whole([4], 3 * n)),
    ),
  'what is taken from a ring': (rows, n) =>
    edge({ x: numbers([rows, 3, n]), at: whole([rows], 3) }, (A, { x, at }) => A.collect(x!, at!, whole([4], 3 * n))),
  'weights that learn by spikes of both sides': (rows, n) =>
    edge(
      pairs(rows, n),
      (A, { w, s, x, t, y }) =>
        A.clamp(A.add(w!, A.sub(A.contract('bi,bj->ij', s!, y!), A.contract('bi,bj->ij', x!, t!))), -2, 2),
      numbers([5, n]),
    ),
  'weights that learn by presynaptic spikes': (rows, n) =>
    edge(pairs(rows, n), (A, { w, s, y }) => A.add(w!, A.contract('bi,bj->ij', s!, y!)), numbers([5, n])),
  'weights that learn by presynaptic spikes of one trace': (rows, n) =>
    edge(
      { s: some([rows, 5]), y: filledBy([rows, n], 'f32', (k) => (k === n - 1 ? 1.5 : 0)) },
      (A, { w, s, y }) => A.add(w!, A.contract('bi,bj->ij', s!, y!)),
      numbers([5, n]),
    ),
  'weights that learn by postsynaptic spikes': (rows, n) =>
    edge(pairs(rows, n), (A, { w, x, t }) => A.sub(w!, A.contract('bi,bj->ij', x!, t!)), numbers([5, n])),
  'weights that learn by the largest': (rows, n) =>
    edge(
      pairs(rows, n),
      (A, { w, s, y }) => A.add(w!, A.maxOver(A.contract('bi,bj->bij', s!, y!), [0])),
      numbers([5, n]),
    ),
  'weights of synapses that learn': (rows, n) =>
    edge(
      pairs(rows, n),
      (A, { w, s, x, t, y }) => {
        const [pre, post] = [filledBy([12], 'i32', (k) => Math.floor((k * 5) / 12)), whole([12], n)];
        const [bySource, byTarget] = [
          A.contract('be,be->be', A.gather(s!, pre), A.gather(y!, post)),
          A.contract('be,be->be', A.gather(x!, pre), A.gather(t!, post)),
        ];
        return A.add(w!, A.sum(A.sub(bySource, byTarget), [0]));
      },
      numbers([12]),
    ),
  'weights that are halved now and then': (rows, n) =>
    edge({ now: some([]) }, (A, { w, now }) => A.where(now!, A.mul(w!, 0.5), w!), numbers([rows, n])),
  'what is added to a variable that decays': (rows, n) =>
    edge(
      { s: some([rows, 6]) },
      (A, { w, s }) => {
        const sources = filledBy([12], 'i32', (k) => Math.floor(k / 2));
        const added = A.scatter(A.contract('be,e->be', A.gather(s!, sources), numbers([12])), whole([12], n), n);
        const sum = A.mul(A.add(w!, added), 0.9);
        return A.where(A.lt(A.abs(sum), 1e-20), 0, sum);
      },
      numbers([rows, n]),
    ),
};

/** Single numbers, just below and above a vector and two, and as many as kernels look at together. */
const extents = [1, 3, 4, 5, 8, 9, 16, 33];

export const kernelEdges: Readonly<Record<string, Edge>> = Object.fromEntries(
  Object.entries(formulas).flatMap(([name, of]) =>
    [1, 3].flatMap((rows) => extents.map((n) => [`${name}, ${rows} of ${n}`, of(rows, n)] as const)),
  ),
);
