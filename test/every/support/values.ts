import * as fc from 'fast-check';
import { size, type Constraint, type Row, type Shape, type Tensor } from '../../../src/index.js';
import { boolsOf, tensorOf, wholeIn } from '../../support/arbitraries.js';

/** Where a parameter stands: the shapes that tensors may have there. */
export interface Place {
  /** Of the layer whose model it is. */
  readonly neuron: Shape;
  /** Of the weights that a rule, a mask or a bound is for. */
  readonly weight: Shape;
  /** Of the layers that a connection joins. */
  readonly from: Shape;
  readonly to: Shape;
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

/** How many synapses a sparse connection has. */
const synapses = 7;

/** Values of a parameter, by what its table says of it: its default often, else what is usual. */
export const valueOf = (row: Row, place: Place, part: PartOf): fc.Arbitrary<unknown> => {
  const [otherwise, constraint] = row;
  const some = fromConstraint(row, place, part);
  const isDefault = typeof otherwise !== 'object' || otherwise === null || !('required' in otherwise);
  // What may be left out because something else says it is always given here.
  return isDefault && !(constraint.is === 'extents' && otherwise === undefined)
    ? fc.oneof({ weight: 1, arbitrary: fc.constant(otherwise) }, { weight: 3, arbitrary: some })
    : some;
};

const fromConstraint = ([, constraint, given]: Row, place: Place, part: PartOf): fc.Arbitrary<unknown> => {
  const within = (usual: readonly [number, number]) => between(...(given ?? usual));
  const oneOrEach = (shape: Shape, of: fc.Arbitrary<number>): fc.Arbitrary<unknown> =>
    fc.oneof(of, tensorOf(shape, of));
  switch (constraint.is) {
    case 'param':
      return oneOrEach(constraint.per === 'neuron' ? place.neuron : place.weight, within(constraint.usual));
    case 'number':
      return constraint.want.includes('whole')
        ? wholeIn(...(given ?? constraint.usual))
        : within(constraint.usual).filter(constraint.holds);
    case 'boolean':
      return fc.boolean();
    case 'word':
      return fc.constantFrom(...constraint.words);
    case 'extents':
      return extentsOf(constraint, place.from.length - 1);
    case 'shape':
      return fc.constantFrom([4], [2, 3], [3, 3]);
    case 'rates': {
      const rate = fc.oneof(
        { weight: 1, arbitrary: fc.constant(0) },
        { weight: 4, arbitrary: oneOrEach(place.weight, within([-0.5, 1])) },
      );
      return fc.tuple(rate, rate);
    }
    case 'seed':
      return wholeIn(0, 99);
    case 'duration':
      return wholeIn(3, 12);
    case 'each target': {
      const of = within([-1, 1]);
      return fc.oneof(of, tensorOf(place.to, of));
    }
    case 'lateral': {
      const n = size(place.neuron);
      return fc.oneof(fc.constant(null), tensorOf([n, n], within([-1, 1])));
    }
    case 'mask':
      return boolsOf(place.weight);
    case 'ends':
      return fc.array(wholeIn(0, size(place[constraint.of]) - 1), { minLength: synapses, maxLength: synapses });
    case 'datum':
      return tensorOf(place.from, fc.oneof(fc.constant(0), within(constraint.usual)));
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

/** First weights now and then as a tensor, in which -0 can stand. */
export const weightTensor = (shape: Shape): fc.Arbitrary<Tensor> =>
  tensorOf(shape, fc.oneof({ weight: 9, arbitrary: between(-3, 12) }, { weight: 1, arbitrary: fc.constant(-0) }));
