import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adaptiveLif,
  boostedLif,
  currentLif,
  explain,
  filled,
  frozen,
  initial,
  input,
  integrateAndFire,
  layer,
  lif,
  network,
  oneSpike,
  size,
  srm0,
  summed,
  tensor,
  traced,
  winners,
  type Tensor,
} from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';
import { alone, given, lives } from '../support/alone.js';
import { numberIn, shapes, tensorOf, wholeIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';

/** The places of a row's spikes. */
const placesIn = ({ data, shape }: Tensor, row: number): readonly number[] => {
  const width = size(shape) / shape[0]!;
  return Array.from({ length: width }, (_, place) => place).filter((place) => data[row * width + place] === 1);
};

/** Models by their threshold: that of one which never spikes shows the voltage before any reset. */
const models: readonly (readonly [string, (thresh: number) => AnyModel])[] = [
  ['lif', (thresh) => lif({ thresh, refrac: 0 })],
  ['integrateAndFire', (thresh) => summed(integrateAndFire({ thresh, refrac: 0 }))],
  ['currentLif', (thresh) => currentLif({ thresh, refrac: 0 })],
  ['adaptiveLif', (thresh) => adaptiveLif({ thresh, refrac: 0 })],
  ['boostedLif', (thresh) => boostedLif({ thresh: thresh + 65, refrac: 0 })],
];

const volleys = shapes.chain((shape) =>
  wholeIn(1, 3).chain((batch) =>
    fc.tuple(tensorOf([batch, ...shape], fc.oneof(numberIn(0, 30), wholeIn(0, 30))), wholeIn(1, 4)),
  ),
);

describe.each(backends)('on $name', (backend) => {
  law(
    'those with the highest voltage win, of equal ones the first; all else is as without',
    [volleys, fc.constantFrom(...models)],
    async ([drive, k], [, model]) => {
      const [batch, ...shape] = drive.shape as [number, ...number[]];
      const live = (of: AnyModel) => {
        const net = alone(shape, of);
        return lives(backend, net, given([drive]), initial(net, { batch }));
      };
      const { s: all, ...others } = await live(model(-52));
      const { s: won, ...same } = await live(winners(model(-52), { k }));
      const { v } = await live(model(1e6));
      for (let row = 0; row < batch; row++) {
        const voltage = (place: number): number => v![0]!.data[row * size(shape) + place]!;
        const best = placesIn(all![0]!, row).toSorted((a, b) => voltage(b) - voltage(a) || a - b);
        expect(placesIn(won![0]!, row)).toEqual(best.slice(0, k).toSorted((a, b) => a - b));
      }
      Object.entries(others).forEach(([name, steps]) => steps.forEach((x, step) => expectSame(same[name]![step]!, x)));
    },
  );

  test('by chance every candidate wins as often, and k of them at once', async () => {
    const [n, batch, k] = [6, 1000, 2];
    const net = alone([n], winners(lif(), { k, by: 'chance' }));
    const drive = tensor([n], [20, 20, 20, 20, 20, 0]);
    const { s } = await lives(backend, net, given([drive]), initial(net, { batch }));
    const won = Array.from({ length: n }, () => 0);
    for (let row = 0; row < batch; row++) {
      const places = placesIn(s![0]!, row);
      expect(places).toHaveLength(k);
      for (const place of places) won[place]!++;
    }
    expect(won[5]).toBe(0);
    // Five standard errors of a binomial count.
    const chance = k / 5;
    for (const count of won.slice(0, 5))
      expect(Math.abs(count - batch * chance)).toBeLessThan(5 * Math.sqrt(batch * chance * (1 - chance)));
  });
});

const said = (model: AnyModel): readonly string[] => {
  const net = network({ dt: 1 }, { Y: layer([3], model) });
  return E.isLeft(net) ? net.left.map(explain) : [];
};

test('a model that says no voltage, or draws numbers, and a k that is no number of neurons, are faults', () => {
  expect(said(winners(input()))).toEqual([
    "layer 'Y': winners by voltage must be around a model with charged, its voltage before the reset, such as lif (or take by: 'chance'), got 'input'",
  ]);
  expect(said(winners(srm0(), { by: 'chance' }))).toEqual([
    "layer 'Y': winners by chance must be around a model that draws no numbers, got 'srm0'",
  ]);
  expect(said(winners(lif(), { k: 0 }))).toEqual(["layer 'Y': k must be a whole number of at least 1, got 0"]);
  for (const model of [winners(traced(oneSpike(lif()))), winners(input(), { by: 'chance' })])
    expect(said(model)).toEqual([]);
});

test('as many winners as there are neurons are all that reached the threshold', async () => {
  for (const k of [3, 4]) {
    const net = alone([3], winners(lif(), { k }));
    const { s } = await lives(backends[0]!, net, given([filled([3], 20)]));
    expect(placesIn(s![0]!, 0)).toEqual([0, 1, 2]);
  }
});

test('frozen, winners win as before, and thresholds stay', async () => {
  const net = alone([3], winners(adaptiveLif({ thetaPlus: 5 })));
  const drive = given([tensor([3], [20, 30, 25])]);
  const [moving, still] = [await lives(backends[0]!, net, drive), await lives(backends[0]!, frozen(net), drive)];
  for (const { s } of [moving, still]) expect(placesIn(s![0]!, 0)).toEqual([1]);
  expect(Array.from(moving['theta']![0]!.data)).not.toEqual(Array.from(still['theta']![0]!.data));
});
