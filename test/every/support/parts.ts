import * as fc from 'fast-check';
import {
  bounded,
  FaultError,
  isTensor,
  size,
  type Fold,
  type Pattern,
  type Shape,
  type Source,
  type Tensor,
} from '../../../src/index.js';
import {
  entriesOf,
  type AnyModel,
  type AnyRule,
  type AnyWiring,
  type Entry,
  type EntryOf,
  type Kinds,
  type Values,
} from '../../../src/authoring.js';
import { wholeIn } from '../../support/arbitraries.js';
import { valueOf, type PartOf, type Place } from './values.js';

/** Whether an entry is made around another of its kind. */
export const isWrapper = ({ parameters }: Pick<Entry, 'parameters'>): boolean => 'of' in parameters;

/** Entries of a kind; around others only some levels deep. */
const within = <K extends keyof Kinds>(vocabulary: readonly Entry[], kind: K, depth: number): readonly EntryOf<K>[] =>
  entriesOf(vocabulary, kind).filter((entry) => depth > 0 || !isWrapper(entry));

/** A connection, and the shape of the target that it is made for. */
export interface Placed {
  readonly wiring: AnyWiring;
  readonly to: Shape;
}

export interface PartsOptions {
  /** Whether functions stand where plain data could not say them; default only where nothing else can. */
  readonly functions?: boolean;
}

/** The same with one number in place of a tensor: how many neurons a ready-made network has depends on its other parameters. */
const alike = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.map(first) : first(value)]),
  );

/** JSON knows no -0. */
const first = (value: unknown): unknown => (isTensor(value) ? value.data[0]! + 0 : value);

/** The shape of the target, no neurons where the windows do not fit. */
const targetOf = (entry: EntryOf<'connection'>, from: Shape, to: Shape, values: Values): Shape => {
  try {
    return entry.target?.(from, values) ?? to;
  } catch (error) {
    if (error instanceof FaultError) return [0];
    throw error;
  }
};

/** Whether a pattern fits its layers: a number of synapses may be more than they have pairs. */
const isDrawn = (draw: () => unknown): boolean => {
  try {
    draw();
    return true;
  } catch (error) {
    if (error instanceof FaultError) return false;
    throw error;
  }
};

/** All parameters of an entry at a place. */
export const valuesOf = (entry: Pick<Entry, 'parameters'>, place: Place, part: PartOf): fc.Arbitrary<Values> =>
  fc.record(
    Object.fromEntries(Object.entries(entry.parameters).map(([name, row]) => [name, valueOf(row, place, part)])),
  );

/** How many synapses a sparse connection has. */
const synapses = 7;

/** A place for parameters of which there is one number, whatever they are of. */
export const somewhere: Place = { neuron: [1], weight: [1], from: [1], to: [1], functions: false };

/** Everything that a vocabulary can make. A part of an entry is made of any others of its kind. */
export const partsOf = (vocabulary: readonly Entry[], { functions = false }: PartsOptions = {}) => {
  const nowhere: Place = { ...somewhere, functions };
  // An arbitrary takes long to make, and is asked for again and again.
  const made = new Map<string, unknown>();
  const once = <A>(key: string, make: () => A): A => {
    if (!made.has(key)) made.set(key, make());
    return made.get(key) as A;
  };
  const any =
    <K extends keyof Kinds, A>(kind: K, place: Shape, make: (entry: EntryOf<K>, depth: number) => fc.Arbitrary<A>) =>
    (depth: number): fc.Arbitrary<A> =>
      once(`${kind} ${place.join()} ${depth}`, () =>
        fc.oneof(...within(vocabulary, kind, depth).map((entry) => make(entry, depth - 1))),
      );

  const weightsFrom = (entry: EntryOf<'weights'>, depth = 1): fc.Arbitrary<Kinds['weights']> =>
    valuesOf(entry, nowhere, () => any('weights', [], weightsFrom)(depth)).map(entry.make);
  const weights = any('weights', [], weightsFrom);

  /** A pattern that fits two layers. */
  const patternFrom =
    (from: Shape, to: Shape) =>
    (entry: EntryOf<'pattern'>): fc.Arbitrary<Kinds['pattern']> =>
      valuesOf(entry, { ...nowhere, from, to }, () => fc.constant(undefined))
        .map(entry.make)
        .filter((pattern) => isDrawn(() => pattern(size(from), size(to))));
  /** A few synapses between neurons of two layers, or what draws them. */
  const patterns = (from: Shape, to: Shape): fc.Arbitrary<Pattern | Kinds['pattern']> => {
    const places = (layer: Shape) =>
      fc.array(wholeIn(0, size(layer) - 1), { minLength: synapses, maxLength: synapses });
    return fc.oneof(
      fc.record({ pre: places(from), post: places(to) }),
      any('pattern', [...from, 0, ...to], patternFrom(from, to))(0),
    );
  };

  const modelFrom =
    (shape: Shape) =>
    (entry: EntryOf<'model'>, depth = 1): fc.Arbitrary<AnyModel> =>
      valuesOf(entry, { ...nowhere, neuron: shape }, () => any('model', shape, modelFrom(shape))(depth)).map(
        entry.make,
      );

  const ruleFrom =
    (weight: Shape) =>
    (entry: EntryOf<'rule'>, depth = 1): fc.Arbitrary<AnyRule> =>
      valuesOf(entry, { ...nowhere, weight }, () => any('rule', weight, ruleFrom(weight))(depth)).map(entry.make);

  /** A connection from a layer, to one of a shape where it leaves the choice. Those that look through windows say it themselves. */
  const wiringFrom =
    (from: Shape, to: Shape) =>
    (entry: EntryOf<'connection'>, depth = 1): fc.Arbitrary<Placed> => {
      const place = { ...nowhere, from, to };
      if (!isWrapper(entry))
        return valuesOf(entry, place, (kind) => (kind === 'weights' ? weights(1) : patterns(from, to)))
          .map((values) => ({ values, to: targetOf(entry, from, to, values) }))
          .filter((made) => made.to.every((extent) => extent > 0) && size(made.to) <= Math.max(40, size(to)))
          .map((made) => ({ wiring: entry.make(made.values), to: made.to }));
      return wirings(from, to, depth).chain((inner) => {
        const weight = inner.wiring(from, inner.to).init['w']?.shape ?? [1];
        return valuesOf(entry, { ...place, to: inner.to, weight }, () => fc.constant(inner.wiring)).map((values) => ({
          wiring: entry.make(values),
          to: inner.to,
        }));
      });
    };

  /** Of a flat layer nothing looks through windows. */
  const wirings = (from: Shape, to: Shape, depth = 2): fc.Arbitrary<Placed> =>
    once(`connection ${from.join()} ${to.join()} ${depth}`, () =>
      fc.oneof(
        ...within(vocabulary, 'connection', depth)
          .filter(({ target }) => target === undefined || from.length > 1)
          .map((entry) => wiringFrom(from, to)(entry, depth - 1)),
      ),
    );

  const encoderFrom =
    (shape: Shape) =>
    (entry: EntryOf<'encoder'>): fc.Arbitrary<Source> =>
      valuesOf(entry, { ...nowhere, from: shape }, () => fc.constant(undefined)).map(entry.make);

  const foldFrom = (entry: EntryOf<'fold'>, depth = 1): fc.Arbitrary<Fold<Tensor, unknown>> =>
    valuesOf(entry, nowhere, () => any('fold', [], foldFrom)(depth)).map(entry.make);

  const networkFrom = (entry: EntryOf<'network'>): fc.Arbitrary<Kinds['network']> =>
    fc
      .constantFrom<Shape>([4], [2, 3], [3, 3])
      .chain((inputs) =>
        valuesOf(entry, { ...nowhere, neuron: [5], weight: [size(inputs), 5], from: [1, ...inputs], to: [5] }, () =>
          fc.constant(undefined),
        ).map((values) => ({ ...alike(values), ...('inputs' in entry.parameters && { inputs }) })),
      )
      .map(entry.make);

  return {
    weights,
    weightsFrom,
    patternFrom,
    modelFrom,
    models: (shape: Shape, depth = 2): fc.Arbitrary<AnyModel> => any('model', shape, modelFrom(shape))(depth),
    ruleFrom,
    // What asks for bounds has them, which seldom happens by itself.
    rules: (weight: Shape, depth = 2): fc.Arbitrary<AnyRule> =>
      any(
        'rule',
        weight,
        ruleFrom(weight),
      )(depth).map((rule) =>
        (rule.faults?.(weight, rule.bounds) ?? []).some(({ what }) => what === 'bounds of the rule')
          ? bounded(rule, -1, 8)
          : rule,
      ),
    wiringFrom,
    wirings,
    encoderFrom,
    foldFrom,
    networkFrom,
  };
};

export type Parts = ReturnType<typeof partsOf>;
