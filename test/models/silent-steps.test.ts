import { describe, expect, test } from 'vitest';
import {
  adaptiveLif,
  boostedLif,
  currentLif,
  input,
  integrateAndFire,
  lif,
  srm0,
  tensor,
  winners,
  type LifParams,
} from '../../src/index.js';
import { conductanceBased, currentBased } from '../../src/cells.js';
import { eagerAlgebra as A, type AnyModel } from '../../src/authoring.js';
import { countedDown } from '../../src/models/neurons/refractory.js';
import { given, life, lifeOfOne, times } from './support/life.js';

const f32 = Math.fround;

describe('a neuron whose rest is above its threshold', () => {
  const own = { rest: -40, thresh: -50, reset: -65, tau: 5, refrac: 3 } as const;
  // From -65 mV it leaks to -60.5, -56.8, -53.7, -51.2 and -49.2 mV in steps of 1 ms.
  const spikes = (model: AnyModel): string =>
    lifeOfOne(model, times(14, 0))
      .map(({ s }) => s)
      .join('');

  test('fires by itself, and while it is refractory, too, as no input takes part in it', () => {
    const fast = { ...own, tau: 1 };
    // It is at -49.2 mV after a step: above the threshold.
    for (const make of [lif, adaptiveLif, currentLif])
      expect(spikes((make as (p: Partial<LifParams>) => AnyModel)(fast))).toBe('11111111111111');
    expect(spikes(lif(own))).toBe('10000100001000');
  });

  test('but by subtraction not until its refractory time is over', () => {
    const fast = { ...own, tau: 1, resetBy: 'subtraction' } as const;
    expect(spikes(lif(fast))).toBe('10001000100010');
    expect(spikes(adaptiveLif({ ...fast, thetaPlus: 0 }))).toBe('10001000100010');
    // It counts down before.
    expect(spikes(currentLif(fast))).toBe('10010010010010');
  });
});

test('a voltage is bounded below after the reset, in every model that has a bound', () => {
  const bound = { lbound: -70, refrac: 0 };
  const low = (model: AnyModel): number => lifeOfOne(model, [-20])[0]!['v']!;
  for (const model of [lif(bound), adaptiveLif(bound), currentLif(bound), integrateAndFire(bound)])
    expect(low(model)).toBe(-70);
  expect(low(srm0({ ...bound, lbound: -80, rho0: 0 }))).toBe(-80);
  expect(low(boostedLif({ lbound: -7 }))).toBe(-7);
});

test.each([512, 513])(
  'of %i steps a refractory time counts down by float32’s differences up to 512, above by whole steps',
  (steps) => {
    const dt = 0.1;
    const full = steps * dt;
    let left = tensor([1], [full]);
    let [differences, whole] = [f32(full), f32(full)];
    for (let k = 1; k <= 300; k++) {
      left = countedDown(A, left, full, dt);
      differences = f32(differences - f32(dt));
      whole = f32(f32(steps - k) * f32(dt));
    }
    expect(differences).not.toBe(whole);
    expect(left.data[0]).toBe(steps === 512 ? differences : whole);
  },
);

test('where as many may win as there are neurons, all is passed on as it is, graded too', () => {
  const volley = given([tensor([1, 3], [0.5, 2, 0])]);
  const passed = (k: number) => life([3], winners(input(), { k, by: 'chance' }), volley)[1]!['s']!;
  for (const k of [3, 4]) expect(Array.from(passed(k).data)).toEqual([0.5, 2, 0]);
  expect(Array.from(passed(2).data)).toEqual([1, 1, 0]);
});

test('far below rest a cell comes back by its time constant: what magnesium does not block has no exponential', () => {
  const from = { v: tensor([1, 1], [-2000]) };
  for (const model of [conductanceBased(), currentBased()]) {
    const [, after] = life([1], model, [{}], { from });
    expect(after!['v']!.data[0]).toBeCloseTo(-65 - 1935 * Math.exp(-1 / 20), 2);
  }
});
