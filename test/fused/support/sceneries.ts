import * as fc from 'fast-check';
import { size, tensor, zeros, type Shape, type Tensor } from '../../../src/index.js';
import { draw, type Node } from '../../../src/authoring.js';
import { windows } from '../../../src/models/connections/windows.js';
import { wholeIn } from '../../support/arbitraries.js';
import { expectFaithful, tree, type Given } from './compiled.js';
import { large, oftenOf, spikes } from './large.js';

/** An image `[b, n]`, the places at which it is gathered to `[b, c, p, k]`, and how many filters look at it. */
export interface Scenery {
  readonly image: Shape;
  readonly seen: Shape;
  readonly places: Tensor;
  readonly filters: number;
}

/** How a kernel moves over an image: axis by axis its extent, how many windows there are, and how far apart. */
export interface Axis {
  readonly kernel: number;
  readonly out: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: number;
}

export const scenery = (rows: number, channels: number, filters: number, axes: readonly Axis[]): Scenery => {
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

export const often = <A>(usual: A, ...others: readonly A[]): fc.Arbitrary<A> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const extent = fc.oneof(wholeIn(1, 9), fc.constantFrom(13, 16, 17, 35));
const axis: fc.Arbitrary<Axis> = fc.record({
  kernel: extent,
  out: extent,
  stride: often(1, 2, 3),
  dilation: often(1, 2),
  padding: often(0, 1),
});
const small = (of: Axis): Axis => ({ ...of, kernel: Math.min(of.kernel, 3), out: Math.min(of.out, 3) });
/** The same windows of an image that begins some places earlier. */
const later = ({ image: [rows, n], places, ...rest }: Scenery, by: number): Scenery => ({
  ...rest,
  image: [rows!, n! + by],
  places: { ...places, data: places.data.map((place) => (place < 0 ? place : place + by)) },
});

const sceneries: fc.Arbitrary<Scenery> = fc
  .tuple(
    wholeIn(0, 2),
    wholeIn(1, 3),
    wholeIn(1, 3),
    fc.constantFrom(1, 2, 3, 5, 9, 25),
    fc.oneof(
      fc.tuple(axis),
      fc.tuple(axis, axis),
      fc.tuple(axis.map(small), axis.map(small), axis).filter((all) => all.every(({ out }) => out < 10)),
    ),
  )
  .map(([by, rows, channels, filters, axes]) => later(scenery(rows, channels, filters, axes), by))
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
  'bcpk,ock->bp',
  'bcpk,bop->kc',
  'bcpk,bop->ob',
  'bcpk,ock->bo',
  'bcpk,o->bop',
] as const;

export const shapeOf = (letters: string, { seen: [b, c, p, k], filters }: Scenery): Shape => {
  const extents: Readonly<Record<string, number>> = { b: b!, c: c!, p: p!, k: k!, o: filters, f: filters };
  return Array.from(letters, (letter) => extents[letter]!);
};

/** A step that contracts an image, gathered at places, with another tensor, in either order; `kept`, what was gathered stays, and `made`, the image is. */
export const drawn = (
  contraction: string,
  scene: Scenery,
  image: Tensor,
  other: Tensor,
  { turned = false, kept = false, made = false }: Partial<Record<'turned' | 'kept' | 'made', boolean>> = {},
) => {
  const [x, y, out] = contraction.split(/,|->/) as [string, string, string];
  const axes = turned ? `${y},${x}->${out}` : contraction;
  const given: Given = new Map([
    ['frame.image', image],
    ['frame.other', other],
    ['state.sum', zeros(shapeOf(out, scene))],
    ...(kept ? [['state.seen', zeros(scene.seen, image.dtype)] as const] : []),
    ...(made ? [['state.total', zeros([], image.dtype === 'i32' ? 'i32' : 'f32')] as const] : []),
  ]);
  const graph = draw(tree(given), (A, nodes) => {
    const { frame } = nodes as { readonly frame: { readonly image: Node; readonly other: Node } };
    const source = made ? A.where(A.ne(frame.image, 0), frame.image, 0) : frame.image;
    const seen = A.reshape(A.gather(source, scene.places), scene.seen);
    const sum = turned ? A.contract(axes, frame.other, seen) : A.contract(axes, seen, frame.other);
    return { state: { sum, ...(kept && { seen }), ...(made && { total: A.sum(source, [0, 1]) }) } };
  });
  return { graph, given };
};

/** Silence of both signs, and numbers so far apart that the order of a sum shows in its rounding. */
export const farApart = (shape: Shape): fc.Arbitrary<Tensor> =>
  large(shape, oftenOf([0, -0, 1, 2 ** 24, -(2 ** 24), 3e9, 1e-3], -3, 3));

/** Such numbers, whole ones, and few that are not silent. */
export const numbers = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc.oneof(
    farApart(shape),
    large(shape, (u) => Math.floor(u * 9) - 4, 'i32'),
    large(shape, oftenOf([0], -1, 1)),
    large(shape, oftenOf([0, -0, 0, Number.NaN, Infinity, -Infinity, 1], -1, 1)),
    // Silence but for one element.
    fc.nat(size(shape) - 1).map((only) => ({
      ...zeros(shape),
      data: Float32Array.from({ length: size(shape) }, (_, k) => (k === only ? 1.5 : 0)),
    })),
  );
/** How places lie in an image: anyhow, in the order of a picture, or as windows do that begin before it, or have gaps, or are turned round. */
const orders = ['any', 'rising', 'before', 'gaps', 'turned'] as const;
const gaps = [0, 1, 3, 5, 6, 6] as const;
const anywhere: fc.Arbitrary<Scenery> = fc
  .record({
    rows: wholeIn(1, 3),
    n: wholeIn(1, 20),
    seen: fc.tuple(wholeIn(1, 3), wholeIn(1, 6), wholeIn(1, 6)),
    filters: wholeIn(1, 5),
    order: fc.constantFrom(...orders),
    joined: often(false, true),
  })
  .chain(({ rows, n, seen: [c, p, k], filters, order, joined }) => {
    const count = c * p * k;
    const placesOf = (any: readonly number[]): readonly number[] => {
      if (order === 'any') return any;
      if (order === 'rising') return any.toSorted((a, b) => a - b);
      return any.map((_, at) => {
        const [channel, position, cell] = [Math.floor(at / (p * k)), Math.floor(at / k) % p, at % k];
        if (order === 'turned') return c - 1 - channel + position + cell;
        return order === 'gaps' ? position + gaps[cell]! : position + cell - 1;
      });
    };
    return fc.array(wholeIn(-1, n - 1), { minLength: count, maxLength: count }).map((any): Scenery => {
      const places = tensor([count], placesOf(any), 'i32');
      // The rows may be seen as channels of one.
      const seen = joined ? [1, rows * c, p, k] : [rows, c, p, k];
      return { image: [rows, Math.max(n, p + 9)], seen, places, filters };
    });
  });

export const trialsOf = (scenes: fc.Arbitrary<Scenery>, imageSpikes: boolean) =>
  fc
    .tuple(fc.constantFrom(...contractions), scenes, fc.boolean(), often(false, true), often(false, true))
    .filter(([contraction, scene]) => {
      const [, y, out] = contraction.split(/,|->/) as [string, string, string];
      const alone = size(shapeOf(y.replaceAll(/[bcpk]/g, ''), scene));
      const [others, results] = [size(shapeOf(y, scene)), size(shapeOf(out, scene))];
      return size(scene.seen) * alone <= 100_000 && others <= 20_000 && results <= 20_000;
    })
    .chain(([contraction, scene, turned, kept, made]) => {
      const shape = shapeOf(contraction.split(/,|->/)[1]!, scene);
      return fc.record({
        contraction: fc.constant(contraction),
        scene: fc.constant(scene),
        image: imageSpikes ? spikes(scene.image) : numbers(scene.image),
        other: imageSpikes ? fc.oneof(numbers(shape), spikes(shape)) : spikes(shape),
        options: fc.constant({ turned, kept, made }),
      });
    });

/** A trial and its steps: as it is, without the image, again, and without the other. */
export const expectFaithfulTrial = ({ contraction, scene, image, other, options }: TrialOf): void => {
  const { graph, given } = drawn(contraction, scene, image, other, options);
  const silent = (name: string, like: Tensor): Given => new Map([[name, zeros(like.shape, like.dtype)]]);
  const again: Given = new Map([['frame.image', image]]);
  expectFaithful(graph, given, [silent('frame.image', image), again, silent('frame.other', other)]);
};
type TrialOf = ReturnType<typeof trialsOf> extends fc.Arbitrary<infer A> ? A : never;

export const scenes: Readonly<Record<string, fc.Arbitrary<Scenery>>> = { 'windows of a kernel': sceneries, anywhere };
