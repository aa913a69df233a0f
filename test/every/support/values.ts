import * as fc from 'fast-check';
import { size, tensor, uniform, uniforms, type Shape, type Tensor } from '../../../src/index.js';
import type { Constraint, Joining, Row } from '../../../src/authoring.js';
import { wholeIn } from '../../support/arbitraries.js';

/** Where a parameter stands: the shapes that tensors may have there. */
export interface Place {
  /** Of the layer whose model it is. */
  readonly neuron: Shape;
  /** Of the weights that a rule, a mask or a bound is for. */
  readonly weight: Shape;
  /** Of the layers that a connection joins. */
  readonly from: Shape;
  readonly to: Shape;
  /** Whether a function may stand in place of a word. */
  readonly functions: boolean;
}

/** Parts of other entries, of the kind that is asked for. */
export type PartOf = (kind: string) => fc.Arbitrary<unknown>;

/** Numbers in a range, often round ones, which meet thresholds exactly; never -0, which JSON does not know. */
export const between = (min: number, max: number): fc.Arbitrary<number> => {
  const [low, high] = [Math.ceil(min * 4), Math.floor(max * 4)];
  const any = fc.double({ min, max, noNaN: true });
  return (
    low > high
      ? any
      : fc.oneof(
          wholeIn(low, high).map((quarters) => quarters / 4),
          any,
        )
  ).map((value) => (Math.fround(value) === 0 ? 0 : value));
};

/** The rows of a batch joined in a way of one's own: half the sum and half the largest. */
const joining: Joining = (A, x) => A.mul(0.5, A.add(A.sum(x, [0]), A.maxOver(x, [0])));

/**
 * Tensors by a seed, as arbitraries of each number would take far longer: of a few round numbers, which meet thresholds exactly,
 * or of any.
 */
export const tensorIn = (shape: Shape, min: number, max: number): fc.Arbitrary<Tensor> =>
  fc.tuple(wholeIn(0, 9999), fc.boolean()).map(([seed, round]) => {
    const value = (u: number): number => (round ? Math.round((min + (max - min) * u) * 4) / 4 : min + (max - min) * u);
    const within = (x: number): number => Math.min(Math.max(x, min), max);
    return tensor(
      shape,
      uniforms(seed, 0, size(shape)).map((u) => within(value(u))),
    );
  });

/** Spikes or masks by a seed, true with one of some chances. */
export const boolsIn = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc.tuple(wholeIn(0, 9999), fc.constantFrom(0, 0.1, 0.4, 0.4, 0.9)).map(([seed, chance]) =>
    tensor(
      shape,
      uniforms(seed, 0, size(shape)).map((u) => (u < chance ? 1 : 0)),
      'bool',
    ),
  );

/** Values of a parameter, by what its table says of it: its default often, else what is usual. */
export const valueOf = (row: Row, place: Place, part: PartOf): fc.Arbitrary<unknown> => {
  const [otherwise, constraint] = row;
  const some = fromConstraint(row, place, part);
  const isDefault = typeof otherwise !== 'object' || otherwise === null || !('required' in otherwise);
  // What may be left out because something else says it is always given here.
  return isDefault &&
    !(constraint.is === 'extents' && otherwise === undefined) &&
    !(constraint.is === 'number' && constraint.costs === true)
    ? fc.oneof({ weight: 1, arbitrary: fc.constant(otherwise) }, { weight: 3, arbitrary: some })
    : some;
};

const fromConstraint = ([, constraint, given]: Row, place: Place, part: PartOf): fc.Arbitrary<unknown> => {
  const within = (usual: readonly [number, number]) => between(...(given ?? usual));
  const tensorLike = (of: Shape, usual: readonly [number, number]) => tensorIn(of, ...(given ?? usual));
  const oneOrEach = (of: Shape, usual: readonly [number, number]): fc.Arbitrary<unknown> =>
    fc.oneof(within(usual), tensorLike(of, usual));
  switch (constraint.is) {
    case 'param':
      return oneOrEach(place[constraint.per === 'source' ? 'from' : constraint.per], constraint.usual);
    case 'number':
      return constraint.want.includes('whole')
        ? wholeIn(...(given ?? constraint.usual))
        : within(constraint.usual).filter(constraint.holds);
    case 'boolean':
      return fc.boolean();
    case 'word':
      return constraint.code !== undefined && place.functions
        ? fc.constantFrom<unknown>(...constraint.words, constraint.code === true ? joining : constraint.code)
        : fc.constantFrom(...constraint.words);
    case 'name':
      return fc.constant(constraint.usual);
    case 'extents':
      return extentsOf(constraint, place.from.length - 1);
    case 'shape':
      return fc.constantFrom([4], [2, 3], [3, 3]);
    case 'rates': {
      const rate = fc.oneof(
        { weight: 1, arbitrary: fc.constant(0) },
        { weight: 4, arbitrary: oneOrEach(place.weight, [-0.5, 1]) },
      );
      return fc.tuple(rate, rate);
    }
    case 'seed':
      return wholeIn(0, 99);
    case 'duration':
      return wholeIn(3, 12);
    case 'each target':
      return oneOrEach(place.to, [-1, 1]);
    case 'each axis':
      return oneOrEach([2], [0.5, 2]);
    case 'positions':
      return tensorIn([size(constraint.of === 'source' ? place.from : place.to), 2], 0, 1);
    case 'lateral':
      return fc.oneof(fc.constant(null), tensorLike([size(place.neuron), size(place.neuron)], [-1, 1]));
    case 'delay':
      return fc.oneof(
        between(1, 6),
        fc.record({ seed: wholeIn(0, 9), max: between(1, 6) }).map(({ seed, max }) => uniform(seed, 1, max)),
      );
    case 'receptors': {
      const one = fc.record(
        Object.fromEntries(Object.entries(constraint.table).map(([name, row]) => [name, valueOf(row, place, part)])),
        { requiredKeys: [] },
      );
      return fc.record({ exc: one, inh: one, ampa: one }, { requiredKeys: ['exc', 'inh'] });
    }
    case 'mask':
      return boolsIn(place.weight);
    case 'datum':
      return fc.tuple(tensorLike(place.from, constraint.usual), boolsIn(place.from)).map(([x, silent]) => ({
        ...x,
        data: x.data.map((value, k) => (silent.data[k] === 1 ? 0 : value)),
      }));
    case 'part':
      return part(constraint.of);
    case 'function':
      return fc.constant(constraint.usual);
  }
};

/** One number for every axis, or one for each; small enough to fit. */
const extentsOf = ({ least }: Extract<Constraint, { is: 'extents' }>, axes: number): fc.Arbitrary<number | Shape> => {
  const extent = wholeIn(least, least + 1);
  return fc.oneof(extent, fc.array(extent, { minLength: axes, maxLength: axes }));
};
