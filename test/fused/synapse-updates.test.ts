import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bounded,
  eager,
  frames,
  js,
  wasm,
  decaying,
  delayed,
  hebbian,
  inhibitoryStdp,
  initial,
  input,
  layer,
  lif,
  mstdp,
  network,
  normalised,
  orThrow,
  postPre,
  profiled,
  run,
  sparse,
  tensor,
  traced,
  tripletStdp,
  uniform,
  weightDependentPostPre,
  zeros,
  type Backend,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import type { AnyRule, AnyWiring } from '../../src/authoring.js';
import { wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';

describe('rules on sparse connections', () => {
  const nu = [0.01, 0.02] as const;
  const along: Readonly<Record<string, AnyRule>> = {
    postPre: postPre(nu),
    'postPre within bounds': bounded(postPre(nu), 0, 1),
    weightDependentPostPre: bounded(weightDependentPostPre(nu), 0, 1),
    hebbian: hebbian(nu, 'max'),
    tripletStdp: bounded(tripletStdp({ over: 'mean' }), 0, 1),
    inhibitoryStdp: bounded(inhibitoryStdp(0.01), 0, 1),
  };
  const dense: Readonly<Record<string, AnyRule>> = {
    'postPre that decays': decaying(postPre(nu), 0.01),
    mstdp: mstdp(0.01),
  };
  const pattern = { pre: [0, 1, 1, 2, 3, 3], post: [1, 0, 2, 1, 0, 1] };
  const wirings: Readonly<Record<'plain' | 'with delays' | 'normalised', AnyWiring>> = {
    plain: sparse(pattern, uniform(1)),
    'with delays': delayed(sparse(pattern, uniform(1)), uniform(2, 1, 4)),
    normalised: normalised(sparse(pattern, uniform(1)), 1),
  };
  const kernelsOfRule = async (wiring: AnyWiring, rule: AnyRule, batch: number) => {
    const net = orThrow(
      network({ dt: 1 }, { X: layer([4], traced(input())), Y: layer([3], traced(lif())) }, (connect) => ({
        XY: connect('X', 'Y', wiring, rule),
      })),
    );
    const frame: Frame<Tensor> = { inputs: { X: zeros([batch, 4], 'bool') }, reward: zeros([]) };
    let names: readonly string[] = [];
    const backend = profiled((times) => (names = times.map(({ kernel }) => kernel)));
    orThrow(await run(backend, net, initial(net, { batch }), [frame]));
    return names.filter((name) => name.includes('along synapses'));
  };
  for (const [name, rule] of Object.entries(along))
    for (const [kind, wiring] of Object.entries(wirings))
      test(`${name}, ${kind}, follows spikes`, async () => {
        for (const batch of [1, 2])
          expect(await kernelsOfRule(wiring, rule, batch)).toEqual(['update along synapses [6]']);
      });
  for (const [name, rule] of Object.entries(dense))
    test(`${name} computes all weights`, async () => expect(await kernelsOfRule(wirings.plain, rule, 2)).toEqual([]));
});

law(
  'synapses whose ends have the same numbers in layers of other sizes learn as on eager, also beside others from the same neurons',
  [wholeIn(1, 3), wholeIn(1, 4), wholeIn(1, 9), wholeIn(1, 9), fc.nat(99)],
  async (batch, count, more, others, seed) => {
    const same = Array.from({ length: count }, (_, k) => k);
    const wiring = sparse({ pre: same, post: same }, uniform(seed));
    const cells = () => traced(lif({ tau: 5, thresh: -60, refrac: 0 }));
    const layers = {
      X: layer([count], traced(input())),
      Y: layer([count + more], cells()),
      Z: layer([count + others], cells()),
    };
    const net = orThrow(
      network({ dt: 1 }, layers, (connect) => ({
        XY: connect('X', 'Y', wiring, postPre([0.1, 0.2])),
        XZ: connect('X', 'Z', wiring, inhibitoryStdp(0.1)),
      })),
    );
    const some = (shape: readonly number[], most: number, every: number) =>
      uniform(seed + every, 0, most)([6, batch, ...shape]);
    const drive = frames({
      X: tensor([6, batch, count], some([count], 1, 1).data.map(Math.round), 'bool'),
      Y: some([count + more], 30, 2),
      Z: some([count + others], 30, 3),
    });
    const after = async (backend: Backend) => orThrow(await run(backend, net, initial(net, { batch }), drive)).state;
    const want = await after(eager);
    for (const backend of [js, wasm]) expectSame({ ...(await after(backend)) }, { ...want });
  },
);
