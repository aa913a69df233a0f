import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import {
  FaultError,
  layer,
  lif,
  network,
  traced,
  type AnyNetwork,
  type Arrival,
  type Fault,
  type Layer,
  type Names,
  type Plan,
  type Shape,
} from '../../../src/index.js';
import type { AnyModel, AnyRule, Entry } from '../../../src/authoring.js';
import { describe } from '../../../src/file.js';
import { wholeIn } from '../../support/arbitraries.js';
import type { Scene } from '../../support/scenes.js';
import { anyDrive } from './any-drive.js';
import { takesBatch } from './cases.js';
import { partsOf, type Parts, type PartsOptions } from './parts.js';

/** Shapes of layers: images, vectors, and widths around those of registers and tiles. */
const shapes = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Shape>([2, 3, 3], [1, 4, 3], [3, 5], [1, 7]) },
  { weight: 3, arbitrary: fc.constantFrom<Shape>([1], [2], [5], [2, 2], [8]) },
  { weight: 1, arbitrary: fc.constantFrom<Shape>([31], [4, 8], [33]) },
);

/** What a network is made of, before it is known whether all of it fits together. */
interface Draft {
  readonly layers: readonly Layer<string>[];
  readonly plans: readonly Plan<string>[];
}

const nameOf = (place: number): string => `L${place}`;

const layerOf = (parts: Parts, shape: Shape): fc.Arbitrary<Layer<string>> =>
  fc.tuple(parts.models(shape), wholeIn(0, 2)).map(([model, keeps]): Layer<string> => {
    // Most rules read traces.
    const kept: AnyModel = keeps > 0 && !('x' in model.init) ? traced(model, { additive: keeps > 1 }) : model;
    return layer(shape, kept);
  });

/** One more connection, from any layer; what looks through windows brings a layer that fits it, where there is none. */
const joined = (parts: Parts, { layers, plans }: Draft): fc.Arbitrary<Draft> =>
  fc.tuple(wholeIn(0, layers.length - 1), wholeIn(0, layers.length - 1)).chain(([from, to]) =>
    parts.wirings(layers[from]!.shape, layers[to]!.shape).chain((placed) => {
      const w = placed.wiring(layers[from]!.shape, placed.to).init['w'];
      const fitting = layers.findIndex(({ shape }) => shape.join() === placed.to.join());
      const at = layers[to]!.shape.join() === placed.to.join() ? to : fitting < 0 ? layers.length : fitting;
      return fc
        .tuple(
          layerOf(parts, placed.to),
          w === undefined ? fc.constant(undefined) : fc.option(parts.rules(w.shape), { nil: undefined, freq: 6 }),
          fc.nat(9),
        )
        .map(([added, rule, input]): Draft => {
          const all = at < layers.length ? layers : [...layers, added];
          const inputs = [undefined, ...all[at]!.receptors];
          const receptor = inputs[input % inputs.length];
          const ends = { from: nameOf(from), to: nameOf(at), ...(receptor !== undefined && { receptor }) };
          return { layers: all, plans: [...plans, { ...ends, wiring: placed.wiring, ...(rule && { rule }) }] };
        });
    }),
  );

/** The network of a draft, less the rules and connections that do not fit; models that fit no layer give way to a plain one. */
const built = ({ layers, plans }: Draft, dt: number, arrival: Arrival): AnyNetwork => {
  let [nodes, wires]: [Record<string, Layer<string>>, Record<string, Plan<string>>] = [
    Object.fromEntries(layers.map((of, place) => [nameOf(place), of])),
    Object.fromEntries(plans.map((of, place) => [`C${place}`, of])),
  ];
  for (let tries = 0; ; tries++) {
    const net = network<Names, Names>({ dt, arrival }, nodes, () => wires);
    if (E.isRight(net)) return net.right;
    // Each time something that does not fit goes.
    if (tries > plans.length * 2 + layers.length) throw new FaultError(net.left);
    const at = (kind: string, name: string): boolean =>
      net.left.some(({ place }: Fault) => place === `${kind} '${name}'`);
    nodes = Object.fromEntries(
      Object.entries(nodes).map(([name, of]) => [name, at('layer', name) ? layer(of.shape, traced(lif())) : of]),
    );
    wires = Object.fromEntries(
      Object.entries(wires).flatMap(([name, { rule, ...of }]): readonly (readonly [string, Plan<string>])[] =>
        !at('connection', name) ? [[name, { ...of, ...(rule && { rule }) }]] : rule === undefined ? [] : [[name, of]],
      ),
    );
  }
};

/** What networks are drawn of; wider layers, more connections and other time steps take longer. */
export interface NetworksOptions extends PartsOptions {
  readonly extents?: fc.Arbitrary<Shape>;
  readonly connections?: fc.Arbitrary<number>;
  readonly steps?: fc.Arbitrary<number>;
}

/** Any network that the words of a vocabulary can make: by default of 2 to 4 layers, 1 or 2 connections. */
export const networksOf = (
  vocabulary: readonly Entry[],
  {
    extents = shapes,
    connections = wholeIn(1, 2),
    steps = fc.constantFrom(1, 0.5, 0.1),
    ...options
  }: NetworksOptions = {},
): fc.Arbitrary<AnyNetwork> => {
  const parts = partsOf(vocabulary, options);
  const more = (count: number, draft: Draft): fc.Arbitrary<Draft> =>
    count === 0 ? fc.constant(draft) : joined(parts, draft).chain((next) => more(count - 1, next));
  const draft = fc
    .tuple(extents, extents, connections)
    .chain(([first, second, count]) =>
      fc.tuple(layerOf(parts, first), layerOf(parts, second)).chain((layers) => more(count, { layers, plans: [] })),
    );
  return fc
    .tuple(draft, steps, fc.constantFrom<Arrival>('next step', 'next step', 'same step', 'same step, dropping inputs'))
    .map(([of, dt, arrival]) => built(of, dt, arrival));
};

/** Any of these networks under any drive. */
export const anything = (vocabulary: readonly Entry[]): fc.Arbitrary<Scene> =>
  fc.tuple(networksOf(vocabulary, { functions: true }), wholeIn(1, 3), fc.nat(99)).chain(([net, rows, seed]) => {
    const batch = takesBatch(net) ? rows : 1;
    return anyDrive(net, batch).map((drive) => written({ net, batch, seed, drive }));
  });

/** The scene, with a text for counterexamples. */
export const written = (scene: Scene): Scene =>
  Object.defineProperty(scene, fc.toStringMethod, {
    value: () =>
      JSON.stringify({ ...scene, net: describe(scene.net) }, (_, value: unknown) =>
        ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value,
      ),
  });

/** The names of all entries that take part in a network. */
export const wordsIn = (net: AnyNetwork): ReadonlySet<string> => {
  const terms: unknown[] = [
    ...Object.values<Layer<string>>(net.layers).map(({ model }) => model.term),
    ...Object.values<{ readonly connection: { readonly term: unknown }; readonly rule?: AnyRule }>(
      net.connections,
    ).flatMap(({ connection, rule }) => [connection.term, rule?.term]),
  ];
  const namesOf = (term: unknown): readonly string[] => {
    const { name, params } = (term ?? {}) as { readonly name?: string; readonly params?: { readonly of?: unknown } };
    return name === undefined ? [] : [name, ...namesOf(params?.of)];
  };
  return new Set(terms.flatMap(namesOf));
};
