import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import { initial, lif, summed, zeros } from '../../src/index.js';
import { eagerAlgebra as A } from '../../src/authoring.js';
import { alone, given, lives, trials } from '../support/alone.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { lifParams, plainModels } from '../support/models.js';
import { expectSame } from '../support/same.js';

describe.each(backends)('on $name', (backend) => {
  law(
    'summed is the running sum of the input, in order',
    [trials(plainModels)],
    async ({ shape, batch, model, drive }) => {
      fc.pre(model.receives === undefined);
      const net = alone(shape, summed(model));
      const { summed: sums } = await lives(backend, net, given(drive), initial(net, { batch }));
      drive.forEach((current, step) => {
        const before = step === 0 ? zeros([batch, ...shape]) : sums![step - 1]!;
        expectSame(sums![step]!, A.add(before, current));
      });
    },
  );

  law(
    'summed of a lif neuron takes in nothing while it is refractory',
    [trials(lifParams)],
    async ({ shape, batch, model: p, drive }) => {
      const net = alone(shape, summed(lif(p)));
      const { summed: sums, refrac } = await lives(backend, net, given(drive), initial(net, { batch }));
      sums!.slice(1).forEach((sum, step) =>
        sum.data.forEach((value, k) => {
          const [before, current] = [sums![step]!.data[k]!, drive[step + 1]!.data[k]!];
          expect(value).toBe(refrac![step]!.data[k]! > 1e-3 ? before : Math.fround(before + current));
        }),
      );
    },
  );
});
