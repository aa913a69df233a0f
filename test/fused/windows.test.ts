import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  draw,
  eagerAlgebra,
  nodesOf,
  size,
  tensor,
  zeros,
  type Node,
  type Shape,
  type Tensor,
} from '../../src/index.js';
import { windowsIn } from '../../src/backends/fused/windows.js';
import { windows } from '../../src/models/connections/windows.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { expectFaithful, tree, type Given } from './support/compiled.js';
import { large, oftenOf, spikes } from './support/large.js';

/** An image `[b, n]`, the places at which it is gathered to `[b, c, p, k]`, and how many filters look at it. */
interface Scenery {
  readonly image: Shape;
  readonly seen: Shape;
  readonly places: Tensor;
  readonly filters: number;
}

/** How a kernel moves over an image: axis by axis its extent, how many windows there are, and how far apart. */
interface Axis {
  readonly kernel: number;
  readonly out: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: number;
}

const scenery = (rows: number, channels: number, filters: number, axes: readonly Axis[]): Scenery => {
  const of = (name: keyof Axis): Shape => axes.map((axis) => axis[name]);
  const extents = axes.map(({ kernel, out, stride, dilation, padding }) =>
    Math.max(1, (out - 1) * stride + (kernel - 1) * dilation + 1 - 2 * padding),
  );
  const { positions, cells, places } = windows([channels, ...extents], of('kernel'), {
    stride: of('stride'),
    dilation: of('dilation'),
    padding: of('padding'),
  });
  return { image: [rows, channels * size(extents)], seen: [rows, channels, positions, cells], places, filters };
};

const often = <A>(usual: A, ...others: readonly A[]): fc.Arbitrary<A> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const extent = fc.oneof(wholeIn(1, 9), fc.constantFrom(13, 16, 17, 35));
const axis: fc.Arbitrary<Axis> = fc.record({
  kernel: extent,
  out: extent,
  stride: often(1, 2, 3),
  dilation: often(1, 2),
  padding: often(0, 1),
});
const plain = (kernel: number, out: number): Axis => ({ kernel, out, stride: 1, dilation: 1, padding: 0 });
const small = (of: Axis): Axis => ({ ...of, kernel: Math.min(of.kernel, 3), out: Math.min(of.out, 3) });
const sceneries: fc.Arbitrary<Scenery> = fc
  .tuple(
    wholeIn(1, 3),
    wholeIn(1, 3),
    fc.constantFrom(1, 2, 3, 5, 9, 25),
    fc.oneof(
      fc.tuple(axis),
      fc.tuple(axis, axis),
      fc.tuple(axis.map(small), axis.map(small), axis).filter((all) => all.every(({ out }) => out < 10)),
    ),
  )
  .map(([rows, channels, filters, axes]) => scenery(rows, channels, filters, axes))
  .filter(({ image, seen }) => seen.every((count) => count > 0) && size(image) <= 2000 && size(seen) <= 20_000);

/** Contractions of windows `[b, c, p, k]` with weights or neurons, in all the ways that connections draw them, and in others. */
const contractions = [
  'bcpk,ock->bop',
  'bcpk,bop->ock',
  'bcpk,bop->bock',
  'bcpk,ock->obp',
  'bcpk,kco->bop',
  'bcpk,bpo->cko',
  'bcpk,bop->cok',
  'bcpk,cfpk->bfp',
  'bcpk,bfp->cfpk',
  'bcpk,ock->bpo',
  'bcpk,bcop->ok',
  'bcpk,k->bcp',
  'bcpk,op->bock',
  'bcpk,bcp->k',
] as const;

const shapeOf = (letters: string, { seen: [b, c, p, k], filters }: Scenery): Shape => {
  const extents: Readonly<Record<string, number>> = { b: b!, c: c!, p: p!, k: k!, o: filters, f: filters };
  return Array.from(letters, (letter) => extents[letter]!);
};

/** A step that contracts an image, gathered at places, with another tensor, in either order. */
const drawn = (contraction: string, scene: Scenery, image: Tensor, other: Tensor, turned = false) => {
  const [x, y, out] = contraction.split(/,|->/) as [string, string, string];
  const axes = turned ? `${y},${x}->${out}` : contraction;
  const given: Given = new Map([
    ['frame.image', image],
    ['frame.other', other],
    ['state.sum', zeros(shapeOf(out, scene))],
  ]);
  const graph = draw(tree(given), (A, nodes) => {
    const { frame } = nodes as { readonly frame: { readonly image: Node; readonly other: Node } };
    const seen = A.reshape(A.gather(frame.image, scene.places), scene.seen);
    return { state: { sum: turned ? A.contract(axes, frame.other, seen) : A.contract(axes, seen, frame.other) } };
  });
  return { graph, given };
};

/** Silence of both signs, and numbers so far apart that the order of a sum shows in its rounding. */
const numbers = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc.oneof(
    large(shape, oftenOf([0, -0, 1, 2 ** 24, -(2 ** 24), 3e9, 1e-3], -3, 3)),
    large(shape, (u) => Math.floor(u * 9) - 4, 'i32'),
    large(shape, oftenOf([0], -1, 1)),
  );
const trials = fc
  .tuple(fc.constantFrom(...contractions), sceneries, fc.boolean(), fc.boolean())
  .filter(([contraction, scene]) => {
    const [, y, out] = contraction.split(/,|->/) as [string, string, string];
    const work = (size(scene.seen) * size(shapeOf(y, scene))) / size(shapeOf(y.replaceAll(/[of]/g, ''), scene));
    return work <= 100_000 && size(shapeOf(y, scene)) <= 20_000 && size(shapeOf(out, scene)) <= 20_000;
  })
  .chain(([contraction, scene, imageSpikes, turned]) => {
    const shape = shapeOf(contraction.split(/,|->/)[1]!, scene);
    return fc.record({
      contraction: fc.constant(contraction),
      scene: fc.constant(scene),
      image: imageSpikes ? spikes(scene.image) : numbers(scene.image),
      other: imageSpikes ? fc.oneof(numbers(shape), spikes(shape)) : spikes(shape),
      turned: fc.constant(turned),
    });
  });

describe('an image that is seen through windows', () => {
  quickLaw(
    'is contracted, spikes and all, to what eager gives, to the bit',
    [trials],
    ({ contraction, scene, image, other, turned }) => {
      const { graph, given } = drawn(contraction, scene, image, other, turned);
      expectFaithful(graph, given, [new Map(), new Map([['frame.image', zeros(scene.image, image.dtype)]])]);
    },
    400,
  );
});
