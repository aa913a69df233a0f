import * as fc from 'fast-check';
import {
  conv,
  dense,
  local,
  masked,
  meanField,
  receptiveFields,
  size,
  sparse,
  tensor,
  type Shape,
  type Tensor,
  type Weights,
} from '../../../src/index.js';
import type { AnyWiring } from '../../../src/authoring.js';
import { tensorOf, wholeIn } from '../../support/arbitraries.js';
import { amounts, type Kind } from './kind.js';
import { flatLocals, geometries } from './geometries.js';
import { convSynapses, denseSynapses, localSynapses, meanFieldSynapses, outOf, type Geometry } from './synapses.js';
import { biasedKind, dalianKind, maskedKind, type Wrap } from './wraps.js';

const weightValues = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 6, arbitrary: amounts(-2, 2) });

/** The kind with weights of its own: as a tensor, or as a function of the shape that it asks for. */
const kind = (
  from: Shape,
  to: Shape,
  shape: Shape,
  { wire, ...rest }: Pick<Kind, 'synapses' | 'unit'> & { readonly wire: (w: Weights) => AnyWiring },
  asked = true,
): fc.Arbitrary<Kind> =>
  fc.tuple(tensorOf(shape, weightValues), fc.boolean()).map(([w, asTensor]) => ({
    ...rest,
    from,
    to,
    w,
    wiring: wire(asTensor || !asked ? w : (wanted) => tensor(wanted, w.data)),
    keep: (value) => value,
    bias: Array.from({ length: size(to) }, () => 0),
  }));

const layerShapes: fc.Arbitrary<Shape> = fc.constantFrom<Shape[]>([1], [4], [2, 3], [1, 2, 2]);
const ends = fc.tuple(layerShapes, layerShapes);

const denses = ends.chain(([from, to]) => {
  const [m, n] = [size(from), size(to)];
  return kind(from, to, [m, n], { wire: dense, synapses: denseSynapses(m, n), unit: (weight) => weight % n });
});

const optionsOf = ({ stride, padding, dilation }: Geometry) => ({ stride, padding, dilation });

const convs = (axes: number): fc.Arbitrary<Kind> =>
  fc.tuple(geometries(axes), wholeIn(1, 3), fc.boolean()).chain(([geometry, filters, given]) => {
    const { channels, image, kernel } = geometry;
    const options = { ...optionsOf(geometry), ...(given && { kernel }) };
    return kind(
      [channels, ...image],
      [filters, ...outOf(geometry)],
      [filters, channels, ...kernel],
      {
        wire: (w) => conv(w, options),
        synapses: convSynapses(geometry, filters),
        unit: (weight) => Math.floor(weight / size(kernel)),
      },
      given,
    );
  });

const locals = (axes: number): fc.Arbitrary<Kind> =>
  fc.tuple(geometries(axes), wholeIn(1, 3), fc.boolean()).chain(([geometry, filters, flat]) => {
    const { channels, image, kernel } = geometry;
    const [out, cells] = [outOf(geometry), size(kernel)];
    const n = filters * size(out);
    return kind([channels, ...image], flat ? [n] : [filters, ...out], [channels, n, cells], {
      wire: (w) => local(w, { kernel, ...optionsOf(geometry) }),
      synapses: localSynapses(geometry, filters),
      unit: (weight) => Math.floor(weight / cells),
    });
  });

/** The flat local connection: dense, with a mask of receptive fields. */
const flatLocal: fc.Arbitrary<Kind> = flatLocals.chain(({ geometry, filters, outside }) => {
  const [m, n] = [size(geometry.image), filters * size(outOf(geometry))];
  const mask = receptiveFields(geometry.image, geometry.kernel, filters, optionsOf(geometry));
  return kind(geometry.image, [n], [m, n], {
    wire: (w) => masked(dense(w), mask),
    synapses: denseSynapses(m, n),
    unit: (weight) => weight % n,
  }).map((flat) => ({ ...flat, keep: (value, weight) => (outside(Math.floor(weight / n), weight % n) ? 0 : value) }));
});

const meanFields = fc.tuple(ends, fc.boolean()).chain(([[from, to], shared]) =>
  kind(
    from,
    to,
    shared ? [1] : to,
    {
      wire: (w) => meanField(w as Tensor),
      synapses: meanFieldSynapses(size(from), size(to), shared),
      unit: () => 0,
    },
    false,
  ),
);

/** Any synapses, some pairs joined more than once. */
const sparses = ends.chain(([from, to]) =>
  fc
    .array(fc.tuple(wholeIn(0, size(from) - 1), wholeIn(0, size(to) - 1)), { minLength: 1, maxLength: 9 })
    .chain(([first, ...others]) => {
      const all = [first!, ...others, first!];
      const pattern = { pre: all.map(([pre]) => pre), post: all.map(([, post]) => post) };
      return kind(from, to, [all.length], {
        wire: (w) => sparse(pattern, w),
        synapses: all.map(([pre, post], weight) => ({ pre, post, weight, factor: 1 })),
        unit: (weight) => all[weight]![1],
      });
    }),
);

const bare: Readonly<Record<string, fc.Arbitrary<Kind>>> = {
  dense: denses,
  'conv in 1 dimension': convs(1),
  'conv in 2 dimensions': convs(2),
  'conv in 3 dimensions': convs(3),
  'local in 1 dimension': locals(1),
  'local in 2 dimensions': locals(2),
  'local in 3 dimensions': locals(3),
  'flat local': flatLocal,
  'mean field': meanFields,
  sparse: sparses,
};

const wraps: Readonly<Record<string, Wrap>> = { masked: maskedKind, dale: dalianKind, biased: biasedKind };

/** Every connection that has weights, by name; the last ones are any of the others in what can be put around them. */
export const kinds: Readonly<Record<string, fc.Arbitrary<Kind>>> = {
  ...bare,
  ...Object.fromEntries(
    Object.entries(wraps).map(([name, wrap]) => [name, fc.oneof(...Object.values(bare)).chain(wrap)]),
  ),
  'masked, dale and biased': fc
    .oneof(...Object.values(bare))
    .chain(maskedKind)
    .chain(dalianKind)
    .chain(biasedKind),
};
