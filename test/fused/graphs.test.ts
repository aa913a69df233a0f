import * as fc from 'fast-check';
import { size, zeros, type Shape, type Tensor } from '../../src/index.js';
import { draw, eagerAlgebra, type Node } from '../../src/authoring.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { expectFaithful, tree } from './support/compiled.js';
import { extents, steps } from './support/graphs.js';
import { large, oftenOf, spikes } from './support/large.js';

quickLaw(
  'a compiled graph gives what eager gives, to the bit, step after step',
  [steps],
  ({ graph, given, repeats }) => expectFaithful(graph, given, repeats ? [new Map(), new Map()] : []),
  400,
);

/** Those of the library, and any others: letters shared, alone in one operand, and in every order. */
const library = [
  'bi,ij->bj',
  'bi,bj->ij',
  'bi,bj->bij',
  'b,j->bj',
  'bjki,cij->bck',
  'bjk,cik->bci',
  'bij,j->bi',
  'bj,ij->bi',
];
const letters = fc.shuffledSubarray(['b', 'c', 'i', 'j'], { maxLength: 3 });
const axes = fc.oneof(
  fc.constantFrom(...library),
  fc
    .tuple(letters, letters)
    .chain(([x, y]) =>
      fc.shuffledSubarray([...new Set([...x, ...y])]).map((out) => `${x.join('')},${y.join('')}->${out.join('')}`),
    ),
);
const small = wholeIn(1, 3);
/** One letter is long: in turn the driver's last axis, the row that is added, and all others. */
const lengths = fc
  .tuple(
    fc.record({ b: small, c: small, i: small, j: small, k: small }),
    fc.constantFrom('b', 'c', 'i', 'j', 'k'),
    extents,
  )
  .map(([all, name, extent]) => ({ ...all, [name]: extent }) as Readonly<Record<string, number>>);

/** Silence of both signs, and numbers so far apart that the order of a sum shows in its rounding. */
const operand = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc.oneof(
    spikes(shape),
    large(shape, oftenOf([0, -0, 1, 2 ** 24, -(2 ** 24), 3e9, 1e-3], -3, 3)),
    large(shape, (u) => Math.floor(u * 9) - 4, 'i32'),
    large(shape, oftenOf([0], -1, 1)),
    large(shape, oftenOf([0, -0, Number.NaN, Infinity, -Infinity, 0, 1], -1, 1)),
  );

/** A contraction of two tensors, held to eager. */
const contracts = (contraction: string, x: Tensor, y: Tensor): void => {
  fc.pre(size(x.shape) * size(y.shape) <= 40_000);
  const { shape } = eagerAlgebra.contract(contraction, x, y);
  const given = new Map([
    ['frame.x', x],
    ['frame.y', y],
    ['state.sum', zeros(shape)],
  ]);
  const graph = draw(tree(given), (A, nodes) => {
    const { frame } = nodes as { readonly frame: { readonly x: Node; readonly y: Node } };
    return { state: { sum: A.contract(contraction, frame.x, frame.y) } };
  });
  expectFaithful(graph, given);
};

const shapesOf = (contraction: string, extent: Readonly<Record<string, number>>): readonly [Shape, Shape] => {
  const [x, y] = contraction.split(/,|->/).map((own) => Array.from(own, (letter) => extent[letter]!));
  return [x!, y!];
};

quickLaw(
  'a contraction adds its products in the order of the first operand, whatever its letters and their lengths',
  [
    fc.tuple(axes, lengths).chain(([contraction, extent]) => {
      const [x, y] = shapesOf(contraction, extent);
      return fc.tuple(fc.constant(contraction), operand(x), operand(y));
    }),
  ],
  ([contraction, x, y]) => contracts(contraction, x, y),
  300,
);

quickLaw(
  'it does so where each operand has axes of its own that are summed over, and the second is sparse',
  [
    fc.tuple(fc.constantFrom('bi,bj->b', 'bi,cj->', 'ij,ijc->i', 'ij,bj->'), lengths).chain(([contraction, extent]) => {
      const [x, y] = shapesOf(contraction, extent);
      return fc.tuple(fc.constant(contraction), large(x, oftenOf([1, 2 ** 24, 3e9], -3, 3)), spikes(y));
    }),
  ],
  ([contraction, x, y]) => contracts(contraction, x, y),
  60,
);
