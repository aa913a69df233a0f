import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adaptiveLif,
  boostedLif,
  csrm,
  currentLif,
  integrateAndFire,
  izhikevich,
  lif,
  mcCullochPitts,
  srm0,
  summed,
  tensor,
} from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';
import { numberIn, wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { expectNear } from '../support/same.js';
import { life, lifeOfOne, times } from './support/life.js';

const [rows, columns] = [
  (all: readonly Readonly<Record<string, number>>[], ...names: readonly string[]) =>
    all.map((step) => names.map((name) => step[name]!)),
  (table: readonly (readonly number[])[]) => table.flat(),
];

describe('the worked examples of docs/spec/nodes.md', () => {
  test('currentLif', () => {
    const got = rows(lifeOfOne(currentLif({ refrac: 2 }), times(6, 3)), 'v', 'i', 's');
    const want = [
      [-62, 3, 0],
      [-57.21026, 4.81959, 0],
      [-65, 5.92323, 1],
      [-65, 6.59262, 0],
      [-58.00137, 6.99863, 0],
      [-65, 7.24488, 1],
    ];
    expectNear(columns(got), columns(want), 1e-5);
  });

  test('izhikevich', () => {
    const got = rows(lifeOfOne(izhikevich(), times(5, 10)), 'v', 'u', 's');
    const want = [
      [-58.105, -12.9724, 0],
      [-49.6702, -12.9117, 0],
      [-32.1485, -12.782, 0],
      [46.9749, -12.3385, 1],
      [-66.5646, -4.518, 0],
    ];
    expectNear(columns(got), columns(want), 1e-4);
  });

  test('csrm', () => {
    const model = csrm({
      leakTo: 0,
      responseWindow: 3,
      refractoryWindow: 2,
      tauKernel: 2,
      resetConst: 10,
      thresh: -60,
    });
    const got = rows(lifeOfOne(model, [0, 4, 4, 0, 0, 0]), 'v', 's');
    const want = [
      [-64.35324, 0],
      [-61.71292, 0],
      [-57.8858, 1],
      [-65.36101, 0],
      [-70.04021, 0],
      [-69.34329, 0],
    ];
    expectNear(columns(got), columns(want), 2e-5);
  });

  test('csrm leaks to rest; BindsNET, to 0, crosses its threshold at step 22 without input', () => {
    expect(lifeOfOne(csrm(), times(40, 0)).every(({ v }) => v === -65)).toBe(true);
    expect(lifeOfOne(csrm({ leakTo: 0 }), times(40, 0)).findIndex(({ s }) => s === 1)).toBe(22);
  });

  test('srm0: at -55 mV the chance of a spike is 0.307799', () => {
    const [first] = lifeOfOne(srm0({ rest: -55 }), [0]);
    expectNear([first!['prob']!, first!['rho']!], [0.307799, Math.exp(-1)], 1e-6);
  });
});

/** The steps at which a neuron spikes that never gets less than it needs. */
const firing = (model: AnyModel, dt: number): readonly number[] =>
  lifeOfOne(model, times(60, 1e4), { dt }).flatMap(({ s }, step) => (s === 0 ? [] : [step]));

/** Times in tenths of a ms: what they give in steps is exact. */
const tenths = wholeIn(0, 40);
const steps = wholeIn(1, 10);
const every = (period: number): readonly number[] =>
  Array.from({ length: Math.ceil(60 / period) }, (_, k) => k * period);

describe('under saturating input', () => {
  law(
    'integrateAndFire and boostedLif fire every ceil(refrac / dt) + 1 steps',
    [tenths, steps],
    (refrac, dt) => {
      const period = Math.ceil(refrac / dt) + 1;
      expect(firing(integrateAndFire({ refrac: refrac / 10 }), dt / 10)).toStrictEqual(every(period));
      expect(firing(boostedLif({ refrac: refrac / 10 }), dt / 10)).toStrictEqual(every(period));
    },
    40,
  );

  law(
    'currentLif fires every max(1, ceil(refrac / dt)) steps',
    [tenths, steps],
    (refrac, dt) => {
      expect(firing(currentLif({ refrac: refrac / 10 }), dt / 10)).toStrictEqual(
        every(Math.max(1, Math.ceil(refrac / dt))),
      );
    },
    40,
  );

  test('mcCullochPitts, izhikevich with a high input and csrm know no refractory time', () => {
    expect(firing(mcCullochPitts(), 1)).toStrictEqual(every(1));
    expect(firing(csrm({ resetConst: 0 }), 1)).toStrictEqual(every(1));
    expect(firing(izhikevich(), 1)).toStrictEqual(every(1));
  });
});

test('mcCullochPitts: v is the input, and spikes at its threshold', () => {
  const [, after] = life([3], mcCullochPitts({ thresh: 2 }), [{ inputs: { N: tensor([1, 3], [1.5, 2, 3]) } }]);
  expect([Array.from(after!['v']!.data), Array.from(after!['s']!.data)]).toStrictEqual([
    [1.5, 2, 3],
    [0, 1, 1],
  ]);
});

test('what got in is summed: the gated input of boostedLif, the raw one of the others', () => {
  const total = (model: AnyModel): number => lifeOfOne(model, times(4, 20)).at(-1)!['summed']!;
  expect(total(summed(boostedLif({ refrac: 2 })))).toBe(40);
  expect(total(summed(integrateAndFire({ refrac: 2 })))).toBe(80);
  expect(total(summed(currentLif({ refrac: 2 })))).toBe(80);
});

describe('a reset by subtraction', () => {
  const inputs = fc.array(numberIn(-2, 9), { minLength: 1, maxLength: 40 });
  const leakless: readonly (readonly [string, AnyModel])[] = [
    ['integrateAndFire', integrateAndFire({ thresh: -60, reset: -65, refrac: 0, resetBy: 'subtraction' })],
    ['lif', lif({ tau: Infinity, thresh: -60, refrac: 0, resetBy: 'subtraction' })],
    ['currentLif', currentLif({ tau: Infinity, tauCurrent: 1e-3, thresh: -60, refrac: 0, resetBy: 'subtraction' })],
    ['boostedLif', boostedLif({ tau: Infinity, thresh: 5, refrac: 0, resetBy: 'subtraction' })],
  ];
  law('loses nothing: what came in is in the voltage and in the spikes', [inputs], (values) => {
    for (const [name, model] of leakless) {
      const lived = lifeOfOne(model, values);
      const start = name === 'boostedLif' ? 0 : -65;
      let [came, spikes] = [0, 0];
      lived.forEach(({ v, s }, step) => {
        came += values[step]!;
        spikes += s!;
        expect(Math.abs(v! + 5 * spikes - start - came)).toBeLessThan(1e-3);
      });
    }
  });

  test('takes the threshold as it is when it adapts', () => {
    const model = adaptiveLif({
      tau: Infinity,
      thresh: -60,
      theta: 1,
      thetaPlus: 0.5,
      tauTheta: Infinity,
      refrac: 0,
      resetBy: 'subtraction',
    });
    const got = rows(lifeOfOne(model, [7, 7, 0]), 'v', 'theta', 's');
    expectNear(
      columns(got),
      columns([
        [-64, 1.5, 1],
        [-63.5, 2, 1],
        [-63.5, 2, 0],
      ]),
      1e-4,
    );
  });

  test('of a neuron far above its threshold lets it spike again once it is not refractory', () => {
    for (const model of [lif, integrateAndFire]) {
      const one = model({ thresh: -60, refrac: 2, resetBy: 'subtraction', ...(model === lif && { tau: Infinity }) });
      const got = lifeOfOne(one, [17, ...times(9, 0)]);
      expect(got.map(({ s }) => s)).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0, 0]);
      expect(got.at(-1)!['v']).toBeCloseTo(-63, 4);
    }
  });

  test('is followed by the lower bound and the refractory time, as any', () => {
    const model = lif({ tau: Infinity, thresh: -60, lbound: -64, refrac: 2, resetBy: 'subtraction' });
    expectNear(
      columns(rows(lifeOfOne(model, [5.5, 9, 9, 9]), 'v', 's')),
      columns([
        [-64, 1],
        [-64, 0],
        [-64, 0],
        [-60, 1],
      ]),
      1e-4,
    );
  });
});
