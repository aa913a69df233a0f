import * as fc from 'fast-check';
import { size, type AnyNetwork, type Frame, type Layer, type Shape, type Tensor, type Wire } from '../../src/index.js';
import { boolsOf, numberIn, tensorOf } from './arbitraries.js';

/** A tensor for a layer in one of the forms that a frame takes: full, flat, or one row for all. */
const rowsOf = (shape: Shape, batch: number, of: (shape: Shape) => fc.Arbitrary<Tensor>): fc.Arbitrary<Tensor> =>
  fc.constantFrom([batch, ...shape], [batch, size(shape)], shape, [size(shape)]).chain(of);

/** Spikes, or currents that may drive a neuron over its threshold. */
const inputs = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc.oneof(boolsOf(shape), tensorOf(shape, fc.oneof(fc.constant(0), fc.constant(20), numberIn(-3, 12))));

const some = <T>(
  names: readonly string[],
  of: (name: string) => fc.Arbitrary<T>,
): fc.Arbitrary<{ readonly [name in string]?: T }> =>
  fc.record(Object.fromEntries(names.map((name) => [name, of(name)])), { requiredKeys: [] });

/** Anything that can happen to a network in one step. */
const frame = (net: AnyNetwork, batch: number): fc.Arbitrary<Frame<Tensor>> => {
  const layers: Readonly<Record<string, Layer<string>>> = net.layers;
  const all = Object.keys(layers);
  const having = (holds: (layer: Layer<string>) => boolean) => all.filter((name) => holds(layers[name]!));
  const neurons = (names: readonly string[], of: (shape: Shape) => fc.Arbitrary<Tensor>) =>
    some(names, (name) => rowsOf(layers[name]!.shape, batch, of));
  const perhaps = <A>(of: fc.Arbitrary<A>): fc.Arbitrary<A | undefined> => fc.option(of, { nil: undefined, freq: 2 });
  const rewarded = Object.values<Wire<string>>(net.connections).some(({ rule }) => rule?.rewarded);
  return fc
    .record({
      ...(rewarded && { reward: numberIn(-1, 1) }),
      inputs: neurons(all, inputs),
      inject: perhaps(
        neurons(
          having(({ variables }) => variables.includes('v')),
          (shape) => tensorOf(shape, numberIn(-5, 15)),
        ),
      ),
      clamp: perhaps(neurons(all, boolsOf)),
      unclamp: perhaps(neurons(all, boolsOf)),
      masks: perhaps(
        some(
          Object.keys(net.connections).filter((name) => 'w' in net.connections[name]!.connection.init),
          (name) => boolsOf(net.connections[name]!.connection.init['w']!.shape),
        ),
      ),
      draws: perhaps(
        some(
          having(({ model }) => model.noise === 'row'),
          () => tensorOf([batch], numberIn(0, 0.999)),
        ),
      ),
    })
    .map(
      (fields) =>
        Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Frame<Tensor>,
    );
};

/** Up to 7 frames, as arbitrary as they come; none of them ends an episode. */
export const drives = (net: AnyNetwork, batch: number): fc.Arbitrary<readonly Frame<Tensor>[]> =>
  fc.array(frame(net, batch), { maxLength: 7 });
