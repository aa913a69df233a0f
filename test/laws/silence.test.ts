import { describe, expect, test } from 'vitest';
import { gpujs } from 'spikefold/gpujs';
import {
  constant,
  conv,
  dense,
  eager,
  hebbian,
  initial,
  input,
  layer,
  lif,
  local,
  network,
  orThrow,
  postPre,
  sparse,
  tensor,
  traced,
  type AnyNetwork,
  type AnyRule,
  type AnyWiring,
  type Frame,
  type Names,
  type Shape,
  type Tensor,
} from '../../src/index.js';
import { spikesAt } from '../../src/core/tensor.js';
import { backends } from '../support/backends.js';
import { expectSame } from '../support/same.js';
import { play, type AnyState } from '../support/trials.js';

/** Connections in which neuron 0 reaches neuron 0, with the shapes that they join. */
const wirings: Readonly<Record<string, readonly [from: Shape, to: Shape, wiring: AnyWiring]>> = {
  dense: [[6], [5], dense(constant(0.5))],
  conv: [[1, 4, 4], [2, 3, 3], conv(constant(0.5), { kernel: [2, 2] })],
  'conv of a line': [[2, 5], [3, 4], conv(constant(0.5), { kernel: [2] })],
  local: [[1, 4, 4], [2, 2, 2], local(constant(0.5), { kernel: [2, 2], stride: [2, 2] })],
  sparse: [[6], [5], sparse({ pre: [0, 0, 1, 3, 5], post: [0, 2, 0, 1, 4] }, constant(0.5))],
};
const rules: Readonly<Record<string, AnyRule>> = {
  'postPre, sum': postPre([0.25, 0.5]),
  'postPre, mean': postPre([0.25, 0.5], 'mean'),
  'postPre, max': postPre([0.25, 0.5], 'max'),
  hebbian: hebbian([0.25, 0.5]),
};

const netOf = ([from, to, wiring]: (typeof wirings)[string], rule: AnyRule): AnyNetwork =>
  orThrow(
    network<Names, Names>({ dt: 1 }, { X: layer(from, traced(input())), Y: layer(to, traced(lif())) }, (connect) => ({
      XY: connect('X', 'Y', wiring, rule) as ReturnType<typeof connect>,
    })),
  );

/** A state in which a trace of neuron 0 of a layer is no number. */
const spoilt = (net: AnyNetwork, batch: number, at: 'X' | 'Y', value: number): AnyState => {
  const start: AnyState = initial(net, { batch });
  start.layers[at]!['x']!.data[0] = value;
  return start;
};

const all = [...backends, gpujs({ mode: 'cpu' }), gpujs({ mode: 'webasm' })];

describe.each(all)('on $name', (backend) => {
  describe.each(Object.entries(wirings))('%s', (_, wiring) => {
    test.each(Object.entries(rules))(
      'a trace that is no number teaches nothing where the other is silent: %s',
      async (name, rule) => {
        const net = netOf(wiring, rule);
        for (const value of [Number.NaN, Infinity, -Infinity])
          for (const at of ['X', 'Y'] as const)
            for (const batch of [1, 3]) {
              const start = spoilt(net, batch, at, value);
              const { state } = await play(backend, net, start, [{}]);
              expectSame({ w: state.connections['XY']!['w']! }, { w: start.connections['XY']!['w']! });
              // Where a neuron spikes it does, the same on each backend.
              const [from, to] = wiring;
              const frames: readonly Frame<Tensor>[] = [
                { clamp: { X: spikesAt([batch, ...from], [0]), Y: spikesAt([batch, ...to], [0]) } },
                {},
              ];
              const [got, want] = [await play(backend, net, start, frames), await play(eager, net, start, frames)];
              expectSame({ ...got.state }, { ...want.state });
              // The largest of a batch passes over NaN.
              const spoils = want.state.connections['XY']!['w']!.data.some((w) => !Number.isFinite(w));
              if (!name.endsWith('max')) expect(spoils).toBe(true);
            }
      },
    );

    test('a weight that is no number brings nothing where no spike is', async () => {
      const net = netOf(wiring, rules['hebbian']!);
      const still = initial(net) as AnyState;
      still.connections['XY']!['w']!.data.fill(Number.NaN);
      const [from] = wiring;
      const [none, one] = [
        tensor(
          [1, ...from],
          Array.from({ length: still.layers['X']!['s']!.data.length }, () => 0),
          'bool',
        ),
        spikesAt([1, ...from], [0]),
      ];
      for (const inputs of [{ X: none }, { X: one }]) {
        const [got, want] = [
          await play(backend, net, still, [{ inputs }, {}]),
          await play(eager, net, still, [{ inputs }, {}]),
        ];
        expectSame({ ...got.state.layers }, { ...want.state.layers });
        expect(want.state.layers['Y']!['v']!.data.some(Number.isNaN)).toBe(inputs.X === one);
      }
    });
  });
});
