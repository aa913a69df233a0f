import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { csrm, currentLif, explain, izhikevich, layer, network, srm0, zeros, type Names } from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';

test.each<readonly [string, AnyModel, readonly string[]]>([
  ['currentLif', currentLif({ tauCurrent: 0 }), ['tauCurrent must be positive, got 0']],
  [
    'csrm with a tensor for one number',
    csrm({ responseWindow: zeros([2]) as never }),
    ['responseWindow must be positive and finite, one number for all, got a tensor f32 [2]'],
  ],
  ['izhikevich', izhikevich({ lateral: zeros([3, 3]) }), ['lateral must be [2, 2], or null, got [3, 3]']],
  ['srm0', srm0({ rho0: -1, dThresh: 0 }), ['rho0 must be at least 0, got -1', 'dThresh must be positive, got 0']],
  [
    'csrm',
    csrm({ responseWindow: 0, refractoryWindow: Infinity, tauKernel: 0 }),
    [
      'tauKernel must be positive, got 0',
      'responseWindow must be positive and finite, got 0',
      'refractoryWindow must be positive and finite, got Infinity',
    ],
  ],
])('%s with parameters that make no sense is refused', (_, model, texts) => {
  const built = network<Names, Names>({ dt: 1 }, { Y: layer([2], model) });
  expect(E.isLeft(built) && built.left.map(explain)).toStrictEqual(texts.map((text) => `layer 'Y': ${text}`));
});
