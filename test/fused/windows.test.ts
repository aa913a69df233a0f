import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { size, tensor, zeros, type Shape, type Tensor } from '../../src/index.js';
import { draw, type Node } from '../../src/authoring.js';
import { compile } from '../../src/backends/fused/plan/compile.js';
import { windows } from '../../src/models/connections/windows.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { expectFaithful, tree, type Given } from './support/compiled.js';
import { large, oftenOf, spikes } from './support/large.js';
import { alone } from './support/setting.js';

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

const shapeOf = (letters: string, { seen: [b, c, p, k], filters }: Scenery): Shape => {
  const extents: Readonly<Record<string, number>> = { b: b!, c: c!, p: p!, k: k!, o: filters, f: filters };
  return Array.from(letters, (letter) => extents[letter]!);
};

/** A step that contracts an image, gathered at places, with another tensor, in either order; `kept`, what was gathered stays, and `made`, the image is. */
const drawn = (
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
const farApart = (shape: Shape): fc.Arbitrary<Tensor> =>
  large(shape, oftenOf([0, -0, 1, 2 ** 24, -(2 ** 24), 3e9, 1e-3], -3, 3));

/** Such numbers, whole ones, and few that are not silent. */
const numbers = (shape: Shape): fc.Arbitrary<Tensor> =>
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

const trialsOf = (scenes: fc.Arbitrary<Scenery>) =>
  fc
    .tuple(fc.constantFrom(...contractions), scenes, fc.boolean(), fc.boolean(), often(false, true), often(false, true))
    .filter(([contraction, scene]) => {
      const [, y, out] = contraction.split(/,|->/) as [string, string, string];
      const alone = size(shapeOf(y.replaceAll(/[bcpk]/g, ''), scene));
      const [others, results] = [size(shapeOf(y, scene)), size(shapeOf(out, scene))];
      return size(scene.seen) * alone <= 100_000 && others <= 20_000 && results <= 20_000;
    })
    .chain(([contraction, scene, imageSpikes, turned, kept, made]) => {
      const shape = shapeOf(contraction.split(/,|->/)[1]!, scene);
      return fc.record({
        contraction: fc.constant(contraction),
        scene: fc.constant(scene),
        image: imageSpikes ? spikes(scene.image) : numbers(scene.image),
        other: imageSpikes ? fc.oneof(numbers(shape), spikes(shape)) : spikes(shape),
        options: fc.constant({ turned, kept, made }),
      });
    });

const scenes: Readonly<Record<string, fc.Arbitrary<Scenery>>> = { 'windows of a kernel': sceneries, anywhere };

describe('an image that is gathered before it is contracted', () => {
  for (const [name, scene] of Object.entries(scenes))
    quickLaw(
      `gives what it gives on eager, to the bit, whoever spikes: ${name}`,
      [trialsOf(scene)],
      ({ contraction, scene: of, image, other, options }) => {
        const { graph, given } = drawn(contraction, of, image, other, options);
        const silent = (name: string, like: Tensor): Given => new Map([[name, zeros(like.shape, like.dtype)]]);
        const again: Given = new Map([['frame.image', image]]);
        expectFaithful(graph, given, [silent('frame.image', image), again, silent('frame.other', other)]);
      },
      300,
    );

  const plain: Axis = { kernel: 5, out: 6, stride: 1, dilation: 1, padding: 0 };
  const one = (axis: Partial<Axis> = {}): Scenery => scenery(2, 1, 3, [plain, { ...plain, ...axis }]);
  const zerosOf = (contraction: string, scene: Scenery, imageSpikes: boolean, otherSpikes: boolean) => {
    const of = (shape: Shape, bool: boolean): Tensor => zeros(shape, bool ? 'bool' : 'f32');
    return [of(scene.image, imageSpikes), of(shapeOf(contraction.split(/,|->/)[1]!, scene), otherSpikes)] as const;
  };
  const kernelsOf = (contraction: string, scene: Scenery, spiking: readonly [boolean, boolean], kept = false) => {
    const [image, other] = zerosOf(contraction, scene, ...spiking);
    const { graph } = drawn(contraction, scene, image, other, { kept });
    const { routines } = compile(graph, {
      ...alone,
      addressOf: (path) => (path === 'state.sum' ? 1024 : path === 'state.seen' ? 65536 : undefined),
      start: 2 ** 20,
      lanes: 4,
    });
    return routines.flatMap(({ name }) => (/^(spike-|conv|contract|gather)/.exec(name) ? [name.split(' b')[0]!] : []));
  };
  const backwards = (scene: Scenery): Scenery => ({
    ...scene,
    places: tensor(
      scene.places.shape,
      scene.places.data.map((_, k, all) => all[all.length - 1 - k]!),
      'i32',
    ),
  });
  test.each([
    ['conv-forward', 'bcpk,ock->bop', one(), [true, false]],
    ['conv-forward', 'bcpk,bop->ock', one(), [true, false]],
    ['conv-forward', 'bcpk,bop->bock', one(), [true, true]],
    ['conv-weight-gradient', 'bcpk,bop->ock', one(), [false, true]],
    ['conv-weight-gradient', 'bcpk,bop->ock', one({ stride: 2 }), [false, true]],
    ['conv-forward', 'bcpk,o->bop', one(), [true, false]],
    ['spike-scatter', 'bcpk,ock->bop', one({ stride: 2 }), [true, false]],
    ['spike-scatter', 'bcpk,ock->bop', one({ padding: 1 }), [true, false]],
    ['spike-scatter', 'bcpk,bop->ock', one({ dilation: 2, stride: 2 }), [true, false]],
    ['spike-scatter', 'bcpk,cfpk->bfp', one(), [true, false]],
    ['spike-scatter', 'bcpk,ock->bop', one({ out: 90 }), [true, false]],
  ] as const)('is not written out: %s, %s', (name, contraction, scene, spiking) => {
    expect(kernelsOf(contraction, scene, spiking)).toStrictEqual([name]);
    expect(new Set(kernelsOf(contraction, scene, spiking, true))).toStrictEqual(
      new Set([`gather [2, ${scene.places.data.length}]`, name]),
    );
  });

  test.each([
    ['is numbers, as is the other', 'bcpk,bop->ock', one(), [false, false]],
    ['would be added up in another order', 'bcpk,ock->bop', backwards(one()), [true, false]],
    ['is contracted with a sum over the other alone', 'bcpk,ock->bp', one(), [true, false]],
    ['is padded, and spikes look at it', 'bcpk,bop->ock', one({ padding: 1 }), [false, true]],
  ] as const)('is written out where it %s', (_, contraction, scene, spiking) => {
    expect(kernelsOf(contraction, scene, spiking).map((name) => name.split(' ')[0])).toStrictEqual([
      'gather',
      'contract',
    ]);
  });
});

/** Synapses from neuron `pre[e]` to neuron `post[e]`, or to or from none (-1), and the spikes `[b, m]` of the first. */
interface Synapses {
  readonly pre: readonly number[];
  readonly post: readonly number[];
  readonly spikes: Tensor;
  readonly w: Tensor;
  readonly targets: number;
}

/** How synapses are listed: anyhow, or such that those of each target come in the order of their sources. */
const listed: readonly ((pairs: (readonly [number, number])[]) => (readonly [number, number])[])[] = [
  (pairs) => pairs,
  (pairs) => pairs.toSorted(([a], [b]) => a - b),
  (pairs) => pairs.toSorted(([a, x], [b, y]) => x - y || a - b),
];

const synapses: fc.Arbitrary<Synapses> = fc
  .record({ rows: wholeIn(1, 3), m: wholeIn(1, 40), targets: wholeIn(1, 5), order: fc.constantFrom(...listed) })
  .chain(({ rows, m, targets, order }) =>
    fc
      .array(fc.tuple(wholeIn(-1, m - 1), wholeIn(-1, targets - 1)), { minLength: 1, maxLength: 120, size: 'max' })
      .chain((any) => {
        const pairs = order(any);
        return fc.record({
          pre: fc.constant(pairs.map(([pre]) => pre)),
          post: fc.constant(pairs.map(([, post]) => post)),
          spikes: fc.oneof({ weight: 3, arbitrary: spikes([rows, m]) }, numbers([rows, m])),
          w: fc.oneof(farApart([pairs.length]), numbers([pairs.length]), spikes([pairs.length])),
          targets: fc.constant(targets),
        });
      }),
  );

describe('spikes that are weighed at synapses', () => {
  /** A step that scatters what comes of spikes and weights; `kept`, what was weighed stays, and `turned`, weights come first. */
  const drawnOf = ({ pre, post, spikes: s, w, targets }: Synapses, kept = false, turned = false) => {
    const [rows, count] = [s.shape[0]!, pre.length];
    const given: Given = new Map([
      ['frame.s', s],
      ['frame.w', w],
      ['state.current', zeros([rows, targets])],
      ...(kept ? [['state.weighed', zeros([rows, count])] as const, ['state.total', zeros([rows])] as const] : []),
    ]);
    const graph = draw(tree(given), (A, nodes) => {
      const { frame } = nodes as { readonly frame: { readonly s: Node; readonly w: Node } };
      const ends = A.gather(frame.s, tensor([count], pre, 'i32'));
      const weighed = turned ? A.contract('e,be->be', frame.w, ends) : A.contract('be,e->be', ends, frame.w);
      const current = A.scatter(weighed, tensor([count], post, 'i32'), targets);
      return { state: { current, ...(kept && { weighed, total: A.sum(weighed, [1]) }) } };
    });
    return { graph, given };
  };
  quickLaw(
    'give what they give on eager, to the bit, in whichever order they are listed',
    [synapses, often(false, true), often(false, true)],
    (of, kept, turned) => {
      const { graph, given } = drawnOf(of, kept, turned);
      const silent: Given = new Map([['frame.s', zeros(of.spikes.shape, of.spikes.dtype)]]);
      expectFaithful(graph, given, [silent, new Map([['frame.s', of.spikes]])]);
    },
    400,
  );

  const namesOf = (pre: readonly number[], post: readonly number[]) => {
    const { graph } = drawnOf({ pre, post, spikes: zeros([1, 3], 'bool'), w: zeros([pre.length]), targets: 2 });
    const { routines } = compile(graph, {
      ...alone,
      addressOf: (path) => (path === 'state.current' ? 1024 : undefined),
      start: 2 ** 20,
      lanes: 4,
    });
    return routines.flatMap(({ name }) =>
      /^(spike-|synapses|contract|gather|scatter)/.exec(name) ? [name.split(' [')[0]!] : [],
    );
  };
  test.each([
    ['by their sources', [0, 0, 1, 2], [0, 1, 0, 1], 'synapses 2'],
    ['by their targets', [0, 1, 0, 2], [0, 0, 1, 1], 'synapses 2'],
  ])('are gone through spike by spike where they are listed %s', (_, pre, post, name) => {
    expect(namesOf(pre, post)).toStrictEqual([name]);
  });
  test('are scattered one by one where their sums would be added up in another order', () => {
    expect(namesOf([1, 0, 2], [0, 0, 1])).toStrictEqual(['spike-scatter be,e->be', 'scatter 2']);
  });
  test('are left where they are when the result is turned round before it is scattered', () => {
    const given: Given = new Map([
      ['frame.s', tensor([3, 3], [1, 0, 1, 0, 1, 1, 1, 1, 0], 'bool')],
      ['frame.w', tensor([3], [1, 2, 4])],
      ['state.current', zeros([3, 2])],
    ]);
    const graph = draw(tree(given), (A, nodes) => {
      const { frame } = nodes as { readonly frame: { readonly s: Node; readonly w: Node } };
      const ends = A.gather(frame.s, tensor([3], [0, 1, 2], 'i32'));
      return {
        state: { current: A.scatter(A.contract('be,e->eb', ends, frame.w), tensor([3], [0, 1, 1], 'i32'), 2) },
      };
    });
    expectFaithful(graph, given);
  });
});
