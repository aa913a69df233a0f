import {
  bounded,
  csrm,
  dense,
  input,
  layer,
  lif,
  maxPool,
  mstdpet,
  network,
  orThrow,
  postPre,
  size,
  srm0,
  tensor,
  traced,
  uniform,
  uniforms,
  type AnyNetwork,
  type Frame,
  type Names,
  type Plan,
  type Shape,
  type Tensor,
} from '../../src/index.js';
import type { AnyModel, AnyRule, AnyWiring } from '../../src/authoring.js';

/** A network and its frames. */
export interface Driven {
  readonly net: AnyNetwork;
  readonly frames: readonly Frame<Tensor>[];
}

export const batch = 2;
const image: Shape = [2, 4, 4];

const chances = (shape: Shape, seed: number, chance: number): Tensor =>
  tensor(
    shape,
    uniforms(seed, 0, size(shape)).map((u) => (u < chance ? 1 : 0)),
    'bool',
  );

const driven = (to: Shape, model: AnyModel, wiring: AnyWiring, rule?: AnyRule): Driven => {
  const net = orThrow(
    network<Names, Names>(
      { dt: 1 },
      { X: layer(image, traced(input(), { additive: true })), Y: layer(to, model) },
      () => ({ C: { from: 'X', to: 'Y', wiring, ...(rule && { rule }) } satisfies Plan<string> }),
    ),
  );
  const w = net.connections['C']!.connection.init['w'];
  const frames = Array.from({ length: 9 }, (_, step): Frame<Tensor> => ({
    inputs: { X: chances([batch, ...image], step, 0.4) },
    reward: tensor([batch], [step % 3, -1]),
    ...(step === 5 && { ends: true }),
    ...(step === 3 && {
      clamp: { Y: chances([batch, ...to], 20, 0.3) },
      unclamp: { Y: chances([batch, ...to], 21, 0.3) },
    }),
    ...(step === 4 && w && { masks: { C: chances(w.shape, 22, 0.2) } }),
  }));
  return { net, frames };
};

/** Small networks that differ in the values a device has to keep; `test/every` has every model, connection and rule. */
export const nets = {
  lif: driven([6], lif({ tau: tensor([6], [5, 10, 20, 50, 100, 200]) }), dense(uniform(1, 0, 9))),
  srm0: driven([6], srm0(), dense(uniform(1, 0, 9))),
  csrm: driven([6], csrm({ responseWindow: 3, refractoryWindow: 4 }), dense(uniform(1, 0, 9))),
  maxPool: driven([2, 2, 2], lif(), maxPool({ kernel: [2, 2], stride: 2, decay: 0.9 })),
  mstdpet: driven([6], traced(lif()), dense(uniform(1, 0, 4)), mstdpet(0.1, { over: 'mean' })),
  bounded: driven([6], traced(lif()), dense(uniform(1, 0, 4)), bounded(postPre([0.02, 0.2], 'mean'), 0, 4)),
} as const satisfies Readonly<Record<string, Driven>>;
