import * as fc from 'fast-check';
import {
  describe,
  layer,
  network,
  orThrow,
  size,
  type AnyNetwork,
  type Arrival,
  type Frame,
  type Layer,
  type Names,
  type Plan,
  type Term,
  type Tensor,
} from '../../src/index.js';
import { shapes, wholeIn } from './arbitraries.js';
import { drives } from './drives.js';
import { models } from './models.js';
import { rules, wirings } from './wiring.js';

/** A network, how many samples it runs side by side, where its noise starts, and what happens to it. */
export interface Scene {
  readonly net: AnyNetwork;
  readonly batch: number;
  readonly seed: number;
  readonly drive: readonly Frame<Tensor>[];
}

/** A layer of any model in any shape. */
export const layers: fc.Arbitrary<Layer<string>> = shapes.chain((shape) =>
  models(shape).map((model) => layer(shape, model)),
);

const traced = ({ variables }: Layer<string>): boolean => variables.includes('x');

/** The layers that connections may lead to: all whose spikes are not simply what reaches them. */
const targetsOf = (all: readonly Layer<string>[]): readonly number[] =>
  all.flatMap(({ model }, place) => (innermost(model.term) === 'input' ? [] : [place]));

const innermost = ({ name, params: { of } }: Term): string => (of === undefined ? name : innermost(of as Term));

/** A connection between any two of the layers, also from one to itself, with a rule that they can feed. */
const plans = (all: readonly Layer<string>[]): fc.Arbitrary<Plan<string>> =>
  fc.tuple(fc.nat(all.length - 1), fc.constantFrom(...targetsOf(all))).chain(([f, t]) => {
    const [from, to] = [all[f]!, all[t]!];
    return fc
      .tuple(wirings(from.shape, to.shape), rules([size(from.shape), size(to.shape)], traced(from) && traced(to)))
      .map(([wiring, rule]) => ({ from: `L${f}`, to: `L${t}`, wiring, ...(rule && { rule }) }));
  });

const named = <A>(prefix: string, values: readonly A[]): Readonly<Record<string, A>> =>
  Object.fromEntries(values.map((value, place) => [`${prefix}${place}`, value]));

/** Networks of 2 to 4 layers and up to 5 connections: chains, loops, several into one layer, two between the same. */
export const networks: fc.Arbitrary<AnyNetwork> = fc
  .tuple(
    fc.array(layers, { minLength: 2, maxLength: 4 }).filter((all) => targetsOf(all).length > 0),
    fc.constantFrom(1, 0.5, 0.1),
    fc.constantFrom<Arrival>('next step', 'same step'),
  )
  .chain(([all, dt, arrival]) =>
    fc
      .array(plans(all), { minLength: 1, maxLength: 5 })
      .map((wires) => orThrow(network<Names, Names>({ dt, arrival }, named('L', all), () => named('C', wires)))),
  );

const written = (scene: Scene): Scene =>
  Object.defineProperty(scene, fc.toStringMethod, {
    value: () =>
      JSON.stringify({ ...scene, net: describe(scene.net) }, (_, value: unknown) =>
        ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value,
      ),
  });

/** Any network under any drive. */
export const scenesOf = (nets: fc.Arbitrary<AnyNetwork>): fc.Arbitrary<Scene> =>
  fc
    .tuple(nets, wholeIn(1, 3), fc.nat(100))
    .chain(([net, batch, seed]) => drives(net, batch).map((drive) => written({ net, batch, seed, drive })));

export const scenes: fc.Arbitrary<Scene> = scenesOf(networks);
