import * as fc from 'fast-check';
import {
  biased,
  conv,
  dale,
  dense,
  local,
  masked,
  meanField,
  normalised,
  size,
  sparse,
  tensor,
  type Shape,
  type Tensor,
} from '../../../src/index.js';
import type { AnyWiring, Wiring } from '../../../src/authoring.js';
import { numberIn, wholeIn } from '../../support/arbitraries.js';
import { large, oftenOf } from './large.js';

/** A connection of any kind, and the shapes that it joins. */
export interface Joined {
  readonly from: Shape;
  readonly to: Shape;
  readonly wiring: AnyWiring;
}

const extent = fc.oneof(wholeIn(1, 6), fc.constantFrom(8, 9, 16, 17, 33));
const weights = (shape: Shape): fc.Arbitrary<Tensor> => large(shape, oftenOf([0, -0, 1, -1, 0.5], -2, 3));

const plain: fc.Arbitrary<Joined> = fc
  .tuple(extent, extent)
  .chain(([m, n]) => weights([m, n]).map((w) => ({ from: [m], to: [n], wiring: dense(w) as AnyWiring })));
const shared: fc.Arbitrary<Joined> = fc
  .tuple(extent, extent, numberIn(-2, 3))
  .map(([m, n, w]) => ({ from: [m], to: [n], wiring: meanField(w) as AnyWiring }));
const few: fc.Arbitrary<Joined> = fc
  .tuple(extent, extent, wholeIn(1, 20))
  .chain(([m, n, count]) =>
    fc
      .tuple(
        fc.array(wholeIn(0, m - 1), { minLength: count, maxLength: count }),
        fc.array(wholeIn(0, n - 1), { minLength: count, maxLength: count }),
        weights([count]),
      )
      .map(([pre, post, w]) => ({ from: [m], to: [n], wiring: sparse({ pre, post }, w) as AnyWiring })),
  );
const kernels = fc.record({
  channels: wholeIn(1, 2),
  filters: wholeIn(1, 4),
  kernel: fc.tuple(wholeIn(1, 3), wholeIn(1, 4)),
  out: fc.tuple(wholeIn(1, 4), wholeIn(1, 6)),
  stride: wholeIn(1, 2),
  flat: fc.boolean(),
});
const images: fc.Arbitrary<Joined> = fc.tuple(kernels, fc.boolean()).chain(([of, own]) => {
  const { channels, filters, stride } = of;
  const [kernel, out] = of.flat ? [[of.kernel[1]], [of.out[1]]] : [[...of.kernel], [...of.out]];
  const seen = out.map((count, axis) => (count - 1) * stride + kernel[axis]!);
  const strides = out.map(() => stride);
  const shape = own ? [channels, filters * size(out), size(kernel)] : [filters, channels, ...kernel];
  return weights(shape).map((w) => ({
    from: [channels, ...seen],
    to: [filters, ...out],
    wiring: (own ? local(w, { kernel, stride: strides }) : conv(w, { stride: strides })) as AnyWiring,
  }));
});

/** Any connection of the library, bare or under one of its wrappers. */
export const joined: fc.Arbitrary<Joined> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: plain }, { weight: 3, arbitrary: images }, few, shared),
    fc.constantFrom('bare', 'bare', 'bare', 'biased', 'normalised', 'dale', 'masked'),
  )
  .map(([{ from, to, wiring }, wrap]) => {
    const { shape } = wiring(from, to).init['w']!;
    const some = Array.from({ length: size(shape) }, (_, k) => Number((k * 7) % 3 === 0));
    const wrapped: Readonly<Record<typeof wrap, () => AnyWiring>> = {
      bare: () => wiring,
      biased: () => biased(wiring, 0.5),
      normalised: () => normalised(wiring as Wiring<'w'>, 4, { beyondBounds: true }),
      dale: () => dale(wiring as Wiring<'w'>, 'excitatory'),
      masked: () => masked(wiring as Wiring<'w'>, tensor(shape, some, 'bool')),
    };
    return { from, to, wiring: wrapped[wrap]() };
  });
