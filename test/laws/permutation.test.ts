import * as fc from 'fast-check';
import { describe } from 'vitest';
import { initial, isTensor, lif, size, summed, traced, type LifParams, type Tensor } from '../../src/index.js';
import { alone, given, lives, timesteps, trials } from '../support/alone.js';
import { paramIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { lifParams } from '../support/models.js';
import { expectSame } from '../support/same.js';

/** Parameters of traced, summed lif neurons, and another order for them. */
const permutable = trials((shape) => {
  const places = Array.from({ length: size(shape) }, (_, place) => place);
  return fc.record({
    params: lifParams(shape),
    tau: paramIn(shape, 1, 50),
    order: fc.shuffledSubarray(places, { minLength: places.length }),
  });
});

describe.each(backends)('on $name', (backend) => {
  law(
    'permuting neurons permutes their history',
    [permutable, timesteps],
    async ({ shape, batch, model, drive }, dt) => {
      const { params, tau, order } = model;
      const width = order.length;
      const moved = (x: Tensor): Tensor => ({
        ...x,
        data: x.data.map((_, k) => x.data[k - (k % width) + order[k % width]!]!) as Tensor['data'],
      });
      const movedParam = <P>(p: P | Tensor): P | Tensor => (isTensor(p) ? moved(p) : p);
      const neurons = (f: <P>(p: P | Tensor) => P | Tensor) => {
        const all = Object.fromEntries(Object.entries(params).map(([name, p]) => [name, f(p)]));
        return alone(shape, traced(summed(lif(all as Partial<LifParams>)), { tau: f(tau) }), dt);
      };
      const here = neurons((p) => p);
      const want = await lives(backend, here, given(drive), initial(here, { batch }));
      const there = neurons(movedParam);
      const got = await lives(backend, there, given(drive.map(moved)), initial(there, { batch }));
      for (const [name, steps] of Object.entries(want))
        steps.forEach((value, step) => expectSame(got[name]![step]!, moved(value)));
    },
  );
});
