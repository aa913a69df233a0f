import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adaptiveLif, filled, initial, lif, size, tensor, type LifParams } from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';
import { alone, given, lives, spikeTimes, timesteps, trials, valueOf } from '../support/alone.js';
import { numberIn, tensorOf, wholeIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { adaptiveParams, lifParams } from '../support/models.js';

const models: readonly (readonly [string, (params: Partial<LifParams>) => AnyModel])[] = [
  ['lif', (p) => lif(p)],
  ['adaptiveLif', (p) => adaptiveLif({ ...p, thetaPlus: 0 })],
];

/** How many steps are between two spikes at least: the refractory time in whole steps, and one. */
const interval = (refrac: number, dt: number): number => Math.ceil(refrac / dt - 0.05) + 1;

describe.each(backends)('on $name', (backend) => {
  describe.each(models)('%s', (_, make) => {
    law(
      'spikes at most once in its refractory time, under any input',
      [trials(lifParams), timesteps],
      async ({ shape, batch, model: p, drive }, dt) => {
        const net = alone(shape, make(p), dt);
        const { s } = await lives(backend, net, given([...drive, ...drive]), initial(net, { batch }));
        for (let place = 0; place < batch * size(shape) && drive.length > 0; place++) {
          const times = spikeTimes(s!, place);
          const least = interval(valueOf(p.refrac, place % size(shape)), dt);
          times.slice(1).forEach((time, i) => expect(time - times[i]!).toBeGreaterThanOrEqual(least));
        }
      },
    );

    law('spikes when it reaches its threshold, and not just below', [wholeIn(1, 30), timesteps], async (height, dt) => {
      const net = alone([1], make({ rest: -65, thresh: -65 + height }), dt);
      for (const [current, spike] of [
        [height, 1],
        [height + 2 ** -10, 1],
        [height - 2 ** -10, 0],
      ] as const) {
        const { s } = await lives(backend, net, given([filled([1, 1], current)]));
        expect(s![0]!.data[0]).toBe(spike);
      }
    });

    const refracs = fc.oneof(wholeIn(0, 20), fc.constantFrom(0.3, 0.7, 2.9), numberIn(0, 20));
    law(
      'under strong constant input spikes every ceil(refrac / dt) + 1 steps exactly',
      [refracs, timesteps],
      async (refrac, dt) => {
        const every = interval(refrac, dt);
        const drive = Array.from({ length: 2 * every + 1 }, () => filled([1], 1000));
        const { s } = await lives(backend, alone([1], make({ refrac }), dt), given(drive));
        expect(spikeTimes(s!, 0)).toStrictEqual([0, every, 2 * every]);
      },
      40,
    );

    test('with refrac 5 ms spikes every 51 steps of 0.1 ms', async () => {
      const { s } = await lives(
        backend,
        alone([1], make({ refrac: 5 }), 0.1),
        given(Array.from({ length: 120 }, () => filled([1], 1000))),
      );
      expect(spikeTimes(s!, 0)).toStrictEqual([0, 51, 102]);
    });
  });

  const more = trials(adaptiveParams).chain((trial) =>
    fc.tuple(fc.constant(trial), tensorOf([trial.drive.length, ...trial.shape], numberIn(0, 9))),
  );
  law('more input never delays the first spike', [more, timesteps], async ([{ shape, model: p, drive }, extra], dt) => {
    const width = size(shape);
    const less = drive.map((current) => tensor([1, ...shape], current.data.slice(0, width)));
    const plus = less.map(({ data }, step) =>
      tensor(
        [1, ...shape],
        data.map((x, k) => x + extra.data[step * width + k]!),
      ),
    );
    for (const model of [lif(lifOf(p)), adaptiveLif(p)]) {
      const net = alone(shape, model, dt);
      const [early, late] = [await lives(backend, net, given(plus)), await lives(backend, net, given(less))];
      for (let place = 0; place < width && drive.length > 0; place++)
        expect(spikeTimes(early['s']!, place)[0] ?? Infinity).toBeLessThanOrEqual(
          spikeTimes(late['s']!, place)[0] ?? Infinity,
        );
    }
  });
});

const lifOf = ({ thresh, rest, reset, refrac, tau, lbound, resetBy, countdown }: LifParams): LifParams => ({
  thresh,
  rest,
  reset,
  refrac,
  tau,
  lbound,
  resetBy,
  countdown,
});
