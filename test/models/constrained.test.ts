import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  always,
  bounded,
  dale,
  dense,
  filled,
  frames,
  frozen,
  hebbian,
  initial,
  input,
  layer,
  lif,
  masked,
  mcCullochPitts,
  network,
  noOp,
  normalised,
  orThrow,
  run,
  tensor,
  traced,
} from '../../src/index.js';
import { eagerAlgebra, normaliseWeights, type AnyWiring } from '../../src/authoring.js';
import { boolsOf, tensorOf } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { nodeBackends } from '../support/node-backends.js';
import { amounts } from './support/kind.js';

const shape = [3, 2];

quickLaw(
  'a sign and a mask hold after normalising too, whichever is inside, though a signed sum may turn signs round',
  [
    tensorOf(shape, amounts(-2, 2)),
    boolsOf(shape),
    fc.constantFrom('excitatory' as const, 'inhibitory' as const),
    fc.boolean(),
    fc.shuffledSubarray(['sign', 'mask', 'norm'] as const, { minLength: 3 }),
  ],
  (w, mask, sign, signed, order) => {
    const around = {
      sign: (of: AnyWiring): AnyWiring => dale(of, sign),
      mask: (of: AnyWiring): AnyWiring => masked(of, mask),
      norm: (of: AnyWiring): AnyWiring => normalised(of, 4, { signed }),
    };
    const wiring = order.reduce<AnyWiring>((of, name) => around[name](of), dense(w));
    const net = orThrow(
      network({ dt: 1 }, { X: layer([3], input()), Y: layer([2], lif()) }, (connect) => ({
        XY: connect('X', 'Y', wiring),
      })),
    );
    const { data } = normaliseWeights(eagerAlgebra, net, initial(net)).connections.XY['w']!;
    data.forEach((value, place) => {
      expect(sign === 'excitatory' ? value >= 0 : value <= 0).toBe(true);
      if (mask.data[place] === 1) expect(Math.abs(value)).toBe(0);
    });
  },
);

test('weights under two masks start at 0 under both, though the bounds of their rule have no 0', () => {
  const mask = (places: readonly number[]) => tensor(shape, places, 'bool');
  const wiring = masked(masked(dense(filled(shape, 3)), mask([1, 0, 0, 0, 0, 0])), mask([0, 1, 0, 0, 0, 0]));
  const net = orThrow(
    network({ dt: 1 }, { X: layer([3], input()), Y: layer([2], lif()) }, (connect) => ({
      XY: connect('X', 'Y', wiring, bounded(noOp(), 0.5, 2)),
    })),
  );
  expect([...initial(net).connections.XY['w']!.data]).toEqual([0, 0, 2, 2, 2, 2]);
});

test.each(nodeBackends.map((backend) => [backend.name, backend] as const))(
  'a mask of a frame replaces one that is replaceable, which holds in every other step, learning or not, on %s',
  async (_, backend) => {
    const mask = (places: readonly number[]) => tensor([2, 2], places, 'bool');
    const own = [mask([1, 0, 0, 0]), mask([0, 1, 0, 0])] as const;
    const wiring = masked(masked(dense(filled([2, 2], 3)), own[0], { replaceable: true }), own[1], {
      replaceable: true,
    });
    const layers = { X: layer([2], traced(input())), Y: layer([2], traced(mcCullochPitts())) };
    const net = orThrow(
      network({ dt: 1 }, layers, (connect) => ({ XY: connect('X', 'Y', wiring, hebbian([0.25, 0.25])) })),
    );
    const drive = { X: filled([3, 2], 1) };
    const given = { masks: { XY: always(mask([0, 0, 0, 0])) } };
    const start = initial(net);
    const learned = orThrow(await run(backend, net, start, frames(drive, given))).state;
    const resting = frozen(net, { normalising: true });
    const after = orThrow(await run(backend, resting, learned, frames(drive))).state;
    const weights = [start, learned, after].map(({ connections }) => Array.from(connections.XY.w.data, (w) => w > 0));
    expect(weights).toEqual([
      [false, false, true, true],
      [true, true, true, true],
      [false, false, true, true],
    ]);
  },
);
