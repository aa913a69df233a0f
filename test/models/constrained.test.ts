import * as fc from 'fast-check';
import { expect } from 'vitest';
import { dale, dense, initial, input, layer, lif, masked, network, normalised, orThrow } from '../../src/index.js';
import { eagerAlgebra, normaliseWeights, type AnyWiring } from '../../src/authoring.js';
import { boolsOf, tensorOf } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
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
