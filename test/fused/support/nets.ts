import * as fc from 'fast-check';
import {
  adaptiveLif,
  bounded,
  dale,
  decaying,
  dense,
  diehlAndCook,
  hebbian,
  initial,
  input,
  layer,
  lif,
  masked,
  mstdp,
  mstdpet,
  network,
  normalised,
  orThrow,
  postPre,
  rmax,
  srm0,
  traced,
  weightDependentPostPre,
  type AnyNetwork,
  type Frame,
  type Names,
  type Nu,
  type Shape,
  type Tensor,
} from '../../../src/index.js';
import type { AnyModel, AnyRule, AnyWiring } from '../../../src/authoring.js';
import { numberIn, tensorOf, wholeIn } from '../../support/arbitraries.js';
import type { AnyState } from '../../support/trials.js';
import { large, oftenOf, spikes } from './large.js';

/** A learning network of layers around the widths of vectors and tiles, and where it starts. */
export interface Net {
  readonly net: AnyNetwork;
  readonly batch: number;
  readonly start: AnyState;
  readonly frames: fc.Arbitrary<readonly Frame<Tensor>[]>;
}

const sizes = fc
  .tuple(fc.constantFrom(1, 3, 4, 5, 31, 32, 33, 64, 100), fc.constantFrom(1, 3, 4, 5, 31, 32, 33, 64, 100))
  .filter(([m, n]) => m * n <= 3500);

const rules = (w: Shape): fc.Arbitrary<AnyRule | undefined> => {
  const rate = fc.oneof(numberIn(-0.5, 1), large(w, oftenOf([0, 0.5], -0.5, 1)), fc.constant(0));
  const nu: fc.Arbitrary<Nu> = fc.tuple(rate, rate);
  const over = fc.oneof(
    { weight: 3, arbitrary: fc.constant('sum' as const) },
    { weight: 1, arbitrary: fc.constantFrom('mean' as const, 'max' as const) },
  );
  const low = fc.oneof(numberIn(-2, 0), large(w, oftenOf([0, -1], -2, 0)));
  const high = fc.oneof(numberIn(0.25, 3), large(w, oftenOf([1], 0.25, 3)));
  const bounds = (rule: AnyRule): fc.Arbitrary<AnyRule> => fc.tuple(low, high).map(([a, b]) => bounded(rule, a, b));
  const plain = fc.oneof(
    fc.tuple(nu, over).map(([rates, by]): AnyRule => postPre(rates, by)),
    fc.tuple(nu, over).map(([rates, by]): AnyRule => hebbian(rates, by)),
    fc.tuple(rate, over).map(([of, by]): AnyRule => mstdp(of, { over: by })),
    fc.tuple(rate, over).map(([of, by]): AnyRule => mstdpet(of, { over: by })),
    fc.tuple(rate, over).map(([of, by]): AnyRule => rmax(of, { over: by })),
  );
  return fc.oneof(
    { weight: 3, arbitrary: plain.chain(bounds) },
    { weight: 2, arbitrary: plain },
    { weight: 2, arbitrary: fc.tuple(nu, over).chain(([rates, by]) => bounds(weightDependentPostPre(rates, by))) },
    { weight: 1, arbitrary: plain.chain(bounds).map((rule) => decaying(rule, 0.01)) },
    { weight: 1, arbitrary: plain.map((rule) => decaying(rule, 0.01)).chain(bounds) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
};

const weights = (w: Shape): fc.Arbitrary<Tensor> => large(w, oftenOf([0, -0, 1, -1, 0.5], -4, 6));

const wirings = (w: Shape): fc.Arbitrary<AnyWiring> =>
  fc
    .tuple(
      weights(w),
      fc.option(fc.constantFrom('excitatory' as const, 'inhibitory' as const), { freq: 3 }),
      fc.option(spikes(w), { freq: 3 }),
      fc.option(numberIn(1, 20), { freq: 3 }),
    )
    .map(([first, sign, mask, norm]) => {
      const bare: AnyWiring = dense(first);
      const signed: AnyWiring = sign === null ? bare : dale(bare, sign);
      const partly: AnyWiring = mask === null ? signed : masked(signed, mask);
      return norm === null ? partly : normalised(partly, norm, { beyondBounds: true });
    });

/** Often srm0, as only of its layers `rmax` finds a probability. */
const models: fc.Arbitrary<AnyModel> = fc.oneof(
  { weight: 2, arbitrary: fc.boolean().map((additive): AnyModel => traced(srm0(), { tau: 10, additive })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<AnyModel>(
      traced(lif({ tau: 10, refrac: 2 }), { tau: 20 }),
      traced(adaptiveLif({ thetaPlus: 0.5 }), { tau: 10, additive: true }),
      traced(diehlAndCook({ thetaPlus: 0.5 }), { tau: 10 }),
    ),
  },
);

const perhaps = <A>(of: fc.Arbitrary<A>): fc.Arbitrary<A | undefined> => fc.option(of, { nil: undefined, freq: 4 });

/** Frames whose fields, and the types in them, come and go. */
const framesOf = (batch: number, m: number, n: number): fc.Arbitrary<readonly Frame<Tensor>[]> => {
  const [pre, post] = [
    [batch, m],
    [batch, n],
  ] as const;
  const drive = fc.oneof(
    { weight: 4, arbitrary: spikes(pre) },
    { weight: 1, arbitrary: large(pre, (u) => (u < 0.6 ? 0 : u)) },
    { weight: 1, arbitrary: large(pre, oftenOf([0, 1], 0, 1)) },
  );
  const current = large(post, oftenOf([0, 20, 40], -3, 30));
  const frame = fc.record({
    X: perhaps(drive),
    Y: perhaps(current),
    inject: fc.option(large(post, oftenOf([0], -5, 15)), { nil: undefined, freq: 3 }),
    clamp: fc.option(spikes(post), { nil: undefined, freq: 2 }),
    unclamp: fc.option(spikes(post), { nil: undefined, freq: 3 }),
    clampX: fc.option(spikes(pre), { nil: undefined, freq: 3 }),
    masks: fc.option(spikes([m, n]), { nil: undefined, freq: 5 }),
    reward: fc.oneof(numberIn(-1, 1), tensorOf([batch], numberIn(-1, 1))),
    ends: fc.constantFrom(false, false, false, true),
  });
  const known = (values: Readonly<Record<string, Tensor | undefined>>): Readonly<Record<string, Tensor>> =>
    Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  // The same fields may come again, with spikes of another type.
  const again = fc
    .tuple(frame, fc.array(drive, { maxLength: 2 }))
    .map(([first, more]) => [
      { ...first, ends: first.ends && more.length === 0 },
      ...more.map((X, k) => ({ ...first, X: first.X && X, ends: first.ends && k === more.length - 1 })),
    ]);
  return fc.array(again, { minLength: 1, maxLength: 4 }).map((groups) =>
    groups.flat().map(({ X, Y, inject, clamp, unclamp, clampX, masks, reward, ends }): Frame<Tensor> => ({
      inputs: known({ X, Y }),
      inject: known({ Y: inject }),
      clamp: known({ X: clampX, Y: clamp }),
      unclamp: known({ Y: unclamp }),
      masks: known({ XY: masks }),
      reward,
      ends,
    })),
  );
};

/** An input layer onto another, which may also be connected to itself; the weights of the state may lie outside of all bounds. */
export const nets: fc.Arbitrary<Net> = fc.tuple(sizes, fc.constantFrom(1, 1, 2, 3, 5)).chain(([[m, n], batch]) => {
  const w = [m, n];
  const own = n <= 33;
  return fc
    .record({
      model: models,
      wiring: wirings(w),
      rule: rules(w),
      back: wirings([n, n]),
      backRule: rules([n, n]),
      first: fc.option(weights(w), { freq: 2 }),
      loop: fc.boolean(),
      seed: wholeIn(0, 50),
    })
    .map(({ model, wiring, rule, back, backRule, first, loop, seed }): Net => {
      // What reads a probability needs a model that has one.
      const fed = (of: AnyRule | undefined): AnyRule | undefined =>
        of !== undefined && JSON.stringify(of.term).includes('rmax') && !('prob' in model.init) ? undefined : of;
      const joined = (from: string, by: AnyWiring, of: AnyRule | undefined) => ({
        from,
        to: 'Y',
        wiring: by,
        ...(fed(of) && { rule: fed(of)! }),
      });
      const net: AnyNetwork = orThrow(
        network<Names, Names>({ dt: 1 }, { X: layer([m], traced(input(), { tau: 15 })), Y: layer([n], model) }, () => ({
          XY: joined('X', wiring, rule),
          ...(loop && own && { YY: joined('Y', back, backRule) }),
        })),
      );
      const state: AnyState = initial(net, { batch, seed });
      const connections =
        first === null ? state.connections : { ...state.connections, XY: { ...state.connections['XY']!, w: first } };
      return Object.defineProperty(
        { net, batch, start: { ...state, connections }, frames: framesOf(batch, m, n) },
        fc.toStringMethod,
        {
          value: () =>
            JSON.stringify({ m, n, batch, model: model.term, rule: rule?.term.name, loop, outside: first !== null }),
        },
      );
    });
});

/** A network, and runs of it one after the other. */
export const driven = (runs: number) =>
  nets.chain((net) => fc.tuple(fc.constant(net), fc.array(net.frames, { minLength: runs, maxLength: runs })));
