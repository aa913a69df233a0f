import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect } from 'vitest';
import {
  biased,
  bounded,
  conv,
  dale,
  decaying,
  dense,
  eager,
  explain,
  initial,
  input,
  js,
  layer,
  lif,
  local,
  masked,
  meanField,
  network,
  normalised,
  run,
  size,
  sparse,
  tensor,
  traced,
  wasm,
  type AnyModel,
  type AnyNetwork,
  type AnyRule,
  type AnyWiring,
  type Backend,
  type Frame,
  type Names,
  type Shape,
  type Tensor,
} from '../../src/index.js';
import { numberIn, wholeIn } from '../support/arbitraries.js';
import { drawn } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { recorders } from '../support/trials.js';
import { large, oftenOf, spikes } from './support/large.js';
import { anyModels, anyRules, hebbianRules } from './support/written.js';

interface Joined {
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

const joined: fc.Arbitrary<Joined> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: plain }, { weight: 3, arbitrary: images }, few, shared),
    fc.constantFrom('bare', 'bare', 'bare', 'biased', 'normalised', 'dale', 'masked'),
  )
  .map(([{ from, to, wiring }, wrap]) => {
    const mask: typeof masked = (of, m) => masked(of, m);
    const shape = wiring(from, to).init['w']!.shape;
    const wrapped: Readonly<Record<typeof wrap, () => AnyWiring>> = {
      bare: () => wiring,
      biased: () => biased(wiring, 0.5) as AnyWiring,
      normalised: () => normalised(wiring, 4) as AnyWiring,
      dale: () => dale(wiring as never, 'excitatory') as AnyWiring,
      masked: () =>
        mask(
          wiring as never,
          tensor(
            shape,
            Array.from({ length: size(shape) }, (_, k) => (k * 7) % 3 === 0),
          ) as never,
        ) as AnyWiring,
    };
    return { from, to, wiring: wrapped[wrap]() };
  });

interface Scene {
  readonly net: AnyNetwork;
  readonly batch: number;
  readonly frames: readonly Frame<Tensor>[];
}

const framesOf = (batch: number, from: Shape, to: Shape): fc.Arbitrary<readonly Frame<Tensor>[]> =>
  fc.array(
    fc
      .record({
        X: fc.oneof(
          { weight: 3, arbitrary: spikes([batch, ...from]) },
          { weight: 1, arbitrary: large([batch, ...from], oftenOf([0, 1], 0, 1)) },
        ),
        Y: fc.option(large([batch, ...to], oftenOf([0, 20], -3, 30)), { nil: undefined }),
        clamp: fc.option(spikes([batch, ...to]), { nil: undefined, freq: 2 }),
        reward: numberIn(-1, 1),
        ends: fc.constantFrom(false, false, false, true),
      })
      .map(({ X, Y, clamp, reward, ends }): Frame<Tensor> => ({
        inputs: { X, ...(Y && { Y }) },
        ...(clamp && { clamp: { Y: clamp } }),
        reward,
        ends,
      })),
    { minLength: 1, maxLength: 5 },
  );

const wraps: fc.Arbitrary<(rule: AnyRule) => AnyRule> = fc.constantFrom(
  (rule) => rule,
  (rule) => rule,
  (rule) => bounded(rule, -1, 2),
  (rule) => decaying(rule, 0.01),
  (rule) => bounded(decaying(rule, 0.01), 0, Infinity),
);

const scenesOf = (rules: fc.Arbitrary<AnyRule>, models: fc.Arbitrary<AnyModel>): fc.Arbitrary<Scene> =>
  fc
    .tuple(joined, fc.constantFrom(1, 1, 2, 3), rules, wraps, models, models)
    .chain(([{ from, to, wiring }, batch, rule, wrap, pre, post]) => {
      const net = network<Names, Names>({ dt: 1 }, { X: layer(from, pre), Y: layer(to, post) }, (connect) => ({
        XY: connect('X', 'Y', wiring as never, wrap(rule) as never),
      }));
      // A step that is refused is none that a user can run.
      const made = E.isRight(net) ? net.right : undefined;
      return framesOf(batch, from, to).map((frames) => ({ net: made as AnyNetwork, batch, frames }));
    })
    .filter(({ net }) => net !== undefined);

/** Runs a scene to its end, or to what is wrong with it. */
const outcome = async (backend: Backend, { net, batch, frames }: Scene) => {
  const ran = await run(backend, net, initial(net, { batch, seed: 3 }), frames, recorders(net));
  const { state, monitors, steps } = E.isRight(ran) ? ran.right : ran.left;
  return { state, monitors, steps, faults: E.isLeft(ran) ? ran.left.faults.map(explain) : [] };
};

const ordinary: fc.Arbitrary<AnyModel> = fc.constantFrom<AnyModel>(
  traced(input()),
  traced(lif({ tau: 10, refrac: 1 })),
);

const writings: Readonly<Record<string, fc.Arbitrary<Scene>>> = {
  'rules of terms and factors': scenesOf(hebbianRules, ordinary),
  'rules of any expressions': scenesOf(anyRules, ordinary),
  'models of any expressions': scenesOf(hebbianRules, anyModels),
  'rules and models of any expressions': scenesOf(anyRules, anyModels),
};

describe.each(Object.entries(writings))('%s', (_, scenes) => {
  law(
    'give on drawn, wasm and js what they give on eager, to the bit',
    [scenes],
    async (scene) => {
      const want = await outcome(eager, scene);
      for (const backend of [drawn, wasm, js]) {
        const got = await outcome(backend, scene);
        const own = (faults: readonly string[]): readonly string[] =>
          faults.map((text) => text.replace(/backend '\w+'/, ''));
        expect(own(got.faults)).toStrictEqual(own(want.faults));
        expect(got.steps).toBe(want.steps);
        expectSame(got.monitors, want.monitors);
        expectSame({ ...got.state }, { ...want.state });
      }
    },
    100,
  );
});
